package segment

import "strconv"

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
