package storetest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"recto/internal/corpus"
)

// account adds a person of a role, whose name is that of the address.
func (f *fixture) account(t *testing.T, name string, role corpus.PersonRole) corpus.Person {
	t.Helper()
	p, err := f.AddPerson(f.ctx, corpus.Person{Name: name, Email: name + "@example.org", Role: role}, "hash of "+name, noon)
	must(t, err)
	return p
}

func testPeople(t *testing.T, f *fixture) {
	has, err := f.HasAdministrator(f.ctx)
	must(t, err)
	equal(t, "an administrator of an empty library", has, false)
	ada := f.account(t, "Ada", corpus.Administrator)
	equal(t, "account", ada, corpus.Person{ID: ada.ID, Name: "Ada", Email: "ada@example.org", Role: corpus.Administrator, Created: noon, Version: 1})
	if _, err := f.AddPerson(f.ctx, corpus.Person{Email: " ADA@example.org"}, "", noon); !errors.Is(err, corpus.ErrExists) {
		t.Errorf("an address twice: got %v", err)
	}
	got, hash, err := f.Credentials(f.ctx, "Ada@Example.org ")
	must(t, err)
	equal(t, "credentials", []any{got, hash}, []any{ada, "hash of Ada"})
	if _, _, err := f.Credentials(f.ctx, "nobody@example.org"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("credentials of nobody: got %v", err)
	}
	ben := f.account(t, "ben", corpus.Reader)
	all, err := f.People(f.ctx)
	must(t, err)
	equal(t, "people", all, []corpus.Person{ada, ben})
	has, err = f.HasAdministrator(f.ctx)
	must(t, err)
	equal(t, "an administrator", has, true)
	must(t, f.SetPassword(f.ctx, ben.ID, "another", ""))
	hash, err = f.Password(f.ctx, ben.ID)
	must(t, err)
	equal(t, "password", hash, "another")
	if err := f.SetPassword(f.ctx, 99, "x", ""); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("password of nobody: got %v", err)
	}
}

func testStalePerson(t *testing.T, f *fixture) {
	p := f.account(t, "Ada", corpus.Reader)
	first, second := p, p
	first.Role, second.Name = corpus.Editor, "Ada L."
	first, err := f.ChangePerson(f.ctx, first)
	must(t, err)
	equal(t, "first", []any{first.Role, first.Version}, []any{corpus.Editor, 2})
	if _, err := f.ChangePerson(f.ctx, second); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("second: got %v, want %v", err, corpus.ErrStale)
	}
	now, err := f.Person(f.ctx, p.ID)
	must(t, err)
	equal(t, "person", now, first)
}

