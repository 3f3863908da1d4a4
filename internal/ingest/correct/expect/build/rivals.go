package main

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"recto/internal/language"
)

// mostRivals is how many rivals of a word are kept, the commonest.
const mostRivals = 32

// rivals are the words, by their places, that each of some words is taken for: by
// one confusion, or for want or by a change of one letter.
func rivals(m *language.Model, words []string) [][]int32 {
	places := map[string]int32{}
	short := map[string][]int32{} // words by what they are with a letter left out
	for i, w := range words {
		places[w] = int32(i)
		without(w, func(s string) { short[s] = append(short[s], int32(i)) })
	}
	out := make([][]int32, len(words))
	join := func(a, b int32) {
		if a != b {
			out[a], out[b] = append(out[a], b), append(out[b], a)
		}
	}
	for i, w := range words {
		confused(m, w, func(s string) {
			if k, ok := places[s]; ok {
				join(int32(i), k)
			}
		})
		without(w, func(s string) {
			if k, ok := places[s]; ok {
				join(int32(i), k)
			}
			for _, k := range short[s] {
				if k < int32(i) && utf8.RuneCountInString(words[k]) == utf8.RuneCountInString(w) {
					join(int32(i), k)
				}
			}
		})
	}
	for i := range out {
		slices.SortFunc(out[i], cmp.Compare)
		out[i] = slices.Compact(out[i])
		out[i] = out[i][:min(mostRivals, len(out[i]))]
	}
	return out
}

// confused gives what a word may have been printed as by one confusion.
func confused(m *language.Model, seen string, give func(string)) {
	for from := range seen {
		end := from
		for range language.MaxSeen {
			if end == len(seen) {
				break
			}
			_, n := utf8.DecodeRuneInString(seen[end:])
			end += n
			for _, c := range m.Confusions().Seen(seen[from:end]) {
				give(seen[:from] + c.Printed + seen[end:])
			}
		}
	}
}

// without gives a word with each of its letters left out.
func without(w string, give func(string)) {
	for i, r := range w {
		give(w[:i] + w[i+utf8.RuneLen(r):])
	}
}
