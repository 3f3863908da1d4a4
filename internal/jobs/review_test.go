package jobs_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
	"recto/internal/jobs"
)

func hold(t *testing.T, r *jobs.Runner, text string) corpus.Job {
	t.Helper()
	job, err := r.EnqueueHeld(t.Context(), corpus.Person{}, "a.txt", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return runJob(t, r, job.ID)
}

func title(volume, text string) corpus.CorrectionEntry {
	c := corpus.CorrectionEntry{Volume: volume, State: corpus.Accepted, Author: corpus.Person{ID: 1, Name: "Ann"}}
	c.Kind, c.Name, c.Text = corpus.SetField, "title", text
	return c
}

func correctTitle(t *testing.T, l *library, volume, text string) corpus.CorrectionEntry {
	t.Helper()
	seen, err := l.CorrectionVersion(t.Context(), volume)
	if err != nil {
		t.Fatal(err)
	}
	added, err := l.AddCorrections(t.Context(), seen, []corpus.CorrectionEntry{title(volume, text)}, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return added[0]
}

func TestReview(t *testing.T) {
	l, p := testLibrary(t), &plain{how: corpus.Making{Program: "1"}}
	r := jobs.New(l.config(p))
	job := hold(t, r, proceedings)
	if job.State != corpus.Review || job.Edition == "" {
		t.Fatalf("got %+v", job)
	}
	if _, err := l.Volume(t.Context(), job.Volume); !errors.Is(err, corpus.ErrNotFound) || l.index.holds(job.Volume) != "" {
		t.Errorf("readers see what waits for review: %v", err)
	}
	correctTitle(t, l, job.Volume, "A better title")
	again, err := r.Reprocess(t.Context(), job.Source.ID, false)
	if err != nil || again.ID != job.ID || !again.Hold {
		t.Fatalf("got %+v, %v", again, err)
	}
	if err := r.Publish(t.Context(), job.ID, job.Edition, ""); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("publishing what is being processed again: got %v", err)
	}
	next := runJob(t, r, job.ID)
	if next.State != corpus.Review || next.Edition == job.Edition {
		t.Fatalf("got %+v", next)
	}
	if runs, _ := p.counts(); runs != 1 || p.again != 1 {
		t.Errorf("the pipeline ran %d times and %d times from words that were there, want each once", runs, p.again)
	}
	if err := r.Publish(t.Context(), job.ID, next.Edition, ""); err != nil {
		t.Fatal(err)
	}
	done := runJob(t, r, job.ID)
	v, err := l.Volume(t.Context(), job.Volume)
	if err != nil || v.Volume.Title != "A better title" || done.State != corpus.Published || l.index.holds(job.Volume) != next.Edition {
		t.Errorf("got %q, %+v, %v", v.Volume.Title, done, err)
	}
	clean(t, l)
}

// What was published comes back as it was in one step, and readers find it so.
func TestRollBack(t *testing.T) {
	l := testLibrary(t)
	r := jobs.New(l.config(&plain{how: corpus.Making{Program: "1"}}))
	first := runJob(t, r, enqueue(t, r, "a.txt", proceedings).ID)
	c := correctTitle(t, l, first.Volume, "Another title")
	job, err := r.Reprocess(t.Context(), first.Source.ID, false)
	if err != nil || job.ID == first.ID {
		t.Fatalf("got %+v, %v", job, err)
	}
	second := runJob(t, r, job.ID)
	if second.State != corpus.Published || second.Edition == first.Edition {
		t.Fatalf("got %+v", second)
	}
	if err := r.RollBack(t.Context(), first.Edition, second.Edition); err != nil {
		t.Fatal(err)
	}
	runJob(t, r, job.ID) // indexes what is behind
	if got := l.index.holds(first.Volume); got != first.Edition {
		t.Errorf("the index holds %q", got)
	}
	if err := l.DecideCorrection(t.Context(), c.ID, corpus.Accepted, corpus.Undone, corpus.Person{}, time.Now()); err != nil {
		t.Fatal(err)
	}
	job, err = r.Reprocess(t.Context(), first.Source.ID, false)
	if err != nil {
		t.Fatal(err)
	}
	if third := runJob(t, r, job.ID); third.Edition != first.Edition || !third.Unchanged {
		t.Errorf("after the correction was undone: got %+v", third)
	}
	clean(t, l)
}

// A correction that comes while a job is at work is in what that job publishes.
func TestCorrectedMeanwhile(t *testing.T) {
	l := testLibrary(t)
	c := l.config(&plain{how: corpus.Making{Program: "1"}})
	corrected := false
	c.Step = func(step string) {
		if step == "processed" && !corrected {
			corrected = true
			all, err := l.Jobs(t.Context())
			if err != nil {
				t.Error(err)
			}
			correctTitle(t, l, all[0].Source.Short(), "Meanwhile")
		}
	}
	r := jobs.New(c)
	job := runJob(t, r, enqueue(t, r, "a.txt", proceedings).ID)
	v, err := l.Volume(t.Context(), job.Volume)
	if err != nil || v.Volume.Title != "Meanwhile" || v.Edition != job.Edition || !corrected {
		t.Errorf("got %q, %+v, %v", v.Volume.Title, job, err)
	}
}

// A volume that a person withdrew does not come back by a job alone.
func TestWithdrawnStaysSo(t *testing.T) {
	l, p := testLibrary(t), &plain{how: corpus.Making{Program: "1"}}
	r := jobs.New(l.config(p))
	job := runJob(t, r, enqueue(t, r, "a.txt", proceedings).ID)
	if err := l.Withdraw(t.Context(), job.Volume, job.Edition, "why", corpus.Person{}, time.Now()); err != nil {
		t.Fatal(err)
	}
	p.how.Glossary = "another"
	again := runJob(t, r, enqueue(t, r, "a.txt", proceedings).ID)
	if _, err := l.Volume(t.Context(), job.Volume); again.State != corpus.Review || !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("got %+v, %v", again, err)
	}
	if got := l.index.holds(job.Volume); got != "" {
		t.Errorf("the index holds %q still", got)
	}
	if err := r.Discard(t.Context(), again.ID); err != nil {
		t.Fatal(err)
	}
	if last := runJob(t, r, again.ID); last.State != corpus.Failed || !strings.Contains(last.Error, "not published") {
		t.Errorf("got %+v", last)
	}
}

