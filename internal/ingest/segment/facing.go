package segment

import (
	"slices"
	"strings"

	"recto/internal/language/names"
)

// headFirst puts the names and institutions under the title of a paper that has a
// whole scan right behind it, and then what goes on from them, where prose of the
// right-hand page stands among them; that comes after, with what goes on from it.
// It goes down the scan as far as it is clear which rows are of which page; all
// else stays in its order.
func (b *book) headFirst(t candidate, from, to int) {
	rows := b.rows[t.end:to]
	head := headEnd(rows)
	facing := parted(b.rows[from:to], b.facing(t, from, to, head))[t.end-from:]
	end := head
	for end < len(rows) && (facing[end] < unclear || facing[end] > 1-unclear) {
		end++
	}
	var left, right []row
	for k, r := range rows[:end] {
		if k < head && headRow(r) || k >= head && facing[k] < unclear {
			left = append(left, r)
			continue
		}
		right = append(right, r)
	}
	copy(rows, slices.Concat(left, right))
}

// unclear is the chance from which a row may be of either page.
const unclear = 0.45

// facing is what speaks for each row of a scan to be of the right-hand page: the
// title, and what stands under it, are of the left one, and prose among them is not.
func (b *book) facing(t candidate, from, to, head int) []float64 {
	lean := make([]float64, to-from)
	opened := false
	for k := range lean {
		r := b.rows[from+k]
		switch {
		case from+k >= t.start && from+k < t.end:
			lean[k] = -surely
		case from+k >= t.end && from+k < t.end+head && !headRow(r):
			lean[k] = byline
		case from+k >= t.end && from+k < t.end+head && (bylined(r) || titled(r)):
			lean[k] = -byline
		case from+k >= t.end+head && from+k < t.end+2*head && !opened && sectionWord(r.fold):
			lean[k], opened = -byline, true
		}
	}
	return lean
}

// headRow reports whether a row between a title and the last of the institutions
// under it is of the head of the paper, and no prose.
func headRow(r row) bool {
	return bylined(r) || titled(r) || len(strings.Fields(r.text)) < proseWords
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
