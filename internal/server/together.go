package server

import (
	"cmp"
	"net/http"
	"slices"

	"recto/internal/corpus"
	"recto/internal/search"
)

// togetherPage is the table of concepts by concepts.
type togetherPage struct {
	frame
	Columns []link
	Rows    []togetherRow
	Left    int // concepts that are mentioned, but stand in no row
}

type togetherRow struct {
	Concept link
	Cells   []pairCell
}

// cell is two concepts: the passages that mention both.
type cell struct {
	N     int
	URL   string
	Class string // how dark: d1, d2, d3, or empty
}

// pairCell is a cell with the labels of both concepts.
type pairCell struct {
	cell
	Pair string
}

// maxTogether bounds the concepts of the table.
const maxTogether = 30

func (s *server) together(w http.ResponseWriter, r *http.Request) error {
	page := togetherPage{frame: frame{Title: "Concepts together", Room: "concepts", Description: "Which concepts the passages of the library mention together."}}
	all := s.Searcher.Together()
	shown := s.mostInCompany(all)
	page.Left = len(all) - len(shown)
	most := 1
	for _, c := range shown {
		for _, k := range all[c.ID] {
			most = max(most, k.N)
		}
	}
	for _, c := range shown {
		row := togetherRow{Concept: link{c.Preferred, conceptURL(c.ID)}}
		page.Columns = append(page.Columns, row.Concept)
		for _, other := range shown {
			row.Cells = append(row.Cells, cellOf(c, other, all, most))
		}
		page.Rows = append(page.Rows, row)
	}
	return s.render(w, r, http.StatusOK, "together", &page)
}

// mostInCompany are the concepts that stand with others most, by their labels.
func (s *server) mostInCompany(all map[string][]search.Company) []corpus.Concept {
	var shown []corpus.Concept
	weight := map[string]int{}
	for id, company := range all {
		if c, ok := s.Glossary.Concept(id); ok && len(company) > 0 {
			shown = append(shown, c)
			for _, k := range company {
				weight[id] += k.N
			}
		}
	}
	slices.SortFunc(shown, func(a, b corpus.Concept) int {
		return cmp.Or(cmp.Compare(weight[b.ID], weight[a.ID]), cmp.Compare(a.ID, b.ID))
	})
	return byLabel(shown[:min(maxTogether, len(shown))])
}

func cellOf(a, b corpus.Concept, all map[string][]search.Company, most int) pairCell {
	i := slices.IndexFunc(all[a.ID], func(c search.Company) bool { return c.Concept == b.ID })
	if i < 0 {
		return pairCell{}
	}
	n := all[a.ID][i].N
	return pairCell{cell{n, searchURL("concept:" + a.ID + " concept:" + b.ID), shade(n, most)}, a.Preferred + " and " + b.Preferred}
}

// shade is the class of a cell by its share of the most that one holds.
func shade(n, most int) string {
	switch {
	case n*3 > most*2:
		return "d3"
	case n*3 > most:
		return "d2"
	}
	return "d1"
}
