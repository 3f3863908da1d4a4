package anchor

import (
	"strings"

	"recto/internal/corpus"
)

// likest aligns the quotation and the words around it with the text, by the
// fewest words left out, put in or changed: Sellers, P. H. (1980). The theory and
// computation of evolutionary distances: pattern recognition. Journal of
// Algorithms 1(4), 359–373. At least half of the words must be there, and what
// the quotation itself is aligned with must read much like it.
func (t *Text) likest(a corpus.Anchor) (from, to int, ok bool) {
	before, exact, after := bareWords(a.Prefix), bareWords(a.Exact), bareWords(a.Suffix)
	if len(exact) == 0 || len(t.tokens) == 0 {
		return 0, 0, false
	}
	pattern := append(append(before, exact...), after...)
	best := t.align(pattern, len(before), len(before)+len(exact))
	from, to = best.from, best.to
	return from, to, to > from && 2*best.cost <= len(pattern) && alike(t.read(from, to), a.Exact)
}

func bareWords(s string) (all []string) {
	for _, w := range strings.Fields(s) {
		if bare := letters(w); bare != "" {
			all = append(all, bare)
		}
	}
	return all
}

// cell is the best alignment of a beginning of the pattern that ends at a token:
// what it costs, and the tokens at which the quotation begins and ends in it.
type cell struct{ cost, from, to int }

// align is the cheapest alignment of a pattern, of which the words first up to
// beyond are the quotation. The costs of one column are all that is kept.
func (t *Text) align(pattern []string, first, beyond int) cell {
	column := make([]cell, len(pattern)+1)
	for i := range column {
		column[i] = marked(cell{cost: i}, i, 0, first, beyond)
	}
	best := column[len(pattern)]
	for j := range t.tokens {
		word := t.word(j)
		diagonal := column[0]
		column[0] = marked(cell{}, 0, j+1, first, beyond)
		for i := 1; i <= len(pattern); i++ {
			c := diagonal
			if pattern[i-1] != word {
				c.cost++
			}
			c = marked(c, i, j+1, first, beyond)
			if skip := column[i-1].cost + 1; skip < c.cost { // a word of the pattern is not in the text
				c = column[i-1]
				c.cost = skip
				c = marked(c, i, j+1, first, beyond)
			}
			if extra := column[i].cost + 1; extra < c.cost { // the text has a word more
				from, to := column[i].from, column[i].to
				c = cell{extra, from, to}
			}
			diagonal, column[i] = column[i], c
		}
		if last := column[len(pattern)]; last.cost < best.cost {
			best = last
		}
	}
	return best
}

// marked notes where the quotation begins and ends when an alignment passes its
// bounds.
func marked(c cell, words, tokens, first, beyond int) cell {
	if words == first {
		c.from = tokens
	}
	if words == beyond {
		c.to = tokens
	}
	return c
}

// likeness is the least share of letters that two readings of one passage have
// in common, in their order.
const likeness = 0.6

// longest bounds the letters that are compared, as their number squared is what
// that costs.
const longest = 2000

// alike reports whether two texts are readings of one passage.
func alike(a, b string) bool {
	x, y := []rune(letters(a)), []rune(letters(b))
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	x, y = x[:min(len(x), longest)], y[:min(len(y), longest)]
	row := make([]int, len(y)+1)
	for i := range x {
		diagonal := 0
		for j := range y {
			above := row[j+1]
			if x[i] == y[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return float64(row[len(y)]) >= likeness*float64(max(len(x), len(y)))
}
