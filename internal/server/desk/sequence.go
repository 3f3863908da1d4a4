package desk

import (
	"fmt"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// folioRun is a run of pages whose folios count on without a break.
type folioRun struct {
	From, To           string // folios; both empty for pages without
	FirstScan, LastScn int
	Pages              int
	Break              string // what is amiss between it and the run before; empty if nothing is
}

// Scans says which scans a run stands on.
func (f folioRun) Scans() string {
	if f.FirstScan == f.LastScn {
		return "scan " + strconv.Itoa(f.FirstScan)
	}
	return fmt.Sprintf("scans %d–%d", f.FirstScan, f.LastScn)
}

// Folios says which folios a run has.
func (f folioRun) Folios() string {
	switch {
	case f.From == "":
		return "without a printed number"
	case f.From == f.To:
		return "page " + f.From
	}
	return "pages " + f.From + "–" + f.To
}

// sequence puts the pages of an edition into runs, and says where numbers are
// missing or come twice. Pages without a folio count as numbered where the
// numbers around them leave just enough room.
func sequence(pages []corpus.Page) []folioRun {
	var runs []folioRun
	last, lastAt := 0, -1 // the number read last, and the page it was on
	twice := map[int]bool{}
	for i, p := range pages {
		n, ok := folioNumber(p.Folio)
		switch {
		case !ok && (len(runs) == 0 || last > 0):
			if len(runs) > 0 && fits(pages, i, last, lastAt) {
				extend(&runs[len(runs)-1], p, "")
				continue
			}
			runs = append(runs, folioRun{FirstScan: p.Scan, LastScn: p.Scan, Pages: 1})
			last, lastAt = 0, -1
		case !ok:
			extend(&runs[len(runs)-1], p, "")
		case last > 0 && n-last == i-lastAt:
			extend(&runs[len(runs)-1], p, p.Folio)
			last, lastAt = n, i
		default:
			runs = append(runs, folioRun{From: p.Folio, To: p.Folio, FirstScan: p.Scan, LastScn: p.Scan, Pages: 1, Break: amiss(runs, n, twice)})
			last, lastAt = n, i
		}
		if ok {
			twice[n] = true
		}
	}
	return runs
}

func extend(r *folioRun, p corpus.Page, folio string) {
	r.LastScn = p.Scan
	r.Pages++
	if folio != "" {
		r.To = folio
	}
}

// fits reports whether the next number after a page without one counts on.
func fits(pages []corpus.Page, i, last, lastAt int) bool {
	for j := i + 1; j < len(pages) && j-i < 6; j++ {
		if n, ok := folioNumber(pages[j].Folio); ok {
			return n-last == j-lastAt
		}
	}
	return false
}

// amiss says what is wrong where a run begins with a number.
func amiss(runs []folioRun, n int, twice map[int]bool) string {
	before := 0
	for i := len(runs) - 1; i >= 0 && before == 0; i-- {
		before, _ = folioNumber(runs[i].To)
	}
	switch {
	case twice[n]:
		return fmt.Sprintf("page %d comes twice", n)
	case before == 0 || n == before+1:
		return ""
	case n == before+2:
		return fmt.Sprintf("page %d is missing", before+1)
	case n > before && n-before < 40:
		return fmt.Sprintf("pages %d–%d are missing", before+1, n-1)
	case n > before:
		return fmt.Sprintf("the numbers go on from %d to %d", before, n)
	}
	return fmt.Sprintf("the numbers go back from %d to %d", before, n)
}

// folioNumber reads an arabic or roman number; roman ones are below zero, so that
// the two never count on into each other.
func folioNumber(folio string) (n int, ok bool) {
	if n, err := strconv.Atoi(folio); err == nil && n > 0 {
		return n, true
	}
	return 0, false
}

// conceptual are the words, in lower case, that mentions of concepts are made of.
func conceptual(e *corpus.Edition) map[string]bool {
	all := map[string]bool{}
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			for _, m := range b.Mentions {
				for _, t := range b.Tokens[max(0, m.From):min(len(b.Tokens), m.To)] {
					if w := bare(t.Text); len(w) >= 5 {
						all[w] = true
					}
				}
			}
		}
	}
	return all
}

// bare is a word in lower case, without the signs around it.
func bare(s string) string {
	return strings.ToLower(strings.Trim(s, ".,;:!?()[]“”‘’\"'"))
}
