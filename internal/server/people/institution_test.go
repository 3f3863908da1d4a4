package people_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"golang.org/x/text/language"

	"recto/internal/corpus"
	"recto/internal/server/people"
	"recto/internal/server/people/institution"
)

// members are whom the institution of the tests knows, by name; their passwords
// are "member".
type members map[string]*storage.User

func (m members) GetUserByID(id string) *storage.User         { return m[id] }
func (m members) GetUserByUsername(name string) *storage.User { return m[name] }
func (m members) ExampleClientID() string                     { return "service" }

func member(name, email string, verified bool) *storage.User {
	return &storage.User{
		ID: name, Username: name, Password: "member", FirstName: strings.ToUpper(name), LastName: "Member",
		Email: email, EmailVerified: verified, PreferredLanguage: language.English,
	}
}

// university is a real OpenID provider: that of the library zitadel/oidc, which
// is certified for it, with people of ours.
func university(t *testing.T, h *house, secret string) *httptest.Server {
	t.Helper()
	known := members{
		"ada": member("ada", "ada@example.org", true), "ben": member("ben", "Ben@example.org", true),
		"carl": member("carl", "carl@example.org", true), "eve": member("eve", "ada@example.org", false),
	}
	clients := map[string]*storage.Client{"recto": storage.WebClient("recto", secret, h.URL+people.ReturnPath)}
	server := httptest.NewUnstartedServer(nil)
	server.Config.Handler = exampleop.SetupServer("http://"+server.Listener.Addr().String(), storage.NewStorageWithClients(known, clients), nil, false)
	server.Start()
	t.Cleanup(server.Close)
	return server
}

// campus is a house whose people a university vouches for.
func campus(t *testing.T) (*house, *httptest.Server) {
	t.Helper()
	var provider lateProvider
	h := open(t, func(d *people.Deps) { d.Institution = &provider })
	idp := university(t, h, "secret")
	provider.Provider = institution.New(institution.Config{
		Issuer: idp.URL, ClientID: "recto", Secret: "secret", Name: "the university", Return: h.URL + people.ReturnPath,
	})
	return h, idp
}

// lateProvider is one that is known only once the house has its address.
type lateProvider struct{ *institution.Provider }

var requestID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// vouch goes the way from our door to the university and signs in there; it
// gives the address to which the university sends the browser back.
func (b browser) vouch(t *testing.T, name string) string {
	t.Helper()
	at := b.see(t, "/login/institution?next=/who", http.StatusSeeOther)
	for range 5 {
		res, err := b.Get(at)
		must(t, err)
		to, body := res.Header.Get("Location"), ""
		if to == "" {
			body = answer(t, at, res, http.StatusOK)
			form := url.Values{"id": requestID.FindStringSubmatch(body)[1:2], "username": {name}, "password": {"member"}}
			res, err = b.PostForm(res.Request.URL.ResolveReference(&url.URL{Path: "/login/username"}).String(), form)
			must(t, err)
			to = answer(t, "sign in at the university", res, http.StatusFound)
		}
		next, err := res.Request.URL.Parse(to)
		must(t, err)
		if next.Path == people.ReturnPath {
			return strings.TrimPrefix(next.String(), b.house.URL)
		}
		at = next.String()
	}
	t.Fatalf("the university leads in circles, at last to %s", at)
	return ""
}

func TestInstitution(t *testing.T) {
	h, _ := campus(t)
	h.account(t, "ada", corpus.Administrator)
	admin := h.enter(t, "ada")
	admin.send(t, "/admin/people/invitations", http.StatusOK, "email", "ben@example.org", "role", "editor")
	holds(t, h.browser(t).see(t, "/login?next=/who", http.StatusOK), "Sign in with the university", "/login/institution?next=%2Fwho")
	for range 2 { // the second time they are known
		for name, want := range map[string]struct {
			name string
			role corpus.PersonRole
		}{
			"ada": {"ada", corpus.Administrator}, "ben": {"BEN Member", corpus.Editor}, "carl": {"CARL Member", corpus.Reader},
		} {
			b := h.browser(t)
			if to := b.see(t, b.vouch(t, name), http.StatusSeeOther); to != "/who" {
				t.Errorf("%s is led to %s", name, to)
			}
			if who := b.see(t, "/who", http.StatusOK); who != want.name {
				t.Errorf("%s came in as %q, want %q", name, who, want.name)
			}
			p, _, err := h.db.Credentials(t.Context(), name+"@example.org")
			must(t, err)
			if p.Role != want.role {
				t.Errorf("%s is %s, want %s", name, p.Role, want.role)
			}
		}
	}
	events, err := h.db.Events(t.Context(), corpus.EventFilter{})
	must(t, err)
	var did []string
	for _, e := range events {
		did = append(did, e.What+" "+e.Person.Name)
	}
	slices.Sort(did)
	if want := []string{"create account BEN Member", "create account CARL Member", "invite person ada", "link account ada"}; !slices.Equal(did, want) {
		t.Errorf("logged %q, want %q", did, want)
	}
}

