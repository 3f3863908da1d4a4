package people_test

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/people"
)

// The way of a library's first people: the administrator's account, an
// invitation, a forgotten password.
func TestFirstPeople(t *testing.T) {
	h := open(t)
	ada := h.browser(t)
	holds(t, ada.see(t, "/login", http.StatusOK), "Nobody has an account yet")
	first := h.welcome(t)
	holds(t, ada.see(t, first, http.StatusOK), "first administrator")
	holds(t, ada.send(t, first, http.StatusUnprocessableEntity, "name", " ", "email", "ada", "password", "short"),
		"Say how others", "no e-mail address", "Take twelve letters", `value="ada"`)
	if to := ada.send(t, first, http.StatusSeeOther, "name", "Ada", "email", "Ada@example.org", "password", password); to != "/admin" {
		t.Errorf("the administrator is led to %s", to)
	}
	holds(t, ada.see(t, "/who", http.StatusOK), "Ada")
	ada.see(t, first, http.StatusGone)
	ada.send(t, first, http.StatusGone, "name", "Eve", "email", "eve@example.org", "password", password)

	holds(t, ada.send(t, "/admin/people/invitations", http.StatusUnprocessableEntity, "email", "ADA@example.org", "role", "editor"), "has an account already")
	ada.send(t, "/admin/people/invitations", http.StatusBadRequest, "email", "ben@example.org", "role", "owner")
	invitation := h.linkIn(t, ada.send(t, "/admin/people/invitations", http.StatusOK, "email", "ben@example.org", "name", "Ben", "role", "editor"))
	holds(t, ada.see(t, "/admin/people", http.StatusOK), "Open invitations", "ben@example.org")

	ben := h.browser(t)
	holds(t, ben.see(t, invitation, http.StatusOK), "invited as an editor", `value="ben@example.org"`, "readonly")
	ben.send(t, invitation, http.StatusSeeOther, "name", "Ben", "email", "someone@example.org", "role", "administrator", "password", password)
	holds(t, ben.see(t, "/account", http.StatusOK), "ben@example.org, an editor")
	ben.see(t, "/admin/people", http.StatusForbidden)

	reset := h.linkIn(t, ada.send(t, "/admin/people/2/reset", http.StatusOK))
	lost := h.browser(t)
	holds(t, lost.see(t, reset, http.StatusOK), "account of Ben")
	lost.send(t, reset, http.StatusUnprocessableEntity, "password", "ben@example.org")
	lost.send(t, reset, http.StatusSeeOther, "password", "another four words")
	holds(t, lost.see(t, "/who", http.StatusOK), "Ben")
	if who := ben.see(t, "/who", http.StatusOK); who != "" {
		t.Errorf("after a reset the browser that was signed in is still %s", who)
	}
	lost.send(t, reset, http.StatusGone, "password", "yet four more words")
}

func TestInvitationEnds(t *testing.T) {
	h := open(t)
	h.account(t, "ada", corpus.Administrator)
	ada := h.enter(t, "ada")
	withdrawn := h.linkIn(t, ada.send(t, "/admin/people/invitations", http.StatusOK, "email", "ben@example.org", "role", "reader"))
	ada.send(t, "/admin/people/invitations/1/withdraw", http.StatusSeeOther)
	ada.see(t, withdrawn, http.StatusGone)
	old := h.linkIn(t, ada.send(t, "/admin/people/invitations", http.StatusOK, "email", "ben@example.org", "role", "reader"))
	reset := h.linkIn(t, ada.send(t, "/admin/people/1/reset", http.StatusOK))
	h.now = h.now.Add(time.Hour)
	ada.see(t, reset, http.StatusGone)
	h.now = h.now.Add(7*24*time.Hour - time.Hour - time.Second)
	h.browser(t).see(t, old, http.StatusOK)
	h.now = h.now.Add(time.Second)
	h.browser(t).see(t, old, http.StatusGone)
}

func TestOwnAccount(t *testing.T) {
	h := open(t)
	h.account(t, "ada", corpus.Reader)
	ada, elsewhere := h.enter(t, "ada"), h.enter(t, "ada")
	holds(t, ada.send(t, "/account", http.StatusUnprocessableEntity, "name", strings.Repeat("x", 101), "version", "1"), "too long")
	ada.send(t, "/account", http.StatusSeeOther, "name", "Ada <b>", "version", "1", "role", "administrator")
	holds(t, ada.see(t, "/account?done=name", http.StatusOK), "Ada &lt;b&gt;", "Your name is changed", "a reader")
	holds(t, ada.send(t, "/account", http.StatusConflict, "name", "Ada L.", "version", "1"), "Changed meanwhile", "Ada L.")

	holds(t, ada.send(t, "/account/password", http.StatusUnprocessableEntity, "present", "wrong", "password", "password1234"),
		"not your present password", "first that anybody would try")
	ada.send(t, "/account/password", http.StatusSeeOther, "present", password, "password", "another four words")
	holds(t, ada.see(t, "/who", http.StatusOK), "Ada")
	if who := elsewhere.see(t, "/who", http.StatusOK); who != "" {
		t.Errorf("another browser is still %s after a new password", who)
	}
	other := h.browser(t)
	other.send(t, "/login", http.StatusSeeOther, "email", "ada@example.org", "password", "another four words")
	ada.send(t, "/account/sign-out", http.StatusSeeOther)
	for name, b := range map[string]browser{"here": ada, "elsewhere": other} {
		if who := b.see(t, "/who", http.StatusOK); who != "" {
			t.Errorf("%s: still %s after signing out everywhere", name, who)
		}
	}
}

