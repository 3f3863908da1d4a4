package anchor

import (
	"strings"

	"recto/internal/corpus"
)

// quoted is where the letters of a quotation stand, from the beginning of a word
// to the end of one, however they are split into words. Of several places it is
// the one whose surroundings read most like those that were kept, and of those
// the one nearest to where it stood. Best is how many of the words around it are
// there, -1 if the letters stand nowhere.
func (t *Text) quoted(a corpus.Anchor) (from, to, best int) {
	exact, far := letters(a.Exact), 0
	best = -1
	if exact == "" {
		return 0, 0, best
	}
	for i := range t.tokens {
		end, is := t.spells(i, exact)
		if !is {
			continue
		}
		around := t.around(i, end, a)
		away := max(t.start[i]-a.Start, a.Start-t.start[i])
		if around > best || around == best && away < far {
			from, to, best, far = i, end, around, away
		}
	}
	return from, to, best
}

// spells reports whether the tokens from one on have just these letters, and the
// index after the last of them.
func (t *Text) spells(from int, exact string) (to int, ok bool) {
	if t.word(from) == "" {
		return 0, false
	}
	for i := from; i < len(t.tokens); i++ {
		rest, is := strings.CutPrefix(exact, t.word(i))
		if !is {
			return 0, false
		}
		if exact = rest; exact == "" {
			return i + 1, true
		}
	}
	return 0, false
}

// around counts the words next to a run that are those that were kept, from the
// run outwards on either side.
func (t *Text) around(from, to int, a corpus.Anchor) int {
	n := 0
	before, after := strings.Fields(a.Prefix), strings.Fields(a.Suffix)
	for i := 1; i <= len(before) && from-i >= 0 && t.word(from-i) == letters(before[len(before)-i]); i++ {
		n++
	}
	for i := 0; i < len(after) && to+i < len(t.tokens) && t.word(to+i) == letters(after[i]); i++ {
		n++
	}
	return n
}
