package search

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/search/match"
	"recto/internal/search/query"
)

// Missed estimates what damage to the text hides from a search. It is zero
// where there is nothing to say: no damage, no hits to judge by, or a query whose
// words may be anything, as with wildcards.
type Missed struct {
	Passages int          // about so many more would be found in sound text
	Pages    []MissedPage // on which most of them are to be expected, the worst first
}

// MissedPage is a page on which damage is likely to hide what was asked for.
type MissedPage struct {
	Part  corpus.PartEntry
	Folio string
	Scan  int
	Side  corpus.Side
}

const (
	worstPages = 3
	leastFound = 0.2 // however damaged a page, a hit there stands for no more than five
)

// missed reckons after Horvitz and Thompson: a passage found on a page where one
// of two such passages is found stands for two. What is missing of a paper is
// spread over its pages by their words and their damage.
func (v *view) missed(words *match.Analyzer, n query.Node, hits []scored) Missed {
	letters, ok := lettersOf(words, n)
	if !ok || len(letters) == 0 {
		return Missed{}
	}
	e := estimate{view: v, byPart: make([]float64, len(v.parts))}
	for _, n := range letters {
		e.burdens = append(e.burdens, burden(n))
	}
	total := 0.0
	for _, h := range hits {
		d := &v.docs[h.doc]
		if d.page < 0 {
			continue
		}
		s := e.found(int(d.page))
		total += (1 - s) / s
		e.byPart[d.part] += 1 / s
	}
	if total < 0.5 {
		return Missed{}
	}
	return Missed{int(math.Round(total)), e.worst()}
}

// estimate is how likely the words asked for are found on each page.
type estimate struct {
	view    *view
	burdens []float64 // of each word
	byPart  []float64 // passages that the part has, found or not
}

// found is the probability that a passage of a page with all the words is found.
func (e *estimate) found(page int) float64 {
	s := 1.0
	if damage := e.view.damage[page]; damage > 0 {
		for _, length := range e.burdens {
			s *= findable(damage, length)
		}
	}
	return max(leastFound, s)
}

// worst are the pages that hide most.
func (e *estimate) worst() []MissedPage {
	type hiding struct {
		page   int
		hidden float64
	}
	var all []hiding
	for i, p := range e.view.pages {
		part := e.view.owners[i]
		if part < 0 || e.byPart[part] == 0 || e.view.damage[i] == 0 {
			continue
		}
		share := float64(p.Words+p.Gaps) / float64(max(1, e.view.parts[part].Words))
		all = append(all, hiding{i, e.byPart[part] * share * (1 - e.found(i))})
	}
	slices.SortFunc(all, func(a, b hiding) int { return cmp.Or(cmp.Compare(b.hidden, a.hidden), cmp.Compare(a.page, b.page)) })
	var out []MissedPage
	for _, h := range all[:min(worstPages, len(all))] {
		p := e.view.pages[h.page]
		out = append(out, MissedPage{e.view.parts[e.view.owners[h.page]], p.Folio, p.Scan, p.Side})
	}
	return out
}

// lettersOf gives the length of each word that a passage must have; ok is false
// if that cannot be said.
func lettersOf(words *match.Analyzer, n query.Node) (letters []int, ok bool) {
	switch n := n.(type) {
	case query.Term:
		return lengths(words, n.Text), true
	case query.Phrase:
		return lengths(words, n.Text), !strings.Contains(n.Text, "*")
	case query.And:
		for _, child := range words.Content(n) {
			more, ok := lettersOf(words, child)
			if !ok {
				return nil, false
			}
			letters = append(letters, more...)
		}
		return letters, true
	case query.Field:
		switch n.Name {
		case "heading", "reference":
			return lettersOf(words, n.Node)
		case "concept":
			return lengths(words, strings.ReplaceAll(query.Text(n), "-", " ")), true
		}
		return nil, true
	case query.Years:
		return nil, true
	}
	return nil, false
}

func lengths(words *match.Analyzer, text string) []int {
	var out []int
	for _, w := range words.Words(text) {
		out = append(out, len(w.Form))
	}
	return out
}
