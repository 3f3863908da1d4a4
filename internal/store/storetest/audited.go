package storetest

import (
	"context"
	"reflect"
	"testing"
	"time"

	"recto/internal/corpus"
)

// testAudited makes each change that people make with an entry for the audit log,
// at first with one that the database refuses, as if the program had been killed
// between the two: then nothing may have changed.
func testAudited(t *testing.T, f *fixture) {
	w := newAudited(t, f)
	stranger := corpus.Person{ID: 1 << 40}
	for _, c := range w.changes() {
		before, events := w.state(t), w.events(t)
		if err := c.change(corpus.Noting(f.ctx, corpus.Event{At: noon, Person: stranger, What: c.name, Object: c.object})); err == nil {
			t.Errorf("%s: done without its entry", c.name)
		}
		equal(t, c.name+", when its entry was refused", w.state(t), before)
		equal(t, c.name+", events when its entry was refused", len(w.events(t)), len(events))
		ctx := corpus.Noting(f.ctx, corpus.Event{At: noon, What: c.name, Object: c.object})
		if err := c.change(ctx); err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if reflect.DeepEqual(w.state(t), before) {
			t.Errorf("%s changed nothing", c.name)
		}
		after := w.events(t)
		equal(t, c.name+", events", len(after), len(events)+1)
		equal(t, c.name+", event", []any{after[0].What, after[0].Object != ""}, []any{c.name, true})
		if !corpus.AuditOf(ctx).Kept {
			t.Errorf("%s: the audit does not say that it is kept", c.name)
		}
	}
}

// audited is a library with one of everything that people change.
type audited struct {
	*fixture
	ada, bea   corpus.Person
	session    string
	reset      string
	invitation string
	welcome    string
	job        corpus.Job
	kept       *corpus.Edition
	correction corpus.CorrectionEntry
}

func newAudited(t *testing.T, f *fixture) *audited {
	w := &audited{fixture: f, ada: f.account(t, "Ada", corpus.Administrator), bea: f.account(t, "Bea", corpus.Editor)}
	var err error
	w.session, err = f.NewSession(f.ctx, w.bea.ID, noon, noon.Add(time.Hour), noon.Add(time.Hour))
	must(t, err)
	w.reset, err = f.NewTicket(f.ctx, corpus.Ticket{Kind: corpus.Reset, Person: w.ada})
	must(t, err)
	w.invitation, err = f.NewTicket(f.ctx, invitation("carl"))
	must(t, err)
	w.welcome, err = f.NewTicket(f.ctx, invitation("dora"))
	must(t, err)
	w.job = f.held(t, "owner")
	w.kept = Edition(1)
	must(t, f.Save(f.ctx, w.kept, w.job.ID, "owner", noon))
	w.correction = f.add(t, 0, reread(w.ada, "learning", 3, 4))[0]
	return w
}

func invitation(name string) corpus.Ticket {
	return corpus.Ticket{Kind: corpus.Invitation, Person: corpus.Person{Email: name + "@example.org", Role: corpus.Editor}, Expires: noon.Add(time.Hour)}
}

type auditedChange struct {
	name, object string // no object: the change itself knows
	change       func(context.Context) error
}

func (w *audited) changes() []auditedChange {
	volume := w.kept.Volume.ID
	note := corpus.Annotation{Author: w.ada, Volume: volume, Part: "p", Title: "t", Text: "a note", Public: true}
	return append([]auditedChange{
		{"invite", "x", func(ctx context.Context) error { return second(w.NewTicket(ctx, invitation("eve"))) }},
		{"take back", "x", func(ctx context.Context) error { return w.TakeBack(ctx, w.ticketID(ctx, "eve@example.org")) }},
		{"join", "", func(ctx context.Context) error {
			return second(w.Join(ctx, w.invitation, corpus.Person{Name: "Carl", Email: "carl@example.org"}, "", noon))
		}},
		{"admit", "", func(ctx context.Context) error {
			return second(w.Admit(ctx, "https://login.example.org", "1", corpus.Person{Name: "Dora", Email: "dora@example.org"}, noon))
		}},
		{"rename", "x", func(ctx context.Context) error {
			p := w.bea
			p.Name = "Beatrix"
			return second(w.ChangePerson(ctx, p))
		}},
		{"password", "x", func(ctx context.Context) error { return w.SetPassword(ctx, w.bea.ID, "other", w.session) }},
		{"sign out", "x", func(ctx context.Context) error { return w.EndSessions(ctx, w.bea.ID) }},
		{"reset", "", func(ctx context.Context) error { return second(w.ResetPassword(ctx, w.reset, "new", noon)) }},
		{"annotate", "", func(ctx context.Context) error { return second(w.AddAnnotation(ctx, note, noon)) }},
		{"change note", "x", func(ctx context.Context) error {
			n, text := note, "another note"
			n.ID, n.Version, n.Text = 1, 1, text
			return w.ChangeAnnotation(ctx, n, noon)
		}},
		{"glossary", "x", func(ctx context.Context) error {
			return w.AddConceptTexts(ctx, []corpus.ConceptText{{Concept: "learning", Text: "What it is."}}, noon)
		}},
		{"correct", "x", func(ctx context.Context) error {
			return second(w.AddCorrections(ctx, w.correction.Version, []corpus.CorrectionEntry{reread(w.ada, "work", 9, 9)}, noon))
		}},
		{"undo", "x", func(ctx context.Context) error {
			return w.DecideCorrection(ctx, w.correction.ID, corpus.Accepted, corpus.Undone, w.ada, noon)
		}},
	}, w.ofVolume(volume)...)
}

