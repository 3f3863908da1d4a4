package structure

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/language/names"
)

func TestBlockAuthors(t *testing.T) {
	for _, c := range []struct{ blocks, want string }{
		{
			"a Ada Lark¹,², Ben Moss² and Cy Reed*|p 1 University of Here, Wales 2 Institute of There",
			"Ada Lark (University of Here, Wales; Institute of There), Ben Moss (Institute of There), Cy Reed ()",
		},
		{"a Ada Lark and Ben Moss|p University of Here|p Institute of There", "Ada Lark (), Ben Moss ()"},
		{"a Ada Lark and Ben Moss|p University of Here", "Ada Lark (University of Here), Ben Moss (University of Here)"},
		{
			"a Ada Lark|p University of Here|a Ben Moss|p Institute of There|p Wales",
			"Ada Lark (University of Here), Ben Moss (Institute of There; Wales)",
		},
		{
			"a Ada Lark, University of Here, Wales|a Ben Moss, Institute of There",
			"Ada Lark (University of Here, Wales), Ben Moss (Institute of There)",
		},
	} {
		var blocks []corpus.Block
		for raw := range strings.SplitSeq(c.blocks, "|") {
			kind, text, _ := strings.Cut(raw, " ")
			b := corpus.Block{Kind: corpus.AuthorBlock}
			if kind == "p" {
				b.Kind = corpus.AffiliationBlock
			}
			for w := range strings.FieldsSeq(text) {
				b.Tokens = append(b.Tokens, corpus.Token{Text: w})
			}
			blocks = append(blocks, b)
		}
		v := &volume{judge: names.New(nil)}
		var got []string
		for _, a := range v.blockAuthors(blocks) {
			got = append(got, fmt.Sprintf("%s (%s)", a.Name(), a.Affiliation))
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.blocks, s, c.want)
		}
	}
}
