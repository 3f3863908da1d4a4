package segment

import (
	"slices"
	"strings"

	"recto/internal/language/names"
)

// headFirst puts the names and institutions under the title of a paper that has a
// whole scan right behind it, and then what goes on from them, where prose of the
// right-hand page stands among them. It goes down the scan as far as it is clear
// which rows are of which page. The right-hand page's come behind the opening of all
// else, which stays in its order: so a paper begins with what it opens with, and
// what stands beside its head is not far from what goes on from it.
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
		if facing[k] < unclear || k < head && headRow(r) && facing[k] <= .5 {
			left = append(left, r)
			continue
		}
		right = append(right, r)
	}
	body := end + openingEnd(rows[end:])
	copy(rows, slices.Concat(left, rows[end:body], right, rows[body:]))
}

// unclear is the chance from which a row may be of either page.
const unclear = 0.45

// openingEnd is how many rows the opening of a text takes: so many words, and what
// is joined to them.
func openingEnd(rows []row) int {
	words := 0
	for k, r := range rows {
		if words >= openingWords && r.line.Break {
			return k
		}
		words += len(strings.Fields(r.text))
	}
	return len(rows)
}

// openingWords are about as many words as an abstract's first sentences.
const openingWords = 80

// facing is what speaks for each row of a scan to be of the right-hand page: the
// title, and what stands under it, are of the left one; prose among them is not, nor
// an introduction before all of the names have been.
func (b *book) facing(t candidate, from, to, head int) []float64 {
	lean := make([]float64, to-from)
	opened := false
	for k := range lean {
		r := b.rows[from+k]
		switch {
		case from+k >= t.start && from+k < t.end:
			lean[k] = -surely
		case from+k >= t.end && from+k < t.end+head && (introduces(r) || !headRow(r)):
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

// headEnd is how many rows the names and institutions under a title go down to, not
// beyond where the paper opens or over half of the scan. Prose of the page beside it
// stands among them, and may be introduced before the first of them.
func headEnd(rows []row) int {
	end, prose := 0, 0
	for n, r := range rows[:len(rows)*headShare/100] {
		switch {
		case bylined(r):
			end, prose = n+1, 0
		case r.opens && (end > 0 || !introduces(r)):
			return end
		case !headRow(r):
			if prose++; prose > headProse {
				return end
			}
		}
	}
	return end
}

const (
	headShare = 60 // of a scan, in hundredths, that the head of a paper goes down to at most
	headProse = 10 // rows of prose that may stand between two of its rows
)

// introduces reports whether a row is the heading of an introduction, which may
// stand on the second page of a paper; an abstract never does.
func introduces(r row) bool { return near(r.fold, "introduction", 2) }

// bylined reports whether a row looks like names or an institution.
func bylined(r row) bool { return !r.cites && (r.names == 2 || r.seat || r.led) }

// headLike reports whether a row may stand in the head of a paper.
func headLike(r row) bool { return bylined(r) || r.opens }

// between are words that titles have in small letters.
var between = set("a an and as at by for from in into its of on or the to with")
