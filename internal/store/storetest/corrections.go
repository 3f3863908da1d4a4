package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
)

var (
	ann = corpus.Person{ID: 7, Name: "Ann Editor"}
	bo  = corpus.Person{ID: 8, Name: "Bo Editor"}
)

// reread is an accepted correction of words of Source(1).
func reread(by corpus.Person, text string, from, to int) corpus.CorrectionEntry {
	src, _ := Source(1)
	c := corpus.CorrectionEntry{Volume: src.Short(), State: corpus.Accepted, Author: by}
	c.Kind, c.Text, c.Note = corpus.Reread, text, "seen on the scan"
	c.At = corpus.Place{First: corpus.WordID(src.ID, 1, from), Last: corpus.WordID(src.ID, 1, to), Raw: "xx", Scan: 1, Box: corpus.Box{X2: 9, Y2: 9}}
	return c
}

func (f *fixture) add(t *testing.T, seen int64, c ...corpus.CorrectionEntry) []corpus.CorrectionEntry {
	t.Helper()
	added, err := f.AddCorrections(f.ctx, seen, c, noon)
	must(t, err)
	return added
}

func testCorrections(t *testing.T, f *fixture) {
	added := f.add(t, 0, reread(ann, "learning", 3, 4), reread(bo, "work", 9, 9))
	if added[0].ID == 0 || added[1].Version <= added[0].Version || added[1].Decider != bo || !added[1].Decided.Equal(noon) {
		t.Errorf("got %+v", added)
	}
	proposal := reread(bo, "worker", 20, 20)
	proposal.State = corpus.Proposed
	f.add(t, 0, proposal)
	all, err := f.Corrections(f.ctx, added[0].Volume)
	must(t, err)
	equal(t, "log", all[:2], added)
	proposed, err := f.Corrections(f.ctx, "", corpus.Proposed, corpus.Refused)
	must(t, err)
	equal(t, "proposed", []any{len(proposed), proposed[0].Text, proposed[0].Decided.IsZero()}, []any{1, "worker", true})
	accepted, err := f.Accepted(f.ctx, added[0].Volume)
	must(t, err)
	equal(t, "accepted", accepted, []corpus.Correction{added[0].Correction, added[1].Correction})
	version, err := f.CorrectionVersion(f.ctx, added[0].Volume)
	must(t, err)
	equal(t, "version", version, all[2].Version)
	if corpus.CorrectionsHash(accepted) == "" || corpus.CorrectionsHash(accepted) == corpus.CorrectionsHash(accepted[:1]) {
		t.Error("the hash does not tell corrections apart")
	}
}

// testContested has two people correct the same place at once.
func testContested(t *testing.T, f *fixture) {
	seen := f.add(t, 0, reread(ann, "first", 40, 40))[0].Version
	f.add(t, seen, reread(ann, "learning", 3, 5))
	_, err := f.AddCorrections(f.ctx, seen, []corpus.CorrectionEntry{reread(bo, "fine", 30, 30), reread(bo, "yearning", 5, 6)}, noon)
	var contested *corpus.Contested
	if !errors.As(err, &contested) || contested.Mine.Text != "yearning" || contested.Theirs.Text != "learning" || contested.Theirs.Author != ann {
		t.Fatalf("got %v", err)
	}
	all, err := f.Corrections(f.ctx, "")
	must(t, err)
	equal(t, "entries after a call that was refused", len(all), 2)
	f.add(t, contested.Theirs.Version, reread(bo, "yearning", 5, 6))
	f.add(t, seen, reread(bo, "elsewhere", 7, 9))
	src, _ := Source(1)
	title := corpus.CorrectionEntry{Volume: src.Short(), State: corpus.Accepted, Author: ann}
	title.Kind, title.Name, title.Text = corpus.SetField, "title", "A title"
	f.add(t, 0, title)
	if _, err := f.AddCorrections(f.ctx, 0, []corpus.CorrectionEntry{title}, noon); !errors.As(err, &contested) {
		t.Errorf("the same field set twice: got %v", err)
	}
	title.Name = "year"
	f.add(t, 0, title)
}

