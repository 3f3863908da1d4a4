package storetest

import (
	"testing"

	"recto/internal/corpus"
)

// teaches is a correction of a word of a volume, as it was read and as it was printed.
func teaches(volume, seen, printed string, word int) corpus.CorrectionEntry {
	c := corpus.CorrectionEntry{Volume: volume, State: corpus.Accepted, Author: ann}
	c.Kind, c.Text = corpus.Reread, printed
	c.At = corpus.Place{First: volume + "-1-" + string(rune('0'+word)), Raw: seen}
	return c
}

// testTaught corrects words of two volumes and asks what a third learns.
func testTaught(t *testing.T, f *fixture) {
	const a, b, c = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"
	proposed := teaches(b, "tlie", "the", 3)
	proposed.State = corpus.Proposed
	f.add(t, 0, teaches(b, "leaming,", "learning,", 1), teaches(a, "(leaming)", "(learning)", 1), teaches(a, "hcart", "heart", 2), proposed,
		teaches(c, "its", "own", 1))
	want := corpus.Taught{Volumes: 2, Lessons: []corpus.Repeat{{Seen: "hcart", Printed: "heart", Times: 1}, {Seen: "leaming", Printed: "learning", Times: 2}}}
	got, err := f.Decided(f.ctx, c)
	must(t, err)
	equal(t, "taught by others", got.Taught, want)
	equal(t, "its own corrections", []any{len(got.Corrections), got.Corrections[0].Text}, []any{1, "own"})
	f.taughtEdition(t, want)
}

// taughtEdition keeps an edition with what it was taught, and throws away the
// volume that taught.
func (f *fixture) taughtEdition(t *testing.T, taught corpus.Taught) {
	e := Edition(1)
	e.Taught, e.Made.Taught = taught, taught.Hash()
	f.publish(t, e)
	back, err := f.Edition(f.ctx, e.ID)
	must(t, err)
	equal(t, "what the edition says it was taught", back.Taught, taught)
	editions, err := f.VolumeEditions(f.ctx, e.Volume.ID)
	must(t, err)
	equal(t, "hash of what it was taught", editions[0].Made, e.Made)
	how := e.Made
	id, _, err := f.Made(f.ctx, e.Volume.Sources[0].ID, how)
	must(t, err)
	equal(t, "edition made so", id, e.ID)
	how.Taught = ""
	if id, _, err := f.Made(f.ctx, e.Volume.Sources[0].ID, how); err == nil {
		t.Errorf("an edition that was taught nothing is %s", id)
	}
	f.add(t, 0, teaches(e.Volume.ID, "hcart", "heart", 1))
	before, err := f.Decided(f.ctx, "dddddddddddd")
	must(t, err)
	must(t, f.Trash(f.ctx, e.Volume.ID, ann, noon))
	after, err := f.Decided(f.ctx, "dddddddddddd")
	must(t, err)
	equal(t, "volumes that teach, before and after one is in the trash", []int{before.Taught.Volumes, after.Taught.Volumes}, []int{4, 3})
}
