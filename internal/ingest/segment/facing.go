package segment

import (
	"slices"
	"strings"

	"recto/internal/language/names"
)

// headFirst puts the names and institutions under a title right behind it, where
// prose of the page beside stands among them; that comes after. All else stays
// in its order: the words and joints of lines do not tell well enough which are
// of the one page and which of the other.
func (b *book) headFirst(t candidate, to int) {
	rows := b.rows[t.end:to]
	under := rows[:headEnd(rows)]
	var head, prose []row
	for _, r := range under {
		if bylined(r) || titled(r) || len(strings.Fields(r.text)) < proseWords {
			head = append(head, r)
			continue
		}
		prose = append(prose, r)
	}
	copy(under, slices.Concat(head, prose))
}

// titled reports whether a row may be one of a title: it has no mark at its end
// and hardly a word without a capital.
func titled(r row) bool {
	small := 0
	words := strings.Fields(r.text)
	for _, w := range words {
		if !names.Capital(w) && !between[w] {
			small++
		}
	}
	return titleShaped(r.text) && small*5 <= len(words)
}

// proseWords are as many words as lines of prose have, and few of names.
const proseWords = 5

// headEnd is how many rows the names and institutions under a title go down to,
// not beyond where the paper opens or a third of the scan.
func headEnd(rows []row) int {
	end := 0
	for n, r := range rows[:len(rows)/3] {
		if r.opens {
			break
		}
		if bylined(r) {
			end = n + 1
		}
	}
	return end
}

// bylined reports whether a row looks like names or an institution.
func bylined(r row) bool { return !r.cites && (r.names == 2 || r.seat || r.led) }

// headLike reports whether a row may stand in the head of a paper.
func headLike(r row) bool { return bylined(r) || r.opens }

// between are words that titles have in small letters.
var between = set("a an and as at by for from in into its of on or the to with")
