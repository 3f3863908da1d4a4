package compare_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"recto/internal/compare"
	"recto/internal/corpus"
)

// edition makes one of texts: "title: words", a part each. Words have the ids of
// their places, so that the same text has the same ids.
func edition(parts ...string) *corpus.Edition {
	e := &corpus.Edition{Volume: corpus.Volume{Title: "A volume", Year: 2001}}
	for _, s := range parts {
		title, text, _ := strings.Cut(s, ": ")
		b := corpus.Block{Kind: corpus.Paragraph}
		for n, raw := range strings.Fields(text) {
			w := corpus.Word{ID: fmt.Sprintf("v-%d-%d", len(e.Parts)+1, n+1), Raw: raw, Scan: len(e.Parts) + 1}
			b.Tokens = append(b.Tokens, corpus.Token{Text: raw, Words: []corpus.Word{w}})
		}
		id := "part-" + title
		e.Parts = append(e.Parts, corpus.Part{ID: id, Kind: corpus.PaperPart, Title: title, Paper: &corpus.Paper{ID: id, Title: title}, Blocks: []corpus.Block{b}})
	}
	return e
}

// show is a difference in one line.
func show(d compare.Difference) string {
	var out []string
	for _, c := range d.Changes {
		mark := ""
		if c.Moved {
			mark = "moved "
		}
		out = append(out, fmt.Sprintf("%s[%s→%s]", mark, c.Before, c.After))
	}
	for _, p := range d.Parts {
		if p.Status == compare.Same {
			continue
		}
		s := fmt.Sprintf("%s %s", p.Title, p.Status)
		if p.Moved {
			s += " moved"
		}
		if p.Cut {
			s += " cut"
		}
		for _, f := range p.Fields {
			s += fmt.Sprintf(" %s=%s", f.Name, f.After)
		}
		out = append(out, s)
	}
	for _, f := range d.Fields {
		out = append(out, fmt.Sprintf("%s: %s→%s", f.Name, f.Before, f.After))
	}
	return strings.Join(out, "; ")
}

func TestEditions(t *testing.T) {
	const one, two = "one: a b c d e f g h i j k l", "two: m n o p q r s t u v w x"
	for _, c := range []struct {
		name          string
		before, after *corpus.Edition
		want          string
	}{
		{"nothing", edition(one, two), edition(one, two), ""},
		{"a word", edition(one, two), edition(one, "two: m n o P q r s t u v w x"), "[p→P]; two changed"},
		{"words left out", edition(one, two), edition("one: a b c f g h i j k l", two), "[d e→]; one changed"},
		{"words added", edition(one, two), edition(one, "two: m n o p q r s t u v w x y"), "[→y]; two changed"},
		{"a boundary", edition(one, two), edition("one: a b c d e f g h i j k l m n", "two: o p q r s t u v w x"), "one changed cut; two changed cut"},
		{"parts exchanged", edition(one, two), edition(two, one), "moved [→m n o p q r s t u v w x]; moved [m n o p q r s t u v w x→]; two changed; one changed moved"},
		{"split near its beginning", edition(one, two), edition("one: a b c", "three: d e f g h i j k l", two), "one changed cut; three new"},
		{"joined", edition(one, two), edition("one: a b c d e f g h i j k l m n o p q r s t u v w x"), "one changed cut; two gone"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := show(compare.Editions(c.before, c.after))
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestFields(t *testing.T) {
	a, b := edition("one: a b"), edition("one: a b")
	b.Volume.Year, b.Parts[0].Paper.Authors = 2002, []corpus.Author{{Given: "Ann", Family: "Author", Affiliation: "A university"}}
	if got, want := show(compare.Editions(a, b)), "one changed authors=Ann Author (A university); year: 2001→2002"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Each change put into the earlier text gives the later one, however they differ.
func TestChangesAreWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := func(n int) string {
		var out []string
		for range n {
			out = append(out, string(rune('a'+r.IntN(6))))
		}
		return strings.Join(out, " ")
	}
	for range 200 {
		a, b := edition("x: "+words(r.IntN(40)), "y: "+words(r.IntN(40))), edition("x: "+words(r.IntN(40)), "y: "+words(r.IntN(40)))
		d := compare.Editions(a, b)
		added, removed := 0, 0
		for _, c := range d.Changes {
			added += len(strings.Fields(c.After))
			removed += len(strings.Fields(c.Before))
		}
		if got := length(a) - removed + added; got != length(b) || added != d.Added+d.Moved || removed < d.Removed {
			t.Fatalf("%d words less %d and %d more are not %d: %+v", length(a), removed, added, length(b), d)
		}
	}
}

func length(e *corpus.Edition) int {
	n := 0
	for _, p := range e.Parts {
		n += len(p.Blocks[0].Tokens)
	}
	return n
}

func BenchmarkEditions(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	var words []string
	for range 100_000 {
		words = append(words, fmt.Sprint("word", r.IntN(5000)))
	}
	before := edition("x: " + strings.Join(words, " "))
	for range 3000 {
		words[r.IntN(len(words))] = "changed"
	}
	after := edition("x: " + strings.Join(words, " "))
	for b.Loop() {
		compare.Editions(before, after)
	}
}
