package main

import (
	"strings"
	"unicode"

	"recto/internal/ingest/correct"
	"recto/internal/language"
)

// Snippets make known how short texts are read, which tell little of their own state.
const (
	snippetWords = 18 // at least
	snippetEvery = 6  // one of so many is taken
)

// snippets cuts a pair of texts into pieces where a blank stands in both, and
// takes some of them.
func snippets(x correct.Example) (taken []correct.Example) {
	seen, printed := []rune(x.Seen), []rune(x.Printed)
	at := language.Align(seen, printed)
	from, words := 0, 0
	for i := 1; i < len(seen); i++ {
		if !unicode.IsSpace(seen[i-1]) || unicode.IsSpace(seen[i]) {
			continue
		}
		words++
		if words < snippetWords || at[i] == 0 || !unicode.IsSpace(printed[at[i]-1]) {
			continue
		}
		piece := correct.Example{Seen: strings.TrimSpace(string(seen[from:i])), Printed: strings.TrimSpace(string(printed[at[from]:at[i]]))}
		if language.Chance(piece.Seen)%snippetEvery == 0 && piece.Printed != "" {
			taken = append(taken, piece)
		}
		from, words = i, 0
	}
	return taken
}
