package main

import (
	"cmp"
	"maps"
	"slices"
	"unicode"

	"recto/internal/ingest/correct/expect"
	"recto/internal/language"
	"recto/internal/language/glove"
)

// Words of the lexicon that stand so often in the texts are known by themselves.
const (
	size  = 40_000
	least = 5
)

// vocabulary is the words that the model is to know, the commonest first.
func vocabulary(texts []expect.Text, npm string) (expect.Vocabulary, error) {
	m, err := language.Default()
	if err != nil {
		return expect.Vocabulary{}, err
	}
	counts := map[string]float64{}
	for _, t := range texts {
		for _, p := range t.Paragraphs {
			expect.Split(p, func(core string) { counts[language.Fold(core)] += t.Weight }, func() {})
		}
	}
	known := func(w string) bool {
		return counts[w] >= least && m.Grades(w) != language.Absent && unicode.IsLetter([]rune(w)[0])
	}
	var v expect.Vocabulary
	v.Words = slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	v.Words = slices.DeleteFunc(v.Words, func(w string) bool { return !known(w) })
	v.Words = v.Words[:min(size, len(v.Words))]
	v.Rivals = rivals(m, v.Words)
	vectors, err := glove.Read(npm)
	if err != nil {
		return v, err
	}
	v.Vectors, err = vectors.Reduced(v.Words, expect.Dim)
	return v, err
}