func testDecided(t *testing.T, f *fixture) {
	c := reread(bo, "learning", 3, 4)
	c.State = corpus.Proposed
	c = f.add(t, 0, c)[0]
	later := noon.Add(time.Hour)
	must(t, f.DecideCorrection(f.ctx, c.ID, corpus.Proposed, corpus.Accepted, ann, later))
	var contested *corpus.Contested
	if err := f.DecideCorrection(f.ctx, c.ID, corpus.Proposed, corpus.Refused, bo, later); !errors.As(err, &contested) || contested.Theirs.State != corpus.Accepted {
		t.Errorf("deciding what is decided: got %v", err)
	}
	got, err := f.Correction(f.ctx, c.ID)
	must(t, err)
	equal(t, "decided", []any{got.State, got.Decider, got.Decided, got.Author}, []any{corpus.Accepted, ann, later, bo})
	if got.Version <= c.Version {
		t.Error("deciding did not change the version of the log")
	}
	must(t, f.DecideCorrection(f.ctx, c.ID, corpus.Accepted, corpus.Undone, ann, later))
	left, err := f.Accepted(f.ctx, c.Volume)
	must(t, err)
	equal(t, "left", len(left), 0)
	f.add(t, 0, reread(bo, "other", 3, 3)) // what was undone stands in nobody's way
	if err := f.DecideCorrection(f.ctx, 999, corpus.Accepted, corpus.Undone, ann, later); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("deciding what is not there: got %v", err)
	}
}

func testBadCorrections(t *testing.T, f *fixture) {
	bad := map[string]func(*corpus.CorrectionEntry){
		"no kind":        func(c *corpus.CorrectionEntry) { c.Kind = "other" },
		"another volume": func(c *corpus.CorrectionEntry) { c.At.First = "other-1-1" },
		"too long":       func(c *corpus.CorrectionEntry) { c.Text = strings.Repeat("a", corpus.MostText+1) },
		"no UTF-8":       func(c *corpus.CorrectionEntry) { c.Text = "\xff" },
		"no words":       func(c *corpus.CorrectionEntry) { c.Kind, c.Text = corpus.Supply, " " },
		"no part":        func(c *corpus.CorrectionEntry) { c.Kind = corpus.BeginPart },
		"no field":       func(c *corpus.CorrectionEntry) { c.Kind, c.Name = corpus.SetField, "colour" },
		"itself":         func(c *corpus.CorrectionEntry) { c.Kind, c.At.Last = corpus.Follow, "" },
	}
	for name, spoil := range bad {
		c := reread(ann, "text", 1, 2)
		spoil(&c)
		if _, err := f.AddCorrections(f.ctx, 0, []corpus.CorrectionEntry{c}, noon); err == nil {
			t.Errorf("%s: it was taken", name)
		}
	}
}

// testOvertaken corrects while a job is at work: its edition must not be the last.
func testOvertaken(t *testing.T, f *fixture) {
	job := f.claim(t, 1, "owner")
	added := f.add(t, 0, reread(ann, "learning", 3, 4))
	must(t, f.Publish(f.ctx, Edition(1), job.ID, "owner", noon))
	got, err := f.Job(f.ctx, job.ID)
	must(t, err)
	equal(t, "job that was overtaken", got.State, corpus.Queued)
	_, err = f.Claim(f.ctx, job.ID, "owner", noon, noon.Add(lease), 3, "")
	must(t, err)
	e := Edition(1)
	e.Made.Corrections = corpus.CorrectionsHash([]corpus.Correction{added[0].Correction})
	must(t, f.Publish(f.ctx, e, job.ID, "owner", noon))
	got, err = f.Job(f.ctx, job.ID)
	must(t, err)
	equal(t, "job with all corrections", got.State, corpus.Published)
	id, served, err := f.Made(f.ctx, job.Source.ID, e.Made)
	must(t, err)
	equal(t, "made", []any{id, served}, []any{e.ID, true})
	how := e.Made
	how.Glossary, how.Corrections = "another", "others"
	id, err = f.Evidence(f.ctx, job.Source.ID, how)
	must(t, err)
	editions, err := f.VolumeEditions(f.ctx, e.Volume.ID)
	must(t, err)
	equal(t, "editions", len(editions), 2)
	if !slices.ContainsFunc(editions, func(e corpus.EditionEntry) bool { return e.ID == id }) {
		t.Errorf("the evidence is in edition %s", id)
	}
	how.Model = "another"
	if _, err := f.Evidence(f.ctx, job.Source.ID, how); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("evidence of another model: got %v", err)
	}
}

func testConflicts(t *testing.T, f *fixture) {
	added := f.add(t, 0, reread(ann, "learning", 3, 4), reread(ann, "work", 9, 9))
	e := Edition(1)
	e.Report.Conflicts = []corpus.Conflict{{Correction: added[1].ID, Text: "its words are gone"}}
	f.publish(t, e)
	got, err := f.Correction(f.ctx, added[1].ID)
	must(t, err)
	equal(t, "conflict", got.Conflict, "its words are gone")
	f.publish(t, Edition(1))
	got, err = f.Correction(f.ctx, added[1].ID)
	must(t, err)
	equal(t, "conflict in the next edition", got.Conflict, "")
}
