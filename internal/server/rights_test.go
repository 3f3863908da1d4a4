package server_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server"
)

// anybody marks a route that needs no account.
const anybody corpus.PersonRole = ""

// changing are the routes that change something, with the least role that they
// need. A route of the site that is not here fails the test.
var changing = map[string]corpus.PersonRole{
	"POST /login":           anybody,
	"POST /logout":          anybody,
	"POST /welcome/{token}": anybody,
	"POST /reset/{token}":   anybody,

	"POST /account/":         corpus.Reader,
	"POST /account/password": corpus.Reader,
	"POST /account/sign-out": corpus.Reader,

	"POST /papers/{paper}/notes":                    corpus.Reader,
	"POST /annotations/{annotation:[0-9]+}":         corpus.Reader,
	"POST /annotations/{annotation:[0-9]+}/delete":  corpus.Reader,
	"POST /annotations/{annotation:[0-9]+}/restore": corpus.Reader,
	"POST /annotations/{annotation:[0-9]+}/hide":    corpus.Editor,

	"POST /admin/sources":           corpus.Contributor,
	"POST /admin/jobs/{job}/retry":  corpus.Contributor,
	"POST /admin/jobs/{job}/cancel": corpus.Contributor,

	"POST /admin/jobs/{job}/discard":                     corpus.Editor,
	"POST /admin/jobs/{job}/first":                       corpus.Editor,
	"POST /admin/volumes.csv":                            corpus.Editor,
	"POST /admin/volumes.csv/apply":                      corpus.Editor,
	"POST /admin/volumes/{volume}/fields":                corpus.Editor,
	"POST /admin/volumes/{volume}/parts/{part}/fields":   corpus.Editor,
	"POST /admin/volumes/{volume}/parts/{part}/boundary": corpus.Editor,
	"POST /admin/volumes/{volume}/undo":                  corpus.Editor,
	"POST /admin/volumes/{volume}/process":               corpus.Editor,
	"POST /admin/volumes/{volume}/publish":               corpus.Editor,
	"POST /admin/volumes/{volume}/withdraw":              corpus.Administrator,
	"POST /admin/volumes/{volume}/trash":                 corpus.Administrator,
	"POST /admin/volumes/{volume}/restore":               corpus.Administrator,

	"POST /admin/uploads/":                         corpus.Contributor,
	"PATCH /admin/uploads/{upload:[0-9a-f]{32}}/":  corpus.Contributor,
	"DELETE /admin/uploads/{upload:[0-9a-f]{32}}/": corpus.Contributor,

	"POST /admin/glossary/new":               corpus.Editor,
	"POST /admin/glossary/import":            corpus.Editor,
	"POST /admin/glossary/{concept}":         corpus.Editor,
	"POST /admin/glossary/{concept}/history": corpus.Editor,
	"POST /admin/glossary/{concept}/remove":  corpus.Editor,

	"POST /admin/correct/{volume}/{page}":               corpus.Contributor,
	"POST /admin/correct/decide":                        corpus.Editor,
	"POST /admin/correct/teach/{correction}":            corpus.Editor,
	"POST /admin/correct/{volume}/scans/{scan}/arrange": corpus.Editor,

	"POST /admin/people/invitations":                   corpus.Administrator,
	"POST /admin/people/invitations/{ticket}/withdraw": corpus.Administrator,
	"POST /admin/people/{person}":                      corpus.Administrator,
	"POST /admin/people/{person}/reset":                corpus.Administrator,
	"POST /admin/people/{person}/sign-out":             corpus.Administrator,
}

// trial is one way of asking for what one may not have.
type trial struct {
	name    string
	as      func(least corpus.PersonRole) corpus.PersonRole
	body    func() io.Reader
	headers map[string]string
	want    func(least corpus.PersonRole, status int) bool
}

const formType = "application/x-www-form-urlencoded"

