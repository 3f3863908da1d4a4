package search_test

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"recto/internal/corpus"
	"recto/internal/search"
)

// glossary is two concepts, by id and label.
type glossary map[string]corpus.Concept

func (g glossary) Concept(id string) (corpus.Concept, bool) { c, ok := g[id]; return c, ok }

func (g glossary) Concepts() []corpus.Concept { return slices.Collect(maps.Values(g)) }

func (g glossary) Lookup(label string) (string, bool) {
	id := strings.TrimSuffix(corpus.Slug(label), "s")
	_, ok := g[id]
	return id, ok
}

var concepts = glossary{
	"boundary-zone":      {ID: "boundary-zone", Preferred: "boundary zone"},
	"expansive-learning": {ID: "expansive-learning", Preferred: "expansive learning"},
}

// block makes a paragraph; "raw>text" is a corrected word, "{id ... }" a mention.
func block(id string, kind corpus.BlockKind, text string) corpus.Block {
	b := corpus.Block{ID: id, Kind: kind}
	var open []corpus.Mention
	for i, w := range strings.Fields(text) {
		switch {
		case strings.HasPrefix(w, "{"):
			open = append(open, corpus.Mention{Concept: w[1:], From: len(b.Tokens), Reason: corpus.Inflected})
			continue
		case w == "}":
			m := open[len(open)-1]
			open, m.To = open[:len(open)-1], len(b.Tokens)
			b.Mentions = append(b.Mentions, m)
			continue
		}
		raw, read, changed := strings.Cut(w, ">")
		t := corpus.Token{Text: raw, Page: "p1", Words: []corpus.Word{{ID: fmt.Sprintf("%s-%d", id, i), Raw: raw}}}
		if changed {
			t.Text, t.Emendation = read, &corpus.Emendation{Kind: corpus.Substituted, Confidence: 0.9}
		}
		b.Tokens = append(b.Tokens, t)
	}
	return b
}

func edition(id, volume string, year int, parts ...corpus.Part) *corpus.Edition {
	return &corpus.Edition{
		ID: id, Volume: corpus.Volume{ID: volume, Title: "Volume " + volume, Year: year},
		Pages: []corpus.Page{{ID: "p1", Scan: 3, Folio: "17"}}, Parts: parts,
	}
}

func paper(id, title, family string, blocks ...corpus.Block) corpus.Part {
	return corpus.Part{
		ID: id, Kind: corpus.PaperPart, Title: title, Blocks: blocks,
		Paper: &corpus.Paper{ID: id, Title: title, Authors: []corpus.Author{{Given: "Ada", Family: family}}},
	}
}

func library() []*corpus.Edition {
	return []*corpus.Edition{
		edition("e1", "v1", 2007,
			paper("a", "On the edges of work", "Engeström",
				block("a0", corpus.TitleBlock, "On the edges of work"),
				block("a1", corpus.Heading, "Meeting places"),
				block("a2", corpus.Paragraph, "Teams met in {boundary-zone b0undary>“boundary zones,” } and their learning was ex>expansive there."),
				block("a3", corpus.Paragraph, "A cow of several horses is a herd of animals."),
			),
			paper("b", "Tools at hand", "Smith",
				block("b1", corpus.Paragraph, "The term {expansive-learning expansive learning } was used once."),
				block("b2", corpus.ReferenceBlock, "Nobody (1999) Learning."),
			)),
		edition("e2", "v2", 1998,
			paper("c", "Later thoughts", "Smith",
				block("c1", corpus.Paragraph, "Learning learning learning without end."),
			)),
	}
}

