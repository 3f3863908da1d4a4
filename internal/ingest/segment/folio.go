package segment

import (
	"regexp"
	"strconv"

	"recto/internal/corpus"
)

// folio is the number of a row's page: as it is printed, or, where none is, as
// on the page that opens a paper, counted from the pages around it. It is empty
// where they do not agree.
func (b *book) folio(row int) string {
	at := b.rows[row].page
	if printed := b.pages[at].Folio; printed != "" {
		return printed
	}
	before, after := b.numbered(at, -1), b.numbered(at, 1)
	if before < 0 {
		before, after = after, b.numbered(after, 1)
	} else if after < 0 {
		before, after = b.numbered(before, -1), before
	}
	if before < 0 || after < 0 || b.number(after)-b.number(before) != after-before {
		return ""
	}
	if n := b.number(before) + at - before; n > 0 {
		return strconv.Itoa(n)
	}
	return ""
}

// numbered is the nearest page from one in a direction, itself left out, that
// has an Arabic number, or -1.
func (b *book) numbered(from, step int) int {
	if from < 0 {
		return -1
	}
	for at := from + step; at >= 0 && at < len(b.pages); at += step {
		if b.number(at) > 0 {
			return at
		}
	}
	return -1
}

// number is the Arabic number printed on a page, or 0.
func (b *book) number(page int) int {
	n, err := strconv.Atoi(b.pages[page].Folio)
	if err != nil {
		return 0
	}
	return n
}

// numbering tells the page, or the scan of two pages, that shows a printed
// number: the numbers grow by step from one to the next.
type numbering struct {
	first, step int // step is 0 where the numbers do not say
}

var figures = regexp.MustCompile(`\d{1,4}`)

// newNumbering counts on which numbering most printed numbers agree; fewer than
// three, or fewer than half of them, are taken for accidents.
func newNumbering(pages []corpus.Page) numbering {
	votes := map[numbering]int{}
	numbered := 0
	for i, p := range pages {
		n, err := strconv.Atoi(figures.FindString(p.Folio))
		if err != nil {
			continue
		}
		numbered++
		votes[numbering{n - i, 1}]++
		votes[numbering{n&^1 - 2*i, 2}]++
	}
	var best numbering
	for n, k := range votes {
		if k >= 3 && 2*k >= numbered && (k > votes[best] || k == votes[best] && n.step > best.step) {
			best = n
		}
	}
	return best
}

// page is the index of the page that shows a number, or -1.
func (n numbering) page(folio int) int {
	switch n.step {
	case 1:
		return max(-1, folio-n.first)
	case 2:
		return max(-1, (folio&^1-n.first)/2)
	}
	return -1
}