// What was corrected in one volume teaches the next that is processed, and an
// edition that was taught the same is not made twice.
func TestTaughtByOthers(t *testing.T) {
	l, p := testLibrary(t), &plain{how: corpus.Making{Program: "1"}}
	r := jobs.New(l.config(p))
	first := runJob(t, r, enqueue(t, r, "a.txt", proceedings).ID)
	teach := func(word int, raw, text string) {
		t.Helper()
		c := corpus.CorrectionEntry{Volume: first.Volume, State: corpus.Accepted}
		c.Kind, c.Text, c.At = corpus.Reread, text, corpus.Place{First: corpus.WordID(first.Source.ID, 1, word), Raw: raw}
		if _, err := l.AddCorrections(t.Context(), 0, []corpus.CorrectionEntry{c}, time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	teach(2, "serninar", "seminar")
	second := runJob(t, r, enqueue(t, r, "b.txt", "Another seminar met in June").ID)
	e, err := l.Edition(t.Context(), second.Edition)
	if err != nil || e.Made.Taught != e.Taught.Hash() || len(e.Taught.Lessons) != 1 || e.Taught.Lessons[0].Printed != "seminar" {
		t.Fatalf("the second volume was taught %+v, %v", e.Taught, err)
	}
	again := func() corpus.Job {
		t.Helper()
		job, err := r.Reprocess(t.Context(), second.Source.ID, false)
		if err != nil {
			t.Fatal(err)
		}
		return runJob(t, r, job.ID)
	}
	if same := again(); !same.Unchanged || same.Edition != second.Edition {
		t.Errorf("taught the same, it became %+v", same)
	}
	teach(5, "rnay", "may")
	if next := again(); next.Unchanged || next.Edition == second.Edition {
		t.Errorf("taught more, it stayed %+v", next)
	}
	clean(t, l)
}
