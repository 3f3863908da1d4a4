package search

import (
	"errors"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"

	"recto/internal/search/match"
)

// The analysers of the index. Those of words are the package match.
const (
	termAnalyzer    = "recto_terms"
	formAnalyzer    = "recto_forms"
	mentionAnalyzer = "recto_mentions" // "17 expansive-learning": a concept at the 17th word
)

func registerAnalyzers() error {
	register := func(name string, a analysis.Analyzer) error {
		return registry.RegisterAnalyzer(name, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) { return a, nil })
	}
	shared := &match.Analyzer{}
	return errors.Join(
		register(termAnalyzer, wordAnalyzer{shared, func(w match.Word) string { return w.Term }}),
		register(formAnalyzer, wordAnalyzer{shared, func(w match.Word) string { return w.Form }}),
		register(mentionAnalyzer, placed{}),
	)
}

// wordAnalyzer gives one property of each word. Its bytes are left out: what is
// shown is looked through again, and they are half of an index.
type wordAnalyzer struct {
	*match.Analyzer
	of func(match.Word) string
}

func (a wordAnalyzer) Analyze(text []byte) analysis.TokenStream {
	words := a.Words(string(text))
	tokens := make([]analysis.Token, len(words))
	out := make(analysis.TokenStream, len(words))
	for i, w := range words {
		tokens[i] = analysis.Token{Term: []byte(a.of(w)), Position: i + 1}
		out[i] = &tokens[i]
	}
	return out
}

// placed reads pairs of a place and a term, with spaces between.
type placed struct{}

func (placed) Analyze(text []byte) analysis.TokenStream {
	fields := strings.Fields(string(text))
	var out analysis.TokenStream
	for i := 0; i+1 < len(fields); i += 2 {
		at, err := strconv.Atoi(fields[i])
		if err != nil {
			continue
		}
		out = append(out, &analysis.Token{Term: []byte(fields[i+1]), Position: at})
	}
	return out
}
