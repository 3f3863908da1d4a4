package search

import (
	"cmp"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/search/match"
)

// Suggestion is something that a reader may be typing.
type Suggestion struct {
	Kind  string // "concept", "title", "author" or "word"
	Text  string
	Query string // what to search for
	ID    string // Concept.ID, Part.ID or author's slug; empty for a word
}

// perKind is how many suggestions of a kind are given.
const perKind = 4

// Suggest lists what the text being typed may become: concepts, authors and
// papers with a word that begins so, and words of the library for its last word.
func (x *Index) Suggest(text string) ([]Suggestion, error) {
	v, done := x.look()
	defer done()
	typed := x.words.Words(text)
	if len(typed) == 0 || len(text) > maxTyped {
		return nil, nil
	}
	var out []Suggestion
	for _, l := range [][]label{conceptLabels(x.concepts.Concepts()), v.labels.authors, v.labels.titles} {
		out = append(out, suggest(l, forms(typed))...)
	}
	words, err := v.suggestWords(text, typed[len(typed)-1])
	return append(out, words...), err
}

const (
	minTyped = 3   // letters of a word before it is finished: fewer stand for half a library
	maxTyped = 200 // bytes
)

// labels are what can be suggested of a library.
type labels struct{ authors, titles []label }

// label is a suggestion with the forms of its words.
type label struct {
	Suggestion
	forms []string
}

func newLabels(parts []corpus.PartEntry) labels {
	var words match.Analyzer
	var out labels
	seen := map[string]bool{}
	for _, p := range parts {
		if p.Paper == nil {
			continue
		}
		out.titles = append(out.titles, label{
			Suggestion{Kind: "title", Text: p.Title, Query: "title:" + quoted(p.Title), ID: p.ID}, forms(words.Words(p.Title)),
		})
		for _, name := range authorNames(p) {
			if slug := corpus.Slug(name); !seen[slug] {
				seen[slug] = true
				out.authors = append(out.authors, label{
					Suggestion{Kind: "author", Text: name, Query: "author:" + quoted(name), ID: slug}, forms(words.Words(name)),
				})
			}
		}
	}
	return out
}

func conceptLabels(concepts []corpus.Concept) []label {
	var words match.Analyzer
	var out []label
	for _, c := range concepts {
		for _, text := range append([]string{c.Preferred}, c.Alternative...) {
			out = append(out, label{Suggestion{Kind: "concept", Text: c.Preferred, Query: "concept:" + c.ID, ID: c.ID}, forms(words.Words(text))})
		}
	}
	return out
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, "") + `"` }

func forms(words []match.Word) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Form
	}
	return out
}

// suggest takes the labels in which the words typed stand in sequence, the last
// of them perhaps unfinished; those that begin so come first.
func suggest(labels []label, typed []string) []Suggestion {
	var first, later []Suggestion
	for _, l := range labels {
		switch at := begins(l.forms, typed); {
		case at == 0:
			first = append(first, l.Suggestion)
		case at > 0:
			later = append(later, l.Suggestion)
		}
	}
	out := append(first, later...)
	var unique []Suggestion
	for _, s := range out {
		if len(unique) < perKind && !slices.Contains(unique, s) {
			unique = append(unique, s)
		}
	}
	return unique
}

// begins is where the words typed stand in a label, or -1.
func begins(label, typed []string) int {
	last := len(typed) - 1
	for i := 0; i+last < len(label); i++ {
		if slices.Equal(label[i:i+last], typed[:last]) && strings.HasPrefix(label[i+last], typed[last]) {
			return i
		}
	}
	return -1
}

// suggestWords finishes the last word typed with those of the library that
// stand in most passages.
func (v *view) suggestWords(text string, last match.Word) ([]Suggestion, error) {
	if last.To != len(text) || len(last.Form) < minTyped {
		return nil, nil // the word is finished, or hardly begun
	}
	terms, err := v.terms(fieldForm, last.Form)
	if err != nil {
		return nil, err
	}
	terms = slices.DeleteFunc(terms, func(t counted) bool { return t.text == last.Form })
	slices.SortStableFunc(terms, func(a, b counted) int { return cmp.Compare(b.n, a.n) })
	var out []Suggestion
	for _, t := range terms[:min(perKind, len(terms))] {
		whole := text[:last.From] + t.text
		out = append(out, Suggestion{Kind: "word", Text: whole, Query: whole})
	}
	return out, nil
}
