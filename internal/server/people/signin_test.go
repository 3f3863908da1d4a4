package people_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"

	"recto/internal/corpus"
	"recto/internal/server/people"
)

func TestSignIn(t *testing.T) {
	h := open(t)
	h.account(t, "ada", corpus.Editor)
	b := h.browser(t)
	if to := b.see(t, "/desk?a=b", http.StatusSeeOther); to != "/login?next=%2Fdesk%3Fa%3Db" {
		t.Errorf("nobody is led to %s", to)
	}
	holds(t, b.send(t, "/desk", http.StatusForbidden), "You are not signed in")
	holds(t, b.see(t, "/login?next=%2Fdesk%3Fa%3Db", http.StatusOK), `name="next" value="/desk?a=b"`)
	wrong := b.send(t, "/login", http.StatusForbidden, "email", "ada@example.org", "password", "wrong")
	unknown := b.send(t, "/login", http.StatusForbidden, "email", "bob@example.org", "password", password)
	if strings.ReplaceAll(wrong, "ada@", "bob@") != unknown {
		t.Errorf("a wrong password and an unknown address are answered differently:\n%s\n%s", wrong, unknown)
	}
	if to := b.send(t, "/login", http.StatusSeeOther, "email", "ADA@example.org", "password", password, "next", "/desk?a=b"); to != "/desk?a=b" {
		t.Errorf("led back to %s", to)
	}
	b.see(t, "/desk", http.StatusOK)
	if to := b.see(t, "/login?next=/who", http.StatusSeeOther); to != "/who" {
		t.Errorf("who is signed in is led to %s", to)
	}
	b.send(t, "/logout", http.StatusSeeOther)
	b.see(t, "/desk", http.StatusSeeOther)
}

// A session has a token of its own at each sign-in, and is over when it was not
// used, or was used for long.
func TestSession(t *testing.T) {
	h := open(t)
	h.account(t, "ada", corpus.Reader)
	b := h.browser(t)
	token := func() string {
		res, err := b.PostForm(h.URL+"/login", url.Values{"email": {"ada@example.org"}, "password": {password}})
		must(t, err)
		defer res.Body.Close()
		for _, c := range res.Cookies() {
			if c.Name == "recto_session" {
				if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Secure {
					t.Errorf("cookie %v", c)
				}
				return c.Value
			}
		}
		t.Fatalf("no session: %v", res.Header)
		return ""
	}
	first, second := token(), token()
	if first == second || len(second) < 26 {
		t.Errorf("tokens %q and %q", first, second)
	}
	if _, _, err := h.db.SessionPerson(t.Context(), first, h.now); err == nil {
		t.Error("the token from before signing in again still opens")
	}
	for range 14 { // used every second day
		holds(t, b.see(t, "/who", http.StatusOK), "ada")
		h.now = h.now.Add(48 * time.Hour)
	}
	holds(t, b.see(t, "/who", http.StatusOK), "ada")
	h.now = h.now.Add(47 * time.Hour)
	holds(t, b.see(t, "/who", http.StatusOK), "ada")
	h.now = h.now.Add(time.Hour)
	if who := b.see(t, "/who", http.StatusOK); who != "" {
		t.Errorf("still %s after 30 days", who)
	}
	token()
	h.now = h.now.Add(72 * time.Hour)
	if who := b.see(t, "/who", http.StatusOK); who != "" {
		t.Errorf("still %s after three days without use", who)
	}
}

// The time of a refusal does not tell whether an address has an account.
func TestSameTime(t *testing.T) {
	dear := &argon2id.Params{Memory: 16 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	h := open(t, func(d *people.Deps) { d.Hash = dear })
	hash, err := argon2id.CreateHash(password, dear)
	must(t, err)
	for _, p := range []corpus.Person{{Name: "ada", Email: "ada@example.org", Role: corpus.Reader}, {Name: "none", Email: "none@example.org", Role: corpus.Reader}} {
		if p.Name == "none" {
			hash = "" // signs in by an institution
		}
		_, err = h.db.AddPerson(t.Context(), p, hash, h.now)
		must(t, err)
	}
	quickest := map[string]time.Duration{}
	b := h.browser(t)
	for _, name := range []string{"ada", "bob", "none"} {
		for range 4 {
			began := time.Now()
			b.send(t, "/login", http.StatusForbidden, "email", name+"@example.org", "password", "wrong")
			if took := time.Since(began); quickest[name] == 0 || took < quickest[name] {
				quickest[name] = took
			}
		}
	}
	t.Log(quickest)
	for _, name := range []string{"bob", "none"} {
		if quickest[name] < quickest["ada"]/3 {
			t.Errorf("refusing %s takes %v, and %v where there is a password", name, quickest[name], quickest["ada"])
		}
	}
}

func TestTries(t *testing.T) {
	h := open(t)
	h.account(t, "ada", corpus.Reader)
	b := h.browser(t)
	for range 10 {
		b.send(t, "/login", http.StatusForbidden, "email", "ada@example.org", "password", "wrong")
	}
	holds(t, b.send(t, "/login", http.StatusTooManyRequests, "email", " Ada@example.org", "password", password), "Wait a quarter of an hour")
	for range 9 {
		b.send(t, "/login", http.StatusForbidden, "email", "bob@example.org", "password", "wrong")
	}
	holds(t, b.send(t, "/login", http.StatusTooManyRequests, "email", "carl@example.org", "password", "wrong"), "Wait a minute")
	holds(t, b.send(t, "/welcome/GUESS", http.StatusTooManyRequests), "Wait a minute")
}

// Nobody is led from the door to another site.
func TestNext(t *testing.T) {
	h := open(t)
	h.account(t, "ada", corpus.Reader)
	b := h.enter(t, "ada")
	for next, want := range map[string]string{
		"/papers/x?q=a+b#part": "/papers/x?q=a+b", "/": "/", "": "/account", "papers": "/account",
		"//evil.example": "/account", `/\evil.example`: "/account", "https://evil.example/": "/account", "javascript:alert(1)": "/account",
		"/%2fevil.example": "/account", "/\tevil.example": "/account", "/login": "/account", "/login/institution": "/account",
		"/" + strings.Repeat("a", 2000): "/account",
	} {
		if to := b.see(t, "/login?next="+url.QueryEscape(next), http.StatusSeeOther); to != want {
			t.Errorf("next %q leads to %q, want %q", next, to, want)
		}
	}
}

func TestPasswordRules(t *testing.T) {
	h := open(t)
	link := h.welcome(t)
	b := h.browser(t)
	var refused []string
	for _, p := range []string{
		"", "elevenelev.", "password1234", "PassWord1234 ", "zzzzzzzzzzzz", "ada@example.org", "Ada Augusta L.", "correcthorsebatterystaple", "zwölf zwölf",
	} {
		refused = append(refused, p)
		body := b.send(t, link, http.StatusUnprocessableEntity, "name", "Ada Augusta L.", "email", "ada@example.org", "password", p)
		holds(t, body, `id="password-problem"`)
	}
	if slices.Contains(refused, password) {
		t.Error("the password of the tests is weak")
	}
	b.send(t, link, http.StatusSeeOther, "name", "Ada Augusta L.", "email", "ada@example.org", "password", "twelve twelv")
}
