package server

import (
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestDescribing(t *testing.T) {
	const gap, abstract, text = "is to […] to […] of", "This paper asks in what way people who share no office come to share their work.", "We met every week for a year, and wrote down all that was said."
	for _, c := range []struct {
		name, want string
		blocks     []string // a paragraph each; of the abstract, with a colon before
	}{
		{"the abstract", abstract, []string{text, ":" + abstract}},
		{"what can be read of it", abstract, []string{":" + gap, ":What", ":" + abstract, text}},
		{"a paragraph where nothing of it can", text, []string{":" + gap, gap, text}},
		{"the first where nothing can", gap, []string{":" + gap, "What"}},
		{"nothing", "", nil},
	} {
		var blocks []readingBlock
		for _, s := range c.blocks {
			kind := corpus.Paragraph
			if rest, ok := strings.CutPrefix(s, ":"); ok {
				kind, s = corpus.AbstractBlock, rest
			}
			blocks = append(blocks, readingBlock{Kind: kind, Runs: []run{{Pieces: []piece{{Text: s}}}}})
		}
		if got := describing(blocks); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
