package main

import (
	"cmp"
	"maps"
	"slices"
	"unicode"

	"recto/internal/ingest/layout/unweave/meet"
	"recto/internal/language/glove"
)

// Words that stand so often in the texts are known by themselves, and with them
// as many of the commonest words of English as make up the size.
const (
	size  = 45_000
	least = 4
)

// standIns are words whose vectors signs and numbers start from.
var standIns = map[string]string{"–": "--", "“": `"`, "”": `"`, "#1": "5", "#2": "20", "#3": "500", "#": "1.5", "#year": "1995"}

// vocabulary is the words that the model is to know, with their vectors.
func vocabulary(texts [][][]string, npm string) (meet.Vocabulary, error) {
	vectors, err := glove.Read(npm)
	if err != nil {
		return meet.Vocabulary{}, err
	}
	counts := map[string]int{}
	for _, t := range texts {
		for _, p := range t {
			for w := range meet.Words(p) {
				counts[w]++
			}
		}
	}
	var v meet.Vocabulary
	v.Words = slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	v.Words = slices.DeleteFunc(v.Words, func(w string) bool { return counts[w] < least })
	v.Words = v.Words[:min(size, len(v.Words))]
	known := map[string]bool{}
	for _, w := range v.Words {
		known[w] = true
	}
	for _, w := range vectors.Words {
		if len(v.Words) < size && !known[w] && letters(w) {
			v.Words, known[w] = append(v.Words, w), true
		}
	}
	for _, w := range v.Words {
		v.Counts = append(v.Counts, counts[w])
	}
	v.Vectors, err = vectors.Reduced(startingFrom(v.Words, vectors), meet.Dim)
	return v, err
}

// startingFrom is words with those that have no vector replaced by their stand-ins.
func startingFrom(words []string, vectors *glove.Vectors) []string {
	out := slices.Clone(words)
	for i, w := range words {
		if s, ok := standIns[w]; ok && !vectors.Has(w) {
			out[i] = s
		}
	}
	return out
}

func letters(word string) bool {
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}