func openLibrary(t testing.TB) *search.Index {
	t.Helper()
	x, err := search.Open(filepath.Join(t.TempDir(), "index"), concepts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	for _, e := range library() {
		if err := x.Index(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

// show writes results on one line: part:block block | part:block.
func show(r search.Results) string {
	var groups []string
	for _, g := range r.Groups {
		var blocks []string
		for _, h := range g.Hits {
			blocks = append(blocks, h.Block)
		}
		groups = append(groups, g.Part.ID+":"+strings.Join(blocks, " "))
	}
	for _, h := range r.Hits {
		groups = append(groups, h.Part.ID+":"+h.Block)
	}
	return strings.Join(groups, " | ")
}

// TestSmallWords: phrases of words that stand everywhere are found by their pairs,
// and only where they stand side by side.
func TestSmallWords(t *testing.T) {
	x := openLibrary(t)
	must(t, x.Index(t.Context(), edition("e3", "v3", 2001, paper("d", "Small words", "Smith",
		block("d1", corpus.Paragraph, "It is one of the best, and one of the last of the lot."),
		block("d2", corpus.Paragraph, "The best of all is in there, one the more of it."),
		block("d3", corpus.Paragraph, "A word 0f>of the scan was read so."),
		block("d4", corpus.Paragraph, "A step 0ut>out is of no use; not of the best."),
	))))
	for query, want := range map[string]string{
		`"of the"`:            "d:d1 d3 d4",
		`"one of the"`:        "d:d1",
		`"of the best"`:       "d:d1 d4",
		`"it is one of"`:      "d:d1",
		`"the of"`:            "",
		`"is of no use"`:      "d:d4",
		`"Of The"`:            "d:d1 d3 d4",
		`"step 0ut is of"`:    "d:d4",
		`"of th*"`:            "d:d1 d3 d4",
		`"more of it" NOT in`: "",
	} {
		r, err := x.Search(t.Context(), search.Request{Query: query, Sort: search.SortPosition, Volume: []string{"v3"}})
		if err != nil || show(r) != want {
			t.Errorf("%s: got %q, %v, want %q", query, show(r), err, want)
		}
	}
	r, err := x.Search(t.Context(), search.Request{Query: `"of the"`, Passages: true})
	must(t, err)
	if len(r.Hits) == 0 || r.Hits[0].Block != "d1" {
		t.Errorf("the passage that has it twice does not come first: %s", show(r))
	}
}

func TestSearch(t *testing.T) {
	x := openLibrary(t)
	tests := []struct {
		name string
		req  search.Request
		want string
	}{
		{"nothing asked", search.Request{}, ""},
		{"word, stemmed", search.Request{Query: "teams zone"}, "a:a2"},
		{"diplomatic word", search.Request{Query: "b0undary"}, "a:a2"},
		{"corrected word", search.Request{Query: `"boundary zones"`}, "a:a2"},
		{"marks on letters fold", search.Request{Query: "author:engestrom herd"}, "a:a3"},
		{"phrase", search.Request{Query: `"expansive learning"`}, "b:b1"},
		{"label of a concept", search.Request{Query: "boundary zone"}, "a:a2"},
		{"concept by label", search.Request{Query: `concept:"expansive learning"`}, "b:b1"},
		{"or", search.Request{Query: "herd OR end", Sort: search.SortPosition}, "a:a3 | c:c1"},
		{"not", search.Request{Query: "learning NOT author:smith"}, "a:a2"},
		{"year", search.Request{Query: "learning year:..2000"}, "c:c1"},
		{"volume by id", search.Request{Query: "learning volume:v2"}, "c:c1"},
		{"volume by title", search.Request{Query: `learning volume:"volume v2"`}, "c:c1"},
		{"kind", search.Request{Query: "kind:reference learning"}, "b:b2"},
		{"filter by concept", search.Request{Concept: []string{"boundary-zone"}}, "a:a2"},
		{"filter by author", search.Request{Query: "learning", Author: []string{"ada-engestrom"}}, "a:a2"},
		{"filter by year", search.Request{Query: "learning", Year: []int{1998}}, "c:c1"},
		{"sort by year", search.Request{Query: "end OR herd", Sort: search.SortYear}, "a:a3 | c:c1"},
		{"second page", search.Request{Query: "end OR herd", Sort: search.SortPosition, PerPage: 1, Page: 2}, "c:c1"},
		{"page past the end", search.Request{Query: "herd", Page: 99}, "a:a3"},
		{"diplomatic phrase", search.Request{Query: `"in b0undary zones"`}, "a:a2"},
		{"wildcard", search.Request{Query: "b?undary her*"}, ""},
		{"wildcards", search.Request{Query: "bo*ry"}, "a:a2"},
		{"wildcard in a phrase", search.Request{Query: `"several hors* is"`}, "a:a3"},
		{"like", search.Request{Query: "expinsive~", Sort: search.SortPosition}, "a:a2 | b:b1"},
		{"words gathered", search.Request{Query: `"animals herd"~1`}, "a:a3"},
		{"words not gathered", search.Request{Query: `"animals cow"~1`}, ""},
		{"near", search.Request{Query: "herd near/1 animals"}, "a:a3"},
		{"not so near", search.Request{Query: "cow near/1 animals"}, ""},
		{"concept near a word", search.Request{Query: "concept:boundary-zone near teams"}, "a:a2"},
		{"concept not so near", search.Request{Query: "concept:boundary-zone near/1 teams"}, ""},
		{"heading", search.Request{Query: "heading:meeting"}, "a:a1"},
		{"reference", search.Request{Query: "reference:learning"}, "b:b2"},
		{"filter by kind", search.Request{Query: "learning", Kind: []string{"reference"}}, "b:b2"},
		{"without a reason", search.Request{Query: "concept:boundary-zone", Without: []corpus.Reason{corpus.Inflected}}, ""},
		{"without another reason", search.Request{Query: "concept:boundary-zone", Without: []corpus.Reason{corpus.Exact}}, "a:a2"},
		{"passages", search.Request{Query: "herd OR end", Sort: search.SortPosition, Passages: true, PerPage: 1, Page: 2}, "c:c1"},
		{"hostile", search.Request{Query: `<script>")(*:^~`}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r, err := x.Search(context.Background(), tt.req)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(r); got != tt.want {
				t.Errorf("%+v = %q, want %q (%s)", tt.req, got, tt.want, r.Message)
			}
		})
	}
}

func TestHitShowsWhereAndWhy(t *testing.T) {
	r, err := openLibrary(t).Search(context.Background(), search.Request{Query: "boundary zones"})
	if err != nil {
		t.Fatal(err)
	}
	if r.Concept != "boundary-zone" || r.Total != 1 || r.Papers != 1 {
		t.Fatalf("results = %+v", r)
	}
	h := r.Groups[0].Hits[0]
	if h.Section != "Meeting places" || h.Folio != "17" || h.Scan != 3 {
		t.Errorf("hit stands at %q, folio %q, scan %d", h.Section, h.Folio, h.Scan)
	}
	var lit []string
	for _, p := range h.Fragment {
		if p.Hit {
			lit = append(lit, p.Text)
		}
	}
	if got := strings.Join(lit, "|"); got != "boundary zones" {
		t.Errorf("lit = %q", got)
	}
	if len(h.Reasons) != 3 || !h.Reasons[0].Words || !strings.Contains(h.Reasons[1].Text, "corrected") || h.Reasons[2].Concept != "boundary-zone" {
		t.Errorf("reasons = %+v", h.Reasons)
	}
}

// TestHitNamesItsOwnPage: a paragraph runs over a turn of the page.
func TestHitNamesItsOwnPage(t *testing.T) {
	e := edition("e9", "v9", 2001, paper("p", "Turning", "Leaf", block("t1", corpus.Paragraph, "one two three four five")))
	e.Pages = append(e.Pages, corpus.Page{ID: "p2", Scan: 4, Folio: "18", Side: corpus.Left})
	for i := 2; i < 5; i++ {
		e.Parts[0].Blocks[0].Tokens[i].Page = "p2"
	}
	x := openLibrary(t)
	if err := x.Index(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string]string{"one": "17 3", "four": "18 4 left", `"two three"`: "17 3"} {
		r, err := x.Search(t.Context(), search.Request{Query: query, Passages: true, Volume: []string{"v9"}})
		if err != nil || len(r.Hits) != 1 {
			t.Fatalf("%s: %v, %d hits", query, err, len(r.Hits))
		}
		h := r.Hits[0]
		if got := strings.TrimSpace(fmt.Sprintln(h.Folio, h.Scan, h.Side)); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
}

func TestFacets(t *testing.T) {
	r, err := openLibrary(t).Search(context.Background(), search.Request{Query: "learning"})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range r.Facets {
		for _, c := range f.Values {
			got[f.Name] += fmt.Sprintf("%s=%d ", c.Label, c.N)
		}
	}
	want := map[string]string{
		"concept": "boundary zone=1 expansive learning=1 ",
		"author":  "Ada Smith=3 Ada Engeström=1 ",
		"year":    "2007=3 1998=1 ",
		"volume":  "Volume v1=3 Volume v2=1 ",
		"kind":    "paragraph=3 reference=1 ",
		"quality": "clean=4 ",
	}
	for name, w := range want {
		if got[name] != w {
			t.Errorf("facet %s = %q, want %q", name, got[name], w)
		}
	}
}

func TestReindexingReplacesAVolume(t *testing.T) {
	x := openLibrary(t)
	next := edition("e3", "v1", 2007, paper("a", "On the edges of work", "Engeström",
		block("a9", corpus.Paragraph, "Only herds are left.")))
	if err := x.Index(context.Background(), next); err != nil {
		t.Fatal(err)
	}
	if got := x.Edition("v1"); got != "e3" {
		t.Errorf("edition = %q, want e3", got)
	}
	for q, want := range map[string]string{"herd": "a:a9", "boundary": "", "end": "c:c1"} {
		r, err := x.Search(context.Background(), search.Request{Query: q})
		if err != nil {
			t.Fatal(err)
		}
		if got := show(r); got != want {
			t.Errorf("after replacing, %q = %q, want %q", q, got, want)
		}
	}
}

// Readers go on searching while another hand rebuilds the index and it is swapped.
func TestRebuildServesReadersMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	x, err := search.Open(dir, concepts)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	ctx, stop := context.WithCancel(context.Background())
	for _, e := range library() {
		if err := x.Index(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for ctx.Err() == nil {
				r, err := x.Search(context.Background(), search.Request{Query: "herd"})
				if err != nil || show(r) != "a:a3" {
					t.Errorf("during the rebuild: %q, %v", show(r), err)
					return
				}
			}
		})
	}
	done := 0
	if err := search.Rebuild(ctx, dir, all(library()), func(n int) { done = n }); err != nil {
		t.Fatal(err)
	}
	swapped, err := x.Refresh()
	if err != nil || !swapped || done != 2 {
		t.Fatalf("refresh = %v, %v; %d editions", swapped, err, done)
	}
	stop()
	readers.Wait()
	if again, err := x.Refresh(); again || err != nil {
		t.Errorf("second refresh = %v, %v", again, err)
	}
	if generations, _ := filepath.Glob(filepath.Join(dir, "v*-*")); len(generations) != 1 {
		t.Errorf("generations left: %v", generations)
	}
}

func TestInterruptedRebuildLeavesTheOldIndex(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	if err := search.Rebuild(context.Background(), dir, all(library()), func(int) {}); err != nil {
		t.Fatal(err)
	}
	broken := func(yield func(*corpus.Edition, error) bool) { yield(nil, os.ErrClosed) }
	if err := search.Rebuild(context.Background(), dir, broken, func(int) {}); err == nil {
		t.Fatal("a rebuild without its editions succeeded")
	}
	x, err := search.Open(dir, concepts)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	r, err := x.Search(context.Background(), search.Request{Query: "herd"})
	if err != nil || show(r) != "a:a3" {
		t.Errorf("after the failed rebuild: %q, %v", show(r), err)
	}
}

func TestSyncIndexesWhatIsMissing(t *testing.T) {
	x := openLibrary(t)
	next := edition("e4", "v2", 1998, paper("c", "Later thoughts", "Smith", block("c2", corpus.Paragraph, "Afterthoughts.")))
	published := []corpus.VolumeEntry{
		{Volume: corpus.Volume{ID: "v1"}, Edition: "e1"},
		{Volume: corpus.Volume{ID: "v2"}, Edition: "e4"},
	}
	n, err := x.Sync(context.Background(), list(published), func(_ context.Context, id string) (*corpus.Edition, error) {
		if id != "e4" {
			t.Errorf("asked for edition %s", id)
		}
		return next, nil
	})
	if err != nil || n != 1 || x.Edition("v2") != "e4" {
		t.Errorf("sync = %d, %v; edition %s", n, err, x.Edition("v2"))
	}
	n, err = x.Sync(context.Background(), list(published[1:]), nil)
	if err != nil || n != 1 || x.Edition("v1") != "" || x.Blocks() != 1 {
		t.Errorf("sync of what was purged = %d, %v; edition %s, %d blocks", n, err, x.Edition("v1"), x.Blocks())
	}
	if n, err = x.Sync(context.Background(), list(published[1:]), nil); err != nil || n != 0 {
		t.Errorf("sync of nothing new = %d, %v", n, err)
	}
}

func list(v []corpus.VolumeEntry) func(context.Context) ([]corpus.VolumeEntry, error) {
	return func(context.Context) ([]corpus.VolumeEntry, error) { return v, nil }
}

func all(editions []*corpus.Edition) iter.Seq2[*corpus.Edition, error] {
	return func(yield func(*corpus.Edition, error) bool) {
		for _, e := range editions {
			if !yield(e, nil) {
				return
			}
		}
	}
}