func testLastAdministrator(t *testing.T, f *fixture) {
	ada, ben := f.account(t, "Ada", corpus.Administrator), f.account(t, "Ben", corpus.Administrator)
	var refused atomic.Int32
	var group sync.WaitGroup
	for _, p := range []corpus.Person{ada, ben} { // each lowers the other at the same moment
		group.Go(func() {
			p.Role = corpus.Editor
			if _, err := f.ChangePerson(f.ctx, p); errors.Is(err, corpus.ErrLastAdministrator) {
				refused.Add(1)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	equal(t, "refused", refused.Load(), int32(1))
	for _, id := range []int64{ada.ID, ben.ID} {
		p, err := f.Person(f.ctx, id)
		must(t, err)
		if p.Role != corpus.Administrator {
			continue
		}
		p.Disabled = true
		if _, err := f.ChangePerson(f.ctx, p); !errors.Is(err, corpus.ErrLastAdministrator) {
			t.Errorf("disabling the last: got %v", err)
		}
	}
}

func testIdentity(t *testing.T, f *fixture) {
	const issuer = "https://login.example.org"
	ada := f.account(t, "Ada", corpus.Administrator)
	_, err := f.NewTicket(f.ctx, corpus.Ticket{Kind: corpus.Invitation, Person: corpus.Person{Email: "ben@example.org", Role: corpus.Editor}, Expires: noon.Add(time.Hour)})
	must(t, err)
	admit := func(issuer, subject, email string) (corpus.Person, string) {
		t.Helper()
		ctx := corpus.Noting(f.ctx, corpus.Event{At: noon, Detail: "by it"})
		p, err := f.Admit(ctx, issuer, subject, corpus.Person{Name: "N", Email: email, Role: corpus.Administrator}, noon)
		must(t, err)
		noted := corpus.AuditOf(ctx).Entries[0]
		if noted.What != "" {
			equal(t, "entry", []any{noted.Person.ID, noted.Object, noted.Detail}, []any{p.ID, p.Object(), "by it, as " + string(p.Role)})
		}
		return p, noted.What
	}
	for _, c := range []struct {
		issuer, subject, email string
		name                   string
		role                   corpus.PersonRole
		how                    string
	}{
		{issuer, "1", "ADA@example.org", "Ada", corpus.Administrator, "link account"},
		{issuer, "1", "", "Ada", corpus.Administrator, ""},
		{issuer, "1", "carl@example.org", "Ada", corpus.Administrator, ""}, // the subject counts, not the address
		{issuer, "2", "ben@example.org", "N", corpus.Editor, "create account"},
		{issuer, "3", "carl@example.org", "N", corpus.Reader, "create account"},
		{"https://other.example.org", "1", "dora@example.org", "N", corpus.Reader, "create account"},
	} {
		p, how := admit(c.issuer, c.subject, c.email)
		equal(t, c.subject+" "+c.email, []any{p.Name, p.Role, how}, []any{c.name, c.role, c.how})
	}
	open, err := f.Invitations(f.ctx, noon)
	must(t, err)
	equal(t, "open invitations", len(open), 0)
	if _, err := f.Admit(f.ctx, issuer, "9", corpus.Person{Name: "N"}, noon); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a stranger without an address: got %v", err)
	}
	ada, err = f.Person(f.ctx, ada.ID)
	must(t, err)
	equal(t, "version of one who came again", ada.Version, 1)
}

func testTickets(t *testing.T, f *fixture) {
	old, err := f.NewTicket(f.ctx, corpus.Ticket{Kind: corpus.Welcome, Person: corpus.Person{Role: corpus.Administrator}})
	must(t, err)
	token, err := f.NewTicket(f.ctx, corpus.Ticket{Kind: corpus.Welcome, Person: corpus.Person{Role: corpus.Administrator}})
	must(t, err)
	for _, none := range []string{old, "", "x"} {
		if _, err := f.Join(f.ctx, none, corpus.Person{}, "", noon); !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("joining with %q: got %v", none, err)
		}
	}
	if _, err := f.ResetPassword(f.ctx, token, "x", noon); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("a welcome as a link to a password: got %v", err)
	}
	ada, err := f.Join(f.ctx, token, corpus.Person{Name: "Ada", Email: "ada@example.org", Role: corpus.Reader}, "hash", noon)
	must(t, err)
	equal(t, "role", ada.Role, corpus.Administrator)

	invite := corpus.Ticket{Kind: corpus.Invitation, Person: corpus.Person{Name: "Ben", Email: "Ben@example.org", Role: corpus.Editor}, By: ada.ID, Expires: noon.Add(time.Hour)}
	token, err = f.NewTicket(f.ctx, invite)
	must(t, err)
	open, err := f.Invitations(f.ctx, noon)
	must(t, err)
	if len(open) != 1 || open[0].Person.Email != "ben@example.org" || open[0].By != ada.ID {
		t.Fatalf("open invitations %+v", open)
	}
	if _, err := f.Ticket(f.ctx, token, noon.Add(time.Hour)); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("an invitation that is over: got %v", err)
	}
	if _, err := f.Join(f.ctx, token, corpus.Person{Email: "ada@example.org"}, "", noon); !errors.Is(err, corpus.ErrExists) {
		t.Errorf("joining with an address that has an account: got %v", err)
	}
	must(t, f.TakeBack(f.ctx, open[0].ID))
	if err := f.TakeBack(f.ctx, open[0].ID); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("taking back twice: got %v", err)
	}

	token, err = f.NewTicket(f.ctx, corpus.Ticket{Kind: corpus.Reset, Person: ada, Expires: noon.Add(time.Hour)})
	must(t, err)
	got, err := f.Ticket(f.ctx, token, noon)
	must(t, err)
	equal(t, "whose password", got.Person, ada)
	_, err = f.ResetPassword(f.ctx, token, "new", noon)
	must(t, err)
	hash, err := f.Password(f.ctx, ada.ID)
	must(t, err)
	equal(t, "password", hash, "new")
	if _, err := f.ResetPassword(f.ctx, token, "newer", noon); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("resetting twice: got %v", err)
	}
}

