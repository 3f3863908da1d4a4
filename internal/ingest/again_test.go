package ingest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"recto/corpus/demo"
	"recto/internal/corpus"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
)

// kept is an edition as it comes back from where it was kept.
func kept(t *testing.T, e *corpus.Edition) (*corpus.Edition, string) {
	t.Helper()
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	back := new(corpus.Edition)
	if err := json.Unmarshal(data, back); err != nil {
		t.Fatal(err)
	}
	return back, string(data)
}

// corrections are some of each kind, spread over an edition.
func corrections(e *corpus.Edition) []corpus.Correction {
	all := []corpus.Correction{
		{Kind: corpus.SetField, Name: "title", Text: "A title by hand"},
		{Kind: corpus.SetField, Name: "year", Text: "1999"},
	}
	for _, p := range e.Papers() {
		all = append(all, corpus.Correction{Kind: corpus.SetField, At: corpus.Place{First: p.Paper.ID}, Name: "keywords", Text: "one\ntwo"})
	}
	n := 0
	for _, page := range e.Pages {
		for _, l := range page.Lines {
			if n++; l.Role.Forme() || n%7 != 0 || len(l.Words) < 4 {
				continue
			}
			switch at := corpus.PlaceOf(l.Words, 1, 2); n % 6 {
			case 0:
				all = append(all, corpus.Correction{Kind: corpus.PartLine, At: at})
			case 1:
				all = append(all, corpus.Correction{Kind: corpus.Supply, At: at, Text: "supplied"})
			case 2:
				all = append(all, corpus.Correction{Kind: corpus.Reread, At: corpus.PlaceOf(l.Words, 1, 3)})
			case 3:
				all = append(all, corpus.Correction{Kind: corpus.BeginPart, At: at, Part: corpus.BackMatter})
			case 4:
				all = append(all, corpus.Correction{Kind: corpus.CutLine, At: at})
			default:
				all = append(all, corpus.Correction{Kind: corpus.Reread, At: corpus.PlaceOf(l.Words, 1, 3), Text: "expansive learning"})
			}
		}
	}
	for i := range all {
		all[i].ID = int64(i + 1)
	}
	return all
}

// testAgain makes an edition by the long way and from the words of another, and
// wants the same bytes.
func testAgain(t *testing.T, p *ingest.Pipeline, src corpus.Source, data []byte) {
	t.Helper()
	e, err := p.Process(t.Context(), src, data, corpus.Decided{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	back, bytes := kept(t, e)
	again, err := p.Again(t.Context(), back, corpus.Decided{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, got := kept(t, again); got != bytes {
		t.Fatalf("without corrections: %s", difference(got, bytes))
	}
	decided := corpus.Decided{Corrections: corrections(e), Taught: taughtElsewhere}
	long, err := p.Process(t.Context(), src, data, decided, nil)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, long)
	if len(long.Report.Conflicts) > 0 || long.Volume.Year != 1999 || long.Made.Corrections == "" || long.Made.Taught == "" {
		t.Errorf("got %+v, %+v", long.Report.Conflicts, long.Volume)
	}
	_, bytes = kept(t, long)
	for name, from := range map[string]*corpus.Edition{"without": e, "with": long} {
		back, _ := kept(t, from)
		again, err := p.Again(t.Context(), back, decided, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, got := kept(t, again); got != bytes {
			t.Errorf("from an edition %s corrections: %s", name, difference(got, bytes))
		}
	}
	t.Logf("%d corrections, counts %v", len(decided.Corrections), long.Report.Counts)
}

// taughtElsewhere is what two other volumes taught.
var taughtElsewhere = corpus.Taught{Volumes: 2, Lessons: []corpus.Repeat{{Seen: "vqem", Printed: "them", Times: 3}}}

// difference shows where two texts part.
func difference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	from := max(0, i-200)
	return fmt.Sprintf("at byte %d:\n got …%s\nwant …%s", i, got[from:min(len(got), i+100)], want[from:min(len(want), i+100)])
}

func TestAgainText(t *testing.T) {
	testAgain(t, newPipeline(t, fakePDF{}), source, proceedings())
}

func TestAgainPDF(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it takes a quarter of a minute")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Skip("skipped: no folder for what PDFium compiles:", err)
	}
	pdf := &ingest.OnDemand{Options: extract.Options{CacheDir: filepath.Join(cache, "recto")}}
	defer pdf.Close()
	testAgain(t, newPipeline(t, pdf), corpus.Source{ID: source.ID, Name: demo.Name, Size: int64(len(demo.PDF))}, demo.PDF)
}