// Nobody gets in by an answer that is not whole.
func TestInstitutionRefuses(t *testing.T) {
	h, idp := campus(t)
	h.account(t, "ada", corpus.Administrator)
	carl := h.account(t, "carl", corpus.Reader)
	carl.Disabled = true
	_, err := h.db.ChangePerson(t.Context(), carl)
	must(t, err)
	for _, c := range []struct {
		name   string
		who    string
		change func(b browser, back string) string
		status int
		want   string
	}{
		{"address not verified", "eve", nil, http.StatusForbidden, "did not confirm an e-mail address"},
		{"disabled", "carl", nil, http.StatusForbidden, "This account is disabled"},
		{"another state", "ada", with("state", "x"), http.StatusBadRequest, "did not come back whole"},
		{"no state", "ada", with("state", ""), http.StatusBadRequest, "did not come back whole"},
		{"another code", "ada", with("code", "x"), http.StatusForbidden, "did not let you in"},
		{"turned back", "ada", with("error", "access_denied"), http.StatusForbidden, "did not let you in"},
		{"begun in another browser", "ada", forgotten, http.StatusBadRequest, "did not come back whole"},
		{"another nonce", "ada", kept(func(p *institution.Pending) { p.Nonce = "x" }), http.StatusBadRequest, "did not come back whole"},
		{"another verifier", "ada", kept(func(p *institution.Pending) { p.Verifier = strings.Repeat("x", 43) }), http.StatusForbidden, "did not let you in"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := h.browser(t)
			back := b.vouch(t, c.who)
			if c.change != nil {
				back = c.change(b, back)
			}
			holds(t, b.see(t, back, c.status), c.want)
			if who := b.see(t, "/who", http.StatusOK); who != "" {
				t.Errorf("came in as %s", who)
			}
		})
	}
	t.Run("twice", func(t *testing.T) {
		b := h.browser(t)
		back := b.vouch(t, "ada")
		b.see(t, back, http.StatusSeeOther)
		b.see(t, back, http.StatusBadRequest)
	})
	idp.Close()
	b := h.browser(t)
	holds(t, b.see(t, people.ReturnPath+"?state=x", http.StatusBadRequest), "did not come back whole")
}

func TestInstitutionAway(t *testing.T) {
	h := open(t, func(d *people.Deps) {
		d.Institution = institution.New(institution.Config{Issuer: "http://127.0.0.1:1", ClientID: "recto", Name: "the university"})
	})
	holds(t, h.browser(t).see(t, "/login/institution", http.StatusBadGateway), "does not answer")
}

// with changes a value of the address that the browser brings back.
func with(name, value string) func(browser, string) string {
	return func(_ browser, back string) string {
		u, _ := url.Parse(back)
		q := u.Query()
		q.Set(name, value)
		u.RawQuery = q.Encode()
		return u.String()
	}
}

func forgotten(b browser, back string) string {
	b.keep("")
	return back
}

// kept changes what the browser keeps while it is away.
func kept(change func(*institution.Pending)) func(browser, string) string {
	return func(b browser, back string) string {
		at, _ := url.Parse(b.house.URL + people.ReturnPath)
		for _, c := range b.Jar.Cookies(at) {
			if c.Name != "recto_institution" {
				continue
			}
			var pending institution.Pending
			data, _ := base64.RawURLEncoding.DecodeString(c.Value)
			_ = json.Unmarshal(data, &pending)
			change(&pending)
			data, _ = json.Marshal(pending)
			b.keep(base64.RawURLEncoding.EncodeToString(data))
		}
		return back
	}
}

func (b browser) keep(value string) {
	at, _ := url.Parse(b.house.URL + people.ReturnPath)
	b.Jar.SetCookies(at, []*http.Cookie{{Name: "recto_institution", Value: value, Path: "/login"}})
}
