package server_test

import (
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"recto/internal/corpus"
)

// TestPeopleInBrowser goes the way of a library's first people in a real
// browser: the first account, an invitation, signing in, and
// signing out everywhere. On the way each page is looked over.
func TestPeopleInBrowser(t *testing.T) {
	chromium := browser(t)
	s := emptySite(t)
	token, err := s.library.NewTicket(t.Context(), corpus.Ticket{Kind: corpus.Welcome, Person: corpus.Person{Role: corpus.Administrator}})
	must(t, err)
	ctx := tab(t, chromium)
	visit(t, ctx, s, "/welcome/"+token)
	lookOver(t, ctx, "welcome")
	fill(t, ctx, "h1", "Administration", "#name", "Ada Muster", "#email", "ada@example.org", "#password", password)
	lookOver(t, ctx, "admin")

	visit(t, ctx, s, "/admin/people")
	fill(t, ctx, "h1", "Invitation for ben@example.org", "#email", "ben@example.org")
	lookOver(t, ctx, "link")
	invitation := ask[string](t, ctx, `new URL(document.querySelector("#link").value).pathname`)
	for _, path := range []string{"/admin/people", "/admin/people/1", "/admin/log", "/account"} {
		visit(t, ctx, s, path)
		lookOver(t, ctx, strings.ReplaceAll(path[1:], "/", "-"))
	}
	press(t, ctx, `form[action="/logout"] button`, ".site-nav", "Sign in")

	visit(t, ctx, s, invitation)
	fill(t, ctx, "h1", "Your account", "#name", "Ben Sample", "#password", password)
	press(t, ctx, `form[action="/logout"] button`, ".site-nav", "Sign in")
	visit(t, ctx, s, "/account")
	sees(t, ctx, "h1", "Sign in")
	fill(t, ctx, "#wrong", "No account has that address", "#email", "ben@example.org", "#password", "something else")
	lookOver(t, ctx, "login")
	fill(t, ctx, "h1", "Your account", "#password", password)

	elsewhere := client(t, s)
	post(t, elsewhere, s.URL+"/login", url.Values{"email": {"ben@example.org"}, "password": {password}})
	if got := statusOf(t, elsewhere, s.URL+"/account"); got != http.StatusOK {
		t.Fatalf("the other browser is not signed in: status %d", got)
	}
	press(t, ctx, `form[action="/account/sign-out"] button`, "h1", "Sign in")
	if got := statusOf(t, elsewhere, s.URL+"/account"); got != http.StatusSeeOther {
		t.Errorf("after signing out everywhere the other browser gets status %d", got)
	}
	visit(t, ctx, s, "/account")
	sees(t, ctx, "h1", "Sign in")
}

func visit(t *testing.T, ctx context.Context, s *site, path string) {
	t.Helper()
	do(t, ctx, path, chromedp.Navigate(s.URL+path))
}

// fill types into fields, sends their form, and looks for a text on the next page.
func fill(t *testing.T, ctx context.Context, selector, want string, fields ...string) {
	t.Helper()
	for i := 0; i+1 < len(fields); i += 2 {
		do(t, ctx, "fill in "+fields[i], chromedp.SendKeys(chromedp.CSS(fields[i]), fields[i+1]))
	}
	leads(t, ctx, chromedp.Submit(chromedp.CSS(fields[len(fields)-2])))
	sees(t, ctx, selector, want)
}

// press presses a button and looks for a text on the next page.
func press(t *testing.T, ctx context.Context, button, selector, want string) {
	t.Helper()
	leads(t, ctx, chromedp.Click(chromedp.CSS(button)))
	sees(t, ctx, selector, want)
}

// leads takes a step and waits for the page that it leads to.
func leads(t *testing.T, ctx context.Context, step action) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, step); err != nil {
		t.Fatal(err)
	}
}

// lookOver lets axe-core, where it is installed, look at the page that is
// shown, checks that it fits a hand, and takes a picture where they are wanted.
func lookOver(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	if axe, err := os.ReadFile("../../web/node_modules/axe-core/axe.min.js"); err == nil {
		ask[bool](t, ctx, string(axe)+";true")
		report := ask[string](t, ctx, `axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations))`)
		for _, v := range violations(t, report) {
			t.Errorf("%s: %s: %s\n%s", name, v.ID, v.Help, nodes(v))
		}
	}
	dir := os.Getenv("RECTO_PICTURES")
	for _, look := range []struct {
		width int64
		light string
	}{{390, "dark"}, {1280, "light"}} {
		do(t, ctx, name, screen(look.width), scheme(look.light))
		if wide := ask[float64](t, ctx, "document.documentElement.scrollWidth - innerWidth"); wide > 0 {
			t.Errorf("%s at %d pixels is %v too wide", name, look.width, wide)
		}
		if dir == "" {
			continue
		}
		png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, "people-"+name+"-"+look.light+".png"), png, 0o644))
	}
}

func statusOf(t *testing.T, c *http.Client, address string) int {
	t.Helper()
	res, err := c.Get(address)
	must(t, err)
	res.Body.Close()
	return res.StatusCode
}
