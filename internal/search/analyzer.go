package search

import (
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"recto/internal/search/match"
)

// splitAnalyzer cuts at spaces alone: what is a word, and which stem it has, was
// decided before, once for each word of the vocabulary. Places are left out:
// package passage has them.
const splitAnalyzer = "recto_split"

func registerAnalyzers() error {
	return registry.RegisterAnalyzer(splitAnalyzer, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) { return split{}, nil })
}

type split struct{}

func (split) Analyze(text []byte) analysis.TokenStream {
	fields := strings.Fields(string(text))
	tokens := make([]analysis.Token, len(fields))
	out := make(analysis.TokenStream, len(fields))
	for i, f := range fields {
		tokens[i] = analysis.Token{Term: []byte(f), Position: i + 1}
		out[i] = &tokens[i]
	}
	return out
}

// words cuts texts whose words are parted by spaces, and remembers what it made
// of each: the same words come again and again.
type words struct {
	match.Analyzer
	known map[string]cut
}

// cut is what stands between two spaces: no word, one, or several.
type cut struct{ terms, forms []string }

// maxKnown bounds what is remembered.
const maxKnown = 1 << 17

func (w *words) cut(piece string) cut {
	if c, ok := w.known[piece]; ok {
		return c
	}
	var c cut
	for _, word := range w.Words(piece) {
		c.terms, c.forms = append(c.terms, word.Term), append(c.forms, word.Form)
	}
	if w.known == nil || len(w.known) >= maxKnown {
		w.known = map[string]cut{}
	}
	w.known[strings.Clone(piece)] = c
	return c
}

// terms are those of a piece of text without spaces.
func (w *words) terms(piece string) []string { return w.cut(piece).terms }
