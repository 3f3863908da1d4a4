package evaluate

import (
	"slices"
	"sort"
	"strings"
)

// paragraphs matches the paragraph starts of the output to the true ones, and
// checks the places that the output claims for them.
func (s *Scores) paragraphs(t, o *flat, m match) {
	starts := startsOf(t)
	var unplaced []flatPara
	right, placed := 0, 0
	for _, p := range o.paras {
		place, ok := m.locate(o.words, p.start, min(12, p.length))
		if !ok {
			unplaced = append(unplaced, p)
			continue
		}
		starts.takeNear(place)
		if !p.claims() {
			continue
		}
		// the true paragraph in which the start lies
		if k := sort.SearchInts(starts.at, place+3) - 1; k >= 0 {
			placed++
			if p.standsOn(t.paras[k].Pages) {
				right++
			}
		}
	}
	for _, p := range unplaced {
		starts.takeAlike(opening(o.words, p))
	}
	s.Paragraphs = newF1(starts.taken, len(o.paras), len(t.paras))
	if placed > 0 {
		s.Provenance = some(part(right, placed))
	}
}

func (p Paragraph) claims() bool { return len(p.Page)+len(p.Pages)+len(p.Spread) > 0 }

// standsOn reports whether the claimed folio, or else the scan, is one of those
// on which the true paragraph stands. Page 1 is a right-hand page.
func (p Paragraph) standsOn(pages []int) bool {
	claimed := append(slices.Clone(p.Pages), p.Page...)
	if len(p.Pages) > 0 {
		claimed = p.Pages
	}
	for _, page := range pages {
		if slices.Contains(claimed, page) || len(claimed) == 0 && slices.Contains(p.Spread, page/2+1) {
			return true
		}
	}
	return false
}

// starts are the true paragraph starts, each to be taken once.
type starts struct {
	at     []int // in the words of the truth, ascending
	used   []bool
	taken  int
	openBy map[string][]int // index by first words
}

func startsOf(t *flat) *starts {
	s := &starts{used: make([]bool, len(t.paras)), openBy: map[string][]int{}}
	for i, p := range t.paras {
		s.at = append(s.at, p.start)
		key := opening(t.words, p)
		s.openBy[key] = append(s.openBy[key], i)
	}
	return s
}

// opening is the first six words of a paragraph.
func opening(ws []string, p flatPara) string {
	return strings.Join(ws[p.start:p.start+min(6, p.length)], " ")
}

// takeNear takes the first free start within three words of a place.
func (s *starts) takeNear(place int) {
	for k := sort.SearchInts(s.at, place-3); k < len(s.at) && s.at[k] <= place+3; k++ {
		if s.take(k) {
			return
		}
	}
}

// takeAlike takes the first free start with the same first words.
func (s *starts) takeAlike(opening string) {
	for _, k := range s.openBy[opening] {
		if s.take(k) {
			return
		}
	}
}

func (s *starts) take(k int) bool {
	if s.used[k] {
		return false
	}
	s.used[k] = true
	s.taken++
	return true
}
