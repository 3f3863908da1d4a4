package anchor_test

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/anchor"
	"recto/internal/corpus"
)

// blocksOf makes blocks of paragraphs; "id:word" gives a word an id of its own,
// else it is counted.
func blocksOf(from int, paragraphs ...string) (all []corpus.Block) {
	n := from
	for _, p := range paragraphs {
		var b corpus.Block
		for _, w := range strings.Fields(p) {
			n++
			id, text, named := strings.Cut(w, ":")
			if !named {
				id, text = fmt.Sprintf("s-1-%d", n), w
			}
			b.Tokens = append(b.Tokens, corpus.Token{Text: text, Words: []corpus.Word{{ID: id, Raw: text, Scan: 1}}})
		}
		b.ID = b.Tokens[0].ID()
		all = append(all, b)
	}
	return all
}

const (
	first  = "At the boundary zone of two activities people learn what neither of them could teach alone"
	second = "What they learn there is not in any book and so every zone is a beginning for somebody else"
)

func TestFind(t *testing.T) {
	before := blocksOf(0, first, second)
	for _, c := range []struct {
		name, quote string
		now         []corpus.Block
		want        string
		fate        anchor.Fate
	}{
		{"as it was", "boundary zone", before, "boundary zone", anchor.Stands},
		{"over the end of a block", "teach alone What they", before, "teach alone What they", anchor.Stands},
		{"blocks changed places", "not in any book", []corpus.Block{before[1], before[0]}, "not in any book", anchor.Stands},
		{"a word corrected", "zone", blocksOf(0, strings.Replace(first, "zone", "zones", 1), second), "zones", anchor.Changed},
		{"read anew, in other words", "zone", blocksOf(500, "Some words before it", first, second), "zone", anchor.Moved},
		{"read anew, and corrected", "boundary zone of two", blocksOf(500, "Some words", strings.Replace(first, "zone", "zones", 1), second), "boundary zones of two", anchor.Moved},
		{"read anew, and split", "boundary zone of two activities people", blocksOf(500, "Some words", strings.Replace(first, "activities", "activ ities", 1), second), "boundary zone of two activ ities people", anchor.Moved},
		{"taken out", "boundary zone", []corpus.Block{before[1]}, "", anchor.Orphan},
		{"taken out, and its ids given to others", "boundary zone of two", blocksOf(0, second, second), "", anchor.Orphan},
		{"nothing left", "boundary zone", nil, "", anchor.Orphan},
	} {
		r, ok := anchor.Read(before).Quote(c.quote)
		if !ok {
			t.Fatalf("%s: %q is not in the text", c.name, c.quote)
		}
		r, fate := anchor.Read(c.now).Find(anchor.Read(before).Of(r))
		got := ""
		if fate != anchor.Orphan {
			got = anchor.Read(c.now).Of(r).Exact
		}
		if got != c.want || fate != c.fate {
			t.Errorf("%s: found %q, fate %d, want %q, %d", c.name, got, fate, c.want, c.fate)
		}
	}
}

// FuzzFind looks quotations up that anybody can send in a form.
func FuzzFind(f *testing.F) {
	f.Add("boundary zone", "At the", "of two", "s-1-3")
	f.Add("", "", "", "")
	f.Add("[…] \x00 ß", "", "x", "s-1-1")
	text := anchor.Read(blocksOf(0, first, second))
	f.Fuzz(func(t *testing.T, exact, prefix, suffix, word string) {
		r, fate := text.Find(corpus.Anchor{Exact: exact, Prefix: prefix, Suffix: suffix, First: word, Last: word})
		if fate != anchor.Orphan && text.Of(r).Exact == "" {
			t.Errorf("found %v, which is empty", r)
		}
	})
}
