package layout

import (
	"fmt"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// reading is a number that may be the folio of a page.
type reading struct {
	page  int
	edge  int // index into the edges
	value int
	roman bool
	alone bool // the line holds nothing else
}

// folioReach is how many pages away readings confirm each other.
const folioReach = 12

// readFolios finds the folios and fills Page.Folio: with a number that was read
// and that at least one other page nearby confirms by counting on, and, where the
// pages before and after agree on it, with the number that the sequence demands.
// Numbers alone on a line that nothing confirms stay text unless no page has a
// confirmed folio.
func readFolios(pages []corpus.Page, edges []edge, report *corpus.Report) {
	readings := folioReadings(pages, edges)
	folios := make([]reading, len(pages))
	for _, r := range readings {
		if confirmed(r, readings) && (folios[r.page].value == 0 || r.alone) {
			folios[r.page] = r
		}
	}
	for _, r := range folios {
		if r.value == 0 {
			continue
		}
		report.Add("layout.folios", 1)
		pages[r.page].Folio = r.text()
		role := corpus.RunningHead
		if r.alone {
			role = corpus.Folio
		}
		setRole(pages, edges[r.edge], role)
	}
	inferFolios(pages, folios, report)
	markMisread(pages, edges, folios)
	reportSequence(pages, folios, report)
}

func (r reading) text() string {
	if r.roman {
		return romanNumeral(r.value)
	}
	return strconv.Itoa(r.value)
}

func (r reading) offset() int { return r.value - r.page }

// folioReadings reads every number that stands alone, first or last on an edge line.
func folioReadings(pages []corpus.Page, edges []edge) []reading {
	var out []reading
	for i, e := range edges {
		words := pages[e.page].Lines[e.line].Words
		add := func(raw string, alone bool) {
			if v, roman, ok := number(raw); ok {
				out = append(out, reading{e.page, i, v, roman, alone})
			}
		}
		raw := pages[e.page].Lines[e.line].Raw()
		if len(words) <= 3 && alphanumerics(raw) <= 6 {
			add(strings.ReplaceAll(raw, " ", ""), true)
			continue
		}
		if e.top {
			add(words[0].Raw, false)
			add(words[len(words)-1].Raw, false)
		}
	}
	return out
}

// confirmed reports whether another page nearby counts on from r.
func confirmed(r reading, all []reading) bool {
	for _, o := range all {
		if o.page != r.page && o.roman == r.roman && o.offset() == r.offset() && abs(o.page-r.page) <= folioReach {
			return true
		}
	}
	return false
}

// inferFolios fills the pages between two confirmed folios that agree.
func inferFolios(pages []corpus.Page, folios []reading, report *corpus.Report) {
	last := -1
	for i, f := range folios {
		if f.value == 0 {
			continue
		}
		if last >= 0 && folios[last].offset() == f.offset() && folios[last].roman == f.roman {
			for j := last + 1; j < i; j++ {
				pages[j].Folio = reading{value: j + f.offset(), roman: f.roman}.text()
				report.Add("layout.folios-inferred", 1)
			}
		}
		last = i
	}
}

// markMisread sets lone numbers apart that stand where folios stand, though
// they read otherwise than the sequence demands.
func markMisread(pages []corpus.Page, edges []edge, folios []reading) {
	low, high, n := 1.0, 0.0, 0
	top := 0
	for _, f := range folios {
		if f.value == 0 || !f.alone {
			continue
		}
		e := edges[f.edge]
		low, high, n = min(low, e.y), max(high, e.y), n+1
		if e.top {
			top++
		}
	}
	if n < 3 {
		return
	}
	for _, e := range edges {
		l := pages[e.page].Lines[e.line]
		if e.top == (2*top > n) && e.y > low-0.01 && e.y < high+0.01 && likeFolio(l) {
			setRole(pages, e, corpus.Folio)
		}
	}
}

// likeFolio reports whether a line is as short as a folio, and made of figures
// or of hardly anything.
func likeFolio(l corpus.Line) bool {
	raw := l.Raw()
	n := alphanumerics(raw)
	return len(l.Words) <= 2 && (n <= 2 || n <= 3 && strings.ContainsAny(raw, "0123456789"))
}

// reportSequence names the places where folios leap or come twice.
func reportSequence(pages []corpus.Page, folios []reading, report *corpus.Report) {
	last := -1
	for i, f := range folios {
		if f.value == 0 || f.roman {
			continue
		}
		if last >= 0 && folios[last].offset() != f.offset() {
			report.Problems = append(report.Problems, corpus.Problem{
				Stage: "layout", Scan: pages[i].Scan, Text: irregular(folios[last], f, pages[last].Scan, pages[i].Scan),
			})
		}
		last = i
	}
}

// irregular says how the folio of a page does not fit the one read before, and what to do.
func irregular(before, f reading, from, to int) string {
	found := fmt.Sprintf("the printed page numbers go from %d (scan %d) to %d (scan %d)", before.value, from, f.value, to)
	switch missing := f.offset() - before.offset(); {
	case missing == 1:
		return found + ": a page seems to be missing; compare with the book and scan it"
	case missing > 1:
		return fmt.Sprintf("%s: %d pages seem to be missing; compare with the book and scan them", found, missing)
	case f.value > before.value:
		return found + ", with more pages between than that: plates, or pages scanned twice; compare with the book"
	}
	return found + ": pages were scanned twice or are out of order; compare with the book"
}

// number reads a folio, in figures or as a small roman numeral, without the
// dashes and brackets that may adorn it.
func number(raw string) (value int, roman, ok bool) {
	s := strings.Trim(raw, "-–—.,;:·•|[](){}*~_'\"‘’“” ")
	if n, err := strconv.Atoi(s); err == nil && len(s) <= 4 && n > 0 {
		return n, false, true
	}
	if n := romanValue(strings.ToLower(s)); n > 0 && n < 100 {
		return n, true, true
	}
	return 0, false, false
}

var romanDigits = []struct {
	value  int
	letter string
}{{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}}

func romanNumeral(n int) string {
	var b strings.Builder
	for _, d := range romanDigits {
		for n >= d.value {
			b.WriteString(d.letter)
			n -= d.value
		}
	}
	return b.String()
}

// romanValue reads a well-formed small numeral, or gives 0.
func romanValue(s string) int {
	n, rest := 0, s
	for _, d := range romanDigits {
		for strings.HasPrefix(rest, d.letter) {
			n += d.value
			rest = rest[len(d.letter):]
		}
	}
	if rest != "" || s == "" || romanNumeral(n) != s {
		return 0
	}
	return n
}
