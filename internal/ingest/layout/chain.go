package layout

import (
	"slices"

	"recto/internal/corpus"
)

// chain.go finds folios where the scans of a text source could only be guessed,
// so that none can be counted by scan: as the longest row of numbers that stand
// alone on lines and count on about as fast as pages pass.

// How many lines of the source a printed page takes, two pages' lines taking
// turns on a spread, and how many numbers must be in a row before it is believed.
const (
	fewPageLines  = 12
	manyPageLines = 90
	meanPageLines = 20 // at least, over the whole row
	leastChain    = 5
	chainReach    = 60 // numbers looked back over
)

// link is a lone number with the best row that ends in it.
type link struct {
	reading
	line   int // of the source
	length int
	before int // -1 for none
}

// markChain sets apart the lone numbers that are in the longest row.
func markChain(pages []corpus.Page, all []edge, lone []reading, report *corpus.Report) {
	links := make([]link, len(lone))
	for i, r := range lone {
		e := all[r.edge]
		links[i] = link{reading: r, line: pages[e.page].Lines[e.line].Words[0].Line}
	}
	slices.SortStableFunc(links, func(a, b link) int { return a.line - b.line })
	last := -1
	for i := range links {
		l := &links[i]
		l.length, l.before = 1, -1
		for j := max(0, i-chainReach); j < i; j++ {
			if o := &links[j]; o.length >= l.length && follows(o, l) {
				l.length, l.before = o.length+1, j
			}
		}
		if last < 0 || l.length > links[last].length {
			last = i
		}
	}
	if last < 0 || links[last].length < leastChain {
		return
	}
	first := last
	for links[first].before >= 0 {
		first = links[first].before
	}
	if links[last].line-links[first].line < meanPageLines*(links[last].value-links[first].value) {
		return
	}
	for i := last; i >= 0; i = links[i].before {
		e := all[links[i].edge]
		if l := &pages[e.page].Lines[e.line]; l.Role == corpus.Text {
			l.Role = corpus.Folio
			report.Add("layout.folios", 1)
		}
	}
}

// follows reports that b may be the folio of a later page than a: of the same
// spread, or so many lines further as its pages take.
func follows(a, b *link) bool {
	pages, lines := b.value-a.value, b.line-a.line
	return pages > 0 && lines >= fewPageLines*(pages-1) && lines <= manyPageLines*(pages+1)
}