var trials = []trial{
	{name: "nobody", as: nobody, want: refused},
	{name: "role below", as: below, want: refused},
	{name: "cross-site", as: least, headers: map[string]string{"Sec-Fetch-Site": "cross-site"}, want: is403},
	{name: "other origin", as: least, headers: map[string]string{"Origin": "https://evil.example"}, want: is403},
	{name: "same name, other port", as: least, headers: map[string]string{"Origin": "http://127.0.0.1:1"}, want: is403},
	{name: "opaque origin", as: least, headers: map[string]string{"Origin": "null"}, want: is403},
	{name: "oversize", as: least, body: func() io.Reader { return strings.NewReader("name=" + strings.Repeat("x", 3<<20)) }, want: survived},
	{name: "malformed", as: least, body: func() io.Reader { return strings.NewReader("%zz=%&;=\x00\xff&version=99999999999999999999") }, want: survived},
	{name: "no form", as: least, body: func() io.Reader { return strings.NewReader(`{"role":"administrator"}`) }, headers: map[string]string{"Content-Type": "application/json"}, want: survived},
	{name: "multipart cut off", as: least, body: func() io.Reader {
		return strings.NewReader("--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"../../x\"\r\n")
	}, headers: map[string]string{"Content-Type": "multipart/form-data; boundary=b"}, want: survived},
	{name: "method in a header", as: nobody, headers: map[string]string{"X-HTTP-Method-Override": "GET", "X-Original-URL": "/", "X-Rewrite-URL": "/"}, want: refused},
	{name: "address in a header", as: nobody, headers: map[string]string{"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "localhost", "Forwarded": "for=127.0.0.1", "X-Forwarded-User": "administrator"}, want: refused},
	{name: "made-up session", as: nobody, headers: map[string]string{"Cookie": "recto_session=' OR 1=1 --; recto_session=AAAAAAAAAAAAAAAAAAAAAAAAAA; admin=1"}, want: refused},
	{name: "session in a header", as: nobody, headers: map[string]string{"Authorization": "Bearer administrator"}, want: refused},
}

func nobody(corpus.PersonRole) corpus.PersonRole { return anybody }

func least(role corpus.PersonRole) corpus.PersonRole { return role }

func below(role corpus.PersonRole) corpus.PersonRole {
	i := slices.Index(corpus.Roles(), role)
	if i < 1 {
		return anybody
	}
	return corpus.Roles()[i-1]
}

// refused: whoever lacks the role is; a route for anybody may say anything but
// that it failed.
func refused(least corpus.PersonRole, status int) bool {
	if least == anybody {
		return survived(least, status)
	}
	return status == http.StatusForbidden
}

func is403(_ corpus.PersonRole, status int) bool { return status == http.StatusForbidden }

func survived(_ corpus.PersonRole, status int) bool { return status >= 200 && status < 500 }

// TestRights tries every route that changes something in every way that it
// should not be asked, and prints a table of what came back.
func TestRights(t *testing.T) {
	var out bytes.Buffer
	table := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprint(table, "route\tleast role")
	for _, tr := range trials {
		fmt.Fprint(table, "\t", tr.name)
	}
	fmt.Fprintln(table)
	for _, route := range changingRoutes(t) {
		role, known := changing[route]
		if !known {
			t.Errorf("%s changes something and is not in the table: say who may", route)
			continue
		}
		fmt.Fprint(table, route, "\t", string(role))
		s := emptySite(t) // each route has tries of its own
		enqueueOne(t, s)
		for _, tr := range trials {
			before := s.state(t)
			status := try(t, s, route, role, tr)
			fmt.Fprint(table, "\t", status)
			if !tr.want(role, status) {
				t.Errorf("%s, %s: status %d", route, tr.name, status)
			}
			if after := s.state(t); status == http.StatusForbidden && after != before {
				t.Errorf("%s, %s: refused, and yet changed\n%s\nto\n%s", route, tr.name, before, after)
			}
		}
		fmt.Fprintln(table)
	}
	table.Flush()
	t.Log("\n" + out.String())
}

// changingRoutes are the routes of the site that answer to more than reading.
func changingRoutes(t *testing.T) []string {
	t.Helper()
	routes, ok := emptySite(t).Config.Handler.(*server.Site).Handler.(chi.Routes)
	if !ok {
		t.Fatal("the site does not list its routes")
	}
	var out []string
	must(t, chi.Walk(routes, func(method, route string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		reading := method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
		if !reading && !strings.HasPrefix(route, "/assets/") {
			out = append(out, method+" "+route)
		}
		return nil
	}))
	slices.Sort(out)
	return out
}

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// try asks for a route as a trial does, and gives the status.
func try(t *testing.T, s *site, route string, role corpus.PersonRole, tr trial) int {
	t.Helper()
	method, path, _ := strings.Cut(route, " ")
	var body io.Reader
	if tr.body != nil {
		body = tr.body()
	}
	req, err := http.NewRequest(method, s.URL+parameter.ReplaceAllString(path, "1"), body)
	must(t, err)
	req.Header.Set("Content-Type", formType)
	for name, value := range tr.headers {
		req.Header.Set(name, value)
	}
	res, err := signedInAs(t, s, tr.as(role)).Do(req)
	must(t, err)
	defer res.Body.Close()
	_, err = io.Copy(io.Discard, res.Body)
	must(t, err)
	return res.StatusCode
}

// state is what there is to change: people, jobs and open invitations.
func (s *site) state(t *testing.T) string {
	t.Helper()
	for _, role := range corpus.Roles() {
		s.account(t, role)
	}
	people, err := s.library.People(t.Context())
	must(t, err)
	jobs, err := s.queue.Jobs(t.Context())
	must(t, err)
	events, err := s.library.Events(t.Context(), corpus.EventFilter{})
	must(t, err)
	return fmt.Sprintf("%+v\n%+v\n%+v", people, jobs, events)
}

// enqueueOne has a source wait in the queue.
func enqueueOne(t *testing.T, s *site) {
	t.Helper()
	_, err := s.queue.Enqueue(t.Context(), "volume.txt", strings.NewReader("A page of text."))
	must(t, err)
}
