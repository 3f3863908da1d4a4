package people_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
	"recto/internal/server/people"
	"recto/internal/store"
)

const password = "four words in a row"

// cheap makes hashes of passwords that cost no time.
var cheap = &argon2id.Params{Memory: 8, Iterations: 1, Parallelism: 1, SaltLength: 8, KeyLength: 16}

// house is the rooms over a real database, and a room that says who is in it.
type house struct {
	*httptest.Server
	db  *store.DB
	now time.Time
}

// open serves the rooms with what a test changes of their dependencies.
func open(t *testing.T, change ...func(*people.Deps)) *house {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "recto.db"))
	must(t, err)
	t.Cleanup(func() { db.Close() })
	h := &house{db: db, now: time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)}
	router := chi.NewRouter()
	h.Server = httptest.NewServer(router)
	t.Cleanup(h.Close)
	site, err := page.New(h.URL, "test", slog.New(slog.NewTextHandler(t.Output(), nil)))
	must(t, err)
	deps := people.Deps{Store: db, Hash: cheap, Now: func() time.Time { return h.now }}
	for _, f := range change {
		f(&deps)
	}
	rooms, err := people.New(site, deps)
	must(t, err)
	router.Use(rooms.Identify)
	router.Group(rooms.Routes)
	router.Get("/who", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, page.Person(r.Context()).Name) })
	router.With(people.Needs(site, corpus.Editor)).HandleFunc("/desk", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "desk") })
	return h
}

// account adds a person whose name is that of the address.
func (h *house) account(t *testing.T, name string, role corpus.PersonRole) corpus.Person {
	t.Helper()
	hash, err := argon2id.CreateHash(password, cheap)
	must(t, err)
	p, err := h.db.AddPerson(t.Context(), corpus.Person{Name: name, Email: name + "@example.org", Role: role}, hash, h.now)
	must(t, err)
	return p
}

// browser is one without a screen: it keeps cookies and follows nothing.
type browser struct {
	*http.Client
	house *house
}

func (h *house) browser(t *testing.T) browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	return browser{&http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, h}
}

// enter is a browser in which somebody signed in.
func (h *house) enter(t *testing.T, name string) browser {
	t.Helper()
	b := h.browser(t)
	b.send(t, "/login", http.StatusSeeOther, "email", name+"@example.org", "password", password)
	return b
}

// see asks for a page, checks its status and gives its body, or where it leads.
func (b browser) see(t *testing.T, path string, status int) string {
	t.Helper()
	res, err := b.Get(b.house.URL + path)
	must(t, err)
	return answer(t, "GET "+path, res, status)
}

// send sends a form, checks the status and gives the body, or where it leads.
func (b browser) send(t *testing.T, path string, status int, fields ...string) string {
	t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	res, err := b.PostForm(b.house.URL+path, form)
	must(t, err)
	return answer(t, "POST "+path, res, status)
}

func answer(t *testing.T, what string, res *http.Response, status int) string {
	t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	must(t, err)
	if res.StatusCode != status {
		t.Fatalf("%s: status %d, want %d:\n%s", what, res.StatusCode, status, body)
	}
	if to := res.Header.Get("Location"); to != "" {
		return to
	}
	return string(body)
}

// holds fails unless a text holds every one of some.
func holds(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in:\n%s", want, text)
		}
	}
}

var shownLink = regexp.MustCompile(`value="(http://[^"]+/(?:welcome|reset)/[A-Z0-9]+)"`)

// linkIn is the path of the one-time link that a page shows.
func (h *house) linkIn(t *testing.T, body string) string {
	t.Helper()
	found := shownLink.FindStringSubmatch(body)
	if found == nil {
		t.Fatalf("no link in:\n%s", body)
	}
	return strings.TrimPrefix(found[1], h.URL)
}

// welcome is the path of a fresh first link.
func (h *house) welcome(t *testing.T) string {
	t.Helper()
	token, err := h.db.NewTicket(t.Context(), corpus.Ticket{Kind: corpus.Welcome, Person: corpus.Person{Role: corpus.Administrator}})
	must(t, err)
	return "/welcome/" + token
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