// Two administrators open the same form; the second is told what the first did.
func TestTwoAdministrators(t *testing.T) {
	h := open(t)
	h.account(t, "ada", corpus.Administrator)
	h.account(t, "ben", corpus.Administrator)
	who := h.account(t, "carl", corpus.Reader)
	at := "/admin/people/" + strconv.FormatInt(who.ID, 10)
	ada, ben, carl := h.enter(t, "ada"), h.enter(t, "ben"), h.enter(t, "carl")
	holds(t, ben.see(t, at, http.StatusOK), `name="version" value="1"`)
	ada.send(t, at, http.StatusSeeOther, "version", "1", "name", "carl", "role", "editor")
	holds(t, carl.see(t, "/desk", http.StatusOK), "desk")
	body := ben.send(t, at, http.StatusConflict, "version", "1", "name", "Carl", "role", "reader", "disabled", "yes")
	holds(t, body, "Changed meanwhile", "<td>editor</td><td><mark>reader</mark>", "<td>allowed</td><td><mark>disabled</mark>", "ada", `role from &#34;reader&#34; to &#34;editor&#34;`)
	ben.send(t, at, http.StatusConflict, "name", "Carl", "role", "reader")
	ben.send(t, at, http.StatusSeeOther, "version", "2", "name", "Carl", "role", "reader", "disabled", "yes")
	if who := carl.see(t, "/who", http.StatusOK); who != "" {
		t.Errorf("somebody disabled is still %s", who)
	}
	carl.send(t, "/login", http.StatusForbidden, "email", "carl@example.org", "password", password)
	ada.send(t, "/admin/people/2", http.StatusSeeOther, "version", "1", "name", "ben", "role", "editor")
	holds(t, ada.send(t, "/admin/people/1", http.StatusConflict, "version", "1", "name", "ada", "role", "editor"), "last administrator")
	ada.send(t, "/admin/people/1", http.StatusConflict, "version", "1", "name", "ada", "role", "administrator", "disabled", "yes")
}

func TestLog(t *testing.T) {
	h := open(t)
	ada := h.account(t, "ada", corpus.Administrator)
	b := h.enter(t, "ada")
	b.send(t, "/account", http.StatusSeeOther, "name", "=cmd()", "version", "1")
	for range 60 {
		must(t, h.db.AddEvent(t.Context(), corpus.Event{At: h.now, Person: ada, What: "publish volume", Object: "v1", Detail: "edition <1>"}))
	}
	body := b.see(t, "/admin/log", http.StatusOK)
	holds(t, body, "edition &lt;1&gt;", "before=12", "publish volume")
	if strings.Contains(body, "rename person") {
		t.Error("the first page of the log has the oldest event")
	}
	holds(t, b.see(t, "/admin/log?before=12", http.StatusOK), "rename person")
	holds(t, b.see(t, "/admin/log?what=publish&person=1&object=v1", http.StatusOK), "person=1&amp;what=publish")
	holds(t, b.see(t, "/admin/log?person=99", http.StatusOK), "Nothing of that kind")
	b.see(t, "/admin/log?person=x", http.StatusBadRequest)
	lines := strings.Split(strings.TrimSpace(b.see(t, "/admin/log.csv?what=rename", http.StatusOK)), "\n")
	if want := `1,2026-05-04T12:00:00Z,'=cmd(),ada@example.org,rename person,person 1,"name from ""ada"" to ""=cmd()"""`; len(lines) != 2 || lines[1] != want {
		t.Errorf("got %q, want %q", lines, want)
	}
}

// post keeps the letters that are sent, or refuses them.
type post struct {
	to, text string
	err      error
}

func (p *post) Send(_ context.Context, to, _, text string) error {
	p.to, p.text = to, text
	return p.err
}

func TestLetters(t *testing.T) {
	var letters post
	h := open(t, func(d *people.Deps) { d.Mail = &letters })
	h.account(t, "ada", corpus.Administrator)
	ada := h.enter(t, "ada")
	body := ada.send(t, "/admin/people/invitations", http.StatusOK, "email", "ben@example.org", "role", "reader")
	holds(t, body, "was mailed to ben@example.org")
	holds(t, letters.text, h.URL+h.linkIn(t, body), "within seven days")
	if letters.to != "ben@example.org" {
		t.Errorf("the letter went to %q", letters.to)
	}
	letters.err = errors.New("no route")
	body = ada.send(t, "/admin/people/1/reset", http.StatusOK)
	holds(t, body, "could not be mailed")
	ada.see(t, h.linkIn(t, body), http.StatusOK)
}
