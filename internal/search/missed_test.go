package search_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/search"
)

// damaged is a paper of pages that each have the word "lantern" once; of every
// second page so many words of a hundred were lost.
func damaged(pages, lost int) *corpus.Edition {
	e := &corpus.Edition{ID: "e", Volume: corpus.Volume{ID: "v", Title: "Volume"}}
	part := paper("p", "On lanterns", "Light")
	for i := range pages {
		id := fmt.Sprint("page", i)
		e.Pages = append(e.Pages, corpus.Page{ID: id, Scan: i + 1, Folio: fmt.Sprint(i + 1)})
		b := block(id+"-b", corpus.Paragraph, "lantern"+strings.Repeat(" word", 99))
		for k := range b.Tokens {
			b.Tokens[k].Page = id
			if i%2 == 1 && k >= 100-lost {
				b.Tokens[k] = corpus.Token{Page: id, Gap: "lost"}
			}
		}
		part.Blocks = append(part.Blocks, b)
	}
	e.Parts = []corpus.Part{part}
	return e
}

func missedIn(t *testing.T, e *corpus.Edition, query string) search.Missed {
	t.Helper()
	x, err := search.Open(filepath.Join(t.TempDir(), "index"), concepts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if err := x.Index(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	r, err := x.Search(t.Context(), search.Request{Query: query})
	if err != nil || r.Total == 0 {
		t.Fatalf("%s: %v, %d found", query, err, r.Total)
	}
	return r.Missed
}

func TestMissedGrowsWithDamage(t *testing.T) {
	last := 0
	for _, lost := range []int{0, 10, 40} {
		m := missedIn(t, damaged(40, lost), "lantern")
		if lost == 0 && m.Passages+len(m.Pages) > 0 {
			t.Errorf("sound text: got %+v", m)
		}
		if lost > 0 && m.Passages <= last {
			t.Errorf("%d of a hundred words lost: about %d passages missed, want more than %d", lost, m.Passages, last)
		}
		for _, p := range m.Pages {
			if p.Scan%2 == 1 || p.Part.ID != "p" {
				t.Errorf("scan %d is named, which is sound", p.Scan)
			}
		}
		last = m.Passages
	}
}

func TestMissedIsSaidOnlyWhereItIsFounded(t *testing.T) {
	e := damaged(40, 30)
	one := missedIn(t, e, "lantern").Passages
	if two := missedIn(t, e, `"lantern word"`).Passages; two <= one {
		t.Errorf("a phrase misses %d passages, a word of it %d", two, one)
	}
	for _, query := range []string{"lant*", "lantern~", "lantern OR word", "lantern NOT nothing", "kind:paragraph"} {
		if m := missedIn(t, e, query); m.Passages > 0 {
			t.Errorf("%s: got %+v, want nothing", query, m)
		}
	}
}
