package correct

import (
	"cmp"
	"slices"

	"recto/internal/language"
)

// prefix is a word for the signs before some place, end in bytes.
type prefix struct {
	candidate
	end int
}

// prefixes finds for each place inside the signs the likeliest words that may
// end there, seen as they are or through confusions.
func (w *walker) prefixes(seen string, e effort) []prefix {
	signs := []rune(seen)
	w.prepare(w.trie, signs)
	w.push(0, &state{node: language.Root, parent: -1}, &e)
	var found []prefix
	p := 0
	for end := range seen { // a byte that is no letter of UTF-8 is one sign too
		w.expand(w.trie, signs, p, &e)
		if p > 0 && alnum(signs[p-1]) {
			found = w.ending(found, p, end)
		}
		p++
	}
	return found
}

// perPlace is how many words that end at one place are considered.
const perPlace = 2

// ending appends the best words that end at a place.
func (w *walker) ending(found []prefix, p, end int) []prefix {
	w.found = w.found[:0]
	for i, s := range w.beams[p] {
		if _, ok := w.trie.Word(s.node); ok && !duplicate(w.beams[p][:i], s.node) {
			w.take(w.trie, s)
		}
	}
	words := w.found
	slices.SortStableFunc(words, func(a, b candidate) int { return cmp.Compare(b.ln, a.ln) })
	for _, c := range words[:min(perPlace, len(words))] {
		found = append(found, prefix{c, end})
	}
	return found
}
