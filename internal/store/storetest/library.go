package storetest

import (
	"errors"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/store"
)

func testEdition(t *testing.T, f *fixture) {
	want := f.publish(t, Edition(1))
	got, err := f.Edition(f.ctx, want.ID)
	must(t, err)
	equal(t, "edition", got, want)

	id, err := store.EditionID(Edition(1))
	must(t, err)
	equal(t, "id of the same edition made again", id, want.ID)
	other, err := store.EditionID(Edition(2))
	must(t, err)
	if other == id {
		t.Errorf("two editions share the id %s", id)
	}
}

func testPublished(t *testing.T, f *fixture) {
	first, later := f.publish(t, Edition(1)), f.publish(t, Edition(2))
	volumes, err := f.Volumes(f.ctx)
	must(t, err)
	if len(volumes) != 2 || volumes[0].Volume.ID != later.Volume.ID {
		t.Fatalf("got %d volumes, want 2, the later year first", len(volumes))
	}
	v, err := f.Volume(f.ctx, first.Volume.ID)
	must(t, err)
	equal(t, "volume alone and in the list", v, volumes[1])
	equal(t, "volume", v.Volume, first.Volume)
	equal(t, "report", v.Report, first.Report)
	equal(t, "published", v.Published, noon)
	equal(t, "scans and pages", []int{v.Scans, v.Pages, len(v.Parts)}, []int{1, 2, 2})

	part, err := f.Part(f.ctx, first.Parts[1].ID)
	must(t, err)
	equal(t, "part", part.Part, first.Parts[1])
	equal(t, "part's entry", part.Entry, v.Parts[1])
	if part.Entry.Paper == nil || part.Entry.Paper.References != nil || part.Entry.Words != 25 {
		t.Errorf("got entry %+v, want a paper of 25 words without references", part.Entry)
	}
	equal(t, "folios", []string{part.Pages[0].Folio, part.Pages[1].Folio}, []string{"10", "11"})
	equal(t, "size of the scan", part.Pages[1].Width, 2000)
}

func testReplace(t *testing.T, f *fixture) {
	old := f.publish(t, Edition(1))
	next := Edition(1)
	next.Made.Program = "2"
	next.Parts = next.Parts[1:]
	f.publish(t, next)
	f.publish(t, next)
	v, err := f.Volume(f.ctx, old.Volume.ID)
	must(t, err)
	equal(t, "edition and parts", []any{v.Edition, len(v.Parts)}, []any{next.ID, 1})
	if _, err := f.Edition(f.ctx, old.ID); err != nil {
		t.Errorf("the edition before is lost: %v", err)
	}
	clean(t, f)
}

func testPublishLease(t *testing.T, f *fixture) {
	job := f.claim(t, 1, "owner")
	e := Edition(1)
	if err := f.Publish(f.ctx, e, job.ID, "somebody else", noon); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("publishing without the lease: got %v", err)
	}
	if v, err := f.Volumes(f.ctx); err != nil || len(v) != 0 {
		t.Errorf("got volumes %v, %v, want none", v, err)
	}
	must(t, f.Publish(f.ctx, e, job.ID, "owner", noon))
	job, err := f.Job(f.ctx, job.ID)
	must(t, err)
	equal(t, "job", []any{job.State, job.Volume, job.Edition, job.Unchanged},
		[]any{corpus.Published, e.Volume.ID, e.ID, false})
}

func testOccurrences(t *testing.T, f *fixture) {
	f.publish(t, Edition(2))
	f.publish(t, Edition(1))
	all, err := f.Occurrences(f.ctx, "expansive-learning")
	must(t, err)
	if len(all) != 4 || all[0].Part.Year != 2001 || all[3].Part.Year != 2002 {
		t.Fatalf("got %d occurrences, want 4, the earliest year first", len(all))
	}
	o := all[0]
	equal(t, "context", []string{o.Before, o.Surface, o.After, o.Section, o.Folio},
		[]string{"By", "expansive learning", "we mean what nobody knows yet", "Crossing boundaries", "10"})
	equal(t, "mention", o.Mention, Edition(1).Parts[1].Blocks[2].Mentions[0])
	equal(t, "place", []any{o.Scan, o.Kind, all[1].Folio}, []any{1, corpus.Paragraph, "11"})
	counts, err := f.ConceptCounts(f.ctx)
	must(t, err)
	equal(t, "counts", counts, map[string]int{"expansive-learning": 4, "boundary-zone": 2})
	in, err := f.PartMentions(f.ctx, o.Part.ID)
	must(t, err)
	equal(t, "mentions in the part", len(in), 3)
}