// ofVolume takes a volume from its review to the trash and back.
func (w *audited) ofVolume(volume string) []auditedChange {
	return []auditedChange{
		{"publish", "x", func(ctx context.Context) error { return w.Serve(ctx, w.kept.ID, "", w.job.ID, noon) }},
		{"withdraw", "x", func(ctx context.Context) error { return w.Withdraw(ctx, volume, w.kept.ID, "why", w.ada, noon) }},
		{"trash", "x", func(ctx context.Context) error { return w.Trash(ctx, volume, w.ada, noon) }},
		{"restore", "x", func(ctx context.Context) error { return w.Untrash(ctx, volume, noon) }},
		{"roll back", "x", func(ctx context.Context) error { return w.Serve(ctx, w.kept.ID, "", 0, noon) }},
		{"trash it", "x", func(ctx context.Context) error { return w.Trash(ctx, volume, w.ada, noon) }},
		{"restore it", "x", func(ctx context.Context) error { return w.Untrash(ctx, volume, noon) }},
		{"process", "x", func(ctx context.Context) error { return second(w.Reprocess(ctx, w.job.Source.ID, true, noon)) }},
		{"upload", "", func(ctx context.Context) error {
			src, _ := Source(2)
			return second(w.AddJob(ctx, src, w.ada, true, noon))
		}},
		{"prefer", "x", func(ctx context.Context) error { return w.Prefer(ctx, w.latestJob(ctx), noon.Add(time.Hour)) }},
		{"cancel", "x", func(ctx context.Context) error { return w.Cancel(ctx, w.latestJob(ctx), "cancelled", noon) }},
		{"retry", "x", func(ctx context.Context) error { return w.Retry(ctx, w.latestJob(ctx), noon) }},
	}
}

func (w *audited) latestJob(ctx context.Context) int64 {
	jobs, err := w.Jobs(ctx)
	if err != nil || len(jobs) == 0 {
		return 0
	}
	return jobs[0].ID
}

func (w *audited) ticketID(ctx context.Context, email string) int64 {
	all, err := w.Invitations(ctx, noon)
	for _, ticket := range all {
		if err == nil && ticket.Person.Email == email {
			return ticket.ID
		}
	}
	return 0
}

// state is all that the changes could have changed.
func (w *audited) state(t *testing.T) []any {
	t.Helper()
	people, err := w.People(w.ctx)
	must(t, err)
	invitations, err := w.Invitations(w.ctx, noon)
	must(t, err)
	_, _, signedOut := w.SessionPerson(w.ctx, w.session, noon)
	notes, err := w.PersonAnnotations(w.ctx, w.ada.ID, noon)
	must(t, err)
	concepts, err := w.ConceptTexts(w.ctx)
	must(t, err)
	log, err := w.Corrections(w.ctx, "")
	must(t, err)
	shelf, err := w.Shelf(w.ctx)
	must(t, err)
	jobs, err := w.Jobs(w.ctx)
	must(t, err)
	return []any{people, invitations, signedOut == nil, notes, concepts, log, shelf, jobs}
}

func (w *audited) events(t *testing.T) []corpus.Event {
	t.Helper()
	all, err := w.Events(w.ctx, corpus.EventFilter{})
	must(t, err)
	return all
}
