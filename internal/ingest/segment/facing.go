package segment

import (
	"math"
	"slices"
	"strings"

	"recto/internal/language/names"
)

// unweave parts the rows after a title between the two pages of its scan, where
// the paper begins on the first of them. Title, names and institutions are on
// the first page, and prose that stands among them is on the second.
func (b *book) unweave(t candidate, to int) {
	rows := b.rows[t.start:to]
	lean := make([]float64, len(rows))
	for k := range t.end - t.start {
		lean[k] = math.Inf(-1)
	}
	order := sourceOrder(rows)
	for _, k := range order[:b.headEnd(rows, order)] {
		switch r := rows[k]; {
		case headLike(r):
			lean[k] -= byline
		case titled(r):
			lean[k] -= byline / 2
		case len(strings.Fields(r.text)) >= proseWords:
			lean[k] += byline
		}
	}
	second := newLinks(rows).streams(lean)
	var left, right []row
	for k, r := range rows {
		if second[k] {
			right = append(right, r)
		} else {
			left = append(left, r)
		}
	}
	copy(rows, slices.Concat(left, right))
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

// headEnd is how many rows, in the order of the file, the names and institutions
// under a title go down to, not beyond a third of the scan.
func (b *book) headEnd(rows []row, order []int) int {
	end := 0
	for n, k := range order[:len(order)/3] {
		if headLike(rows[k]) {
			end = n + 1
		}
	}
	return end
}

// headLike reports whether a row may stand in the head of a paper.
func headLike(r row) bool {
	return r.names == 2 || r.seat || r.led || r.opens
}

// between are words that titles have in small letters.
var between = set("a an and as at by for from in into its of on or the to with")