func testAuthors(t *testing.T, f *fixture) {
	f.publish(t, Edition(2))
	f.publish(t, Edition(1))
	all, err := f.Authors(f.ctx)
	must(t, err)
	var names []string
	for _, a := range all {
		names = append(names, a.Name)
	}
	equal(t, "names", strings.Join(names, ", "), "Ann Author, Bo Scribe1, Bo Scribe2")
	a, err := f.Author(f.ctx, "ann-author")
	must(t, err)
	equal(t, "author", a, all[0])
	equal(t, "papers", []int{len(a.Papers), a.Papers[0].Year}, []int{2, 2001})
}

func testPages(t *testing.T, f *fixture) {
	e := Edition(1)
	e.Scans = append(e.Scans, corpus.Scan{Number: 2, Width: 5, Height: 6, Problem: "it is blank"})
	f.publish(t, e)
	pages, err := f.Page(f.ctx, e.Volume.ID, 1)
	must(t, err)
	equal(t, "pages of the scan", pages, e.Pages)
	blank, err := f.Page(f.ctx, e.Volume.ID, 2)
	if err != nil || len(blank) != 0 {
		t.Errorf("scan without text: got %v, %v", blank, err)
	}
	if _, err := f.Page(f.ctx, e.Volume.ID, 3); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("scan that is not there: got %v", err)
	}
	scans, err := f.Scans(f.ctx, e.Volume.ID)
	must(t, err)
	e.Scans[0].Replaced = nil // which the edition alone keeps
	equal(t, "scans", scans, e.Scans)
	entries, err := f.Pages(f.ctx, e.Volume.ID)
	must(t, err)
	equal(t, "page", entries[1], corpus.PageEntry{
		ID: e.Pages[1].ID, Scan: 1, Side: corpus.Right,
		Region: e.Pages[1].Region, Folio: "11", Scans: 2, Width: 2000, Height: 1400,
	})
}

func testMade(t *testing.T, f *fixture) {
	old := f.publish(t, Edition(1))
	src := old.Volume.Sources[0].ID
	next := Edition(1)
	next.Made.Glossary = "g2"
	f.publish(t, next)
	for _, c := range []struct {
		how    corpus.Making
		want   string
		served bool
	}{{old.Made, old.ID, false}, {next.Made, next.ID, true}} {
		id, served, err := f.Made(f.ctx, src, c.how)
		must(t, err)
		equal(t, "made", []any{id, served}, []any{c.want, c.served})
	}
	if _, _, err := f.Made(f.ctx, src, corpus.Making{}); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("made in another way: got %v", err)
	}
}

func testIndexMarks(t *testing.T, f *fixture) {
	a, b := f.publish(t, Edition(1)), f.publish(t, Edition(2))
	must(t, f.MarkIndexed(f.ctx, a.ID))
	left, err := f.Unindexed(f.ctx)
	must(t, err)
	equal(t, "not indexed", left, []string{b.ID})
	must(t, f.ForgetIndex(f.ctx))
	left, err = f.Unindexed(f.ctx)
	must(t, err)
	equal(t, "not indexed after the index was lost", len(left), 2)
	n := 0
	for e, err := range f.Editions(f.ctx) {
		must(t, err)
		n += len(e.Parts)
	}
	equal(t, "parts of all editions", n, 4)
}

func testNotFound(t *testing.T, f *fixture) {
	for name, err := range map[string]error{
		"volume":  second(f.Volume(f.ctx, "x")),
		"part":    second(f.Part(f.ctx, "x")),
		"author":  second(f.Author(f.ctx, "x")),
		"source":  second(f.Source(f.ctx, "x")),
		"edition": second(f.Edition(f.ctx, "x")),
		"picture": second(f.ScanPicture(f.ctx, "x", 1)),
		"page":    second(f.Page(f.ctx, "x", 1)),
		"scans":   second(f.Scans(f.ctx, "x")),
		"job":     second(f.Job(f.ctx, 7)),
	} {
		if !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("%s: got %v, want that it is not found", name, err)
		}
	}
	volumes, err := f.Volumes(f.ctx)
	equal(t, "volumes of an empty library", []any{len(volumes), err}, []any{0, nil})
}

func testCheck(t *testing.T, f *fixture) {
	e := f.publish(t, Edition(1))
	clean(t, f)
	f.Blobs.(*Blobs).drop(e.Volume.Sources[0].ID)
	f.Blobs.(*Blobs).drop(e.ID)
	problems, err := f.Check(f.ctx)
	must(t, err)
	if len(problems) != 2 || problems[0].Where != "source" || problems[1].Where != "edition" {
		t.Errorf("got %v, want a missing source and a missing edition", problems)
	}
}

func clean(t *testing.T, f *fixture) {
	t.Helper()
	problems, err := f.Check(f.ctx)
	must(t, err)
	for _, p := range problems {
		t.Errorf("check: %v", p)
	}
}