func testTicketOnce(t *testing.T, f *fixture) {
	token, err := f.NewTicket(f.ctx, corpus.Ticket{Kind: corpus.Invitation, Person: corpus.Person{Role: corpus.Reader}, Expires: noon.Add(time.Hour)})
	must(t, err)
	var joined atomic.Int32
	var group sync.WaitGroup
	for _, name := range []string{"a", "b", "c", "d"} {
		group.Go(func() {
			if _, err := f.Join(f.ctx, token, corpus.Person{Name: name, Email: name + "@example.org"}, "", noon); err == nil {
				joined.Add(1)
			}
		})
	}
	group.Wait()
	equal(t, "joined by one invitation", joined.Load(), int32(1))
}

func testSessions(t *testing.T, f *fixture) {
	ada := f.account(t, "Ada", corpus.Reader)
	begin := func() string {
		token, err := f.NewSession(f.ctx, ada.ID, noon, noon.Add(time.Hour), noon.Add(3*time.Hour))
		must(t, err)
		return token
	}
	one, two := begin(), begin()
	there := func(what, token string, at time.Time, want bool) {
		t.Helper()
		p, _, err := f.SessionPerson(f.ctx, token, at)
		if err != nil && !errors.Is(err, corpus.ErrNotFound) || (p.ID == ada.ID) != want {
			t.Errorf("%s: got %+v, %v, want %v", what, p, err, want)
		}
	}
	there("session", one, noon, true)
	there("session that ran out", one, noon.Add(time.Hour), false)
	must(t, f.ExtendSession(f.ctx, one, noon.Add(9*time.Hour)))
	there("session that was used", one, noon.Add(2*time.Hour), true)
	there("session at its end", one, noon.Add(3*time.Hour), false)
	there("no session", "", noon, false)
	must(t, f.SetPassword(f.ctx, ada.ID, "new", two))
	there("the others after a new password", one, noon, false)
	there("the one that set it", two, noon, true)
	must(t, f.EndSession(f.ctx, two))
	must(t, f.EndSession(f.ctx, two))
	there("session that was ended", two, noon, false)
	one = begin()
	must(t, f.EndSessions(f.ctx, ada.ID))
	there("after signing out everywhere", one, noon, false)
	one = begin()
	ada, err := f.Person(f.ctx, ada.ID)
	must(t, err)
	ada.Disabled = true
	_, err = f.ChangePerson(f.ctx, ada)
	must(t, err)
	there("one who is disabled", one, noon, false)
}

func testEvents(t *testing.T, f *fixture) {
	ada := f.account(t, "Ada", corpus.Editor)
	for n, what := range []string{"publish volume", "publish volume", "add person"} {
		e := corpus.Event{At: noon.Add(time.Duration(n) * time.Minute), Person: ada, What: what, Object: string(rune('a' + n)), Detail: "so"}
		if n == 2 {
			e.Person = corpus.Person{}
		}
		must(t, f.AddEvent(f.ctx, e))
	}
	for name, c := range map[string]struct {
		filter corpus.EventFilter
		want   string
	}{
		"all": {corpus.EventFilter{}, "cba"}, "by one": {corpus.EventFilter{Person: ada.ID}, "ba"},
		"of a kind": {corpus.EventFilter{What: "add"}, "c"}, "of a thing": {corpus.EventFilter{Object: "b"}, "b"},
		"a page": {corpus.EventFilter{Limit: 2}, "cb"}, "the next": {corpus.EventFilter{Before: 2, Limit: 2}, "a"},
		"none": {corpus.EventFilter{What: "%"}, ""},
	} {
		events, err := f.Events(f.ctx, c.filter)
		must(t, err)
		got := ""
		for _, e := range events {
			got += e.Object
		}
		equal(t, name, got, c.want)
	}
	events, err := f.Events(f.ctx, corpus.EventFilter{})
	must(t, err)
	equal(t, "event", []any{events[1].Person.Name, events[1].At, events[0].Person.ID}, []any{"Ada", noon.Add(time.Minute), int64(0)})
}
