package server

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"recto/internal/corpus"
	"recto/internal/search"
)

// conceptUse is how a library uses a concept, as plots and tables.
type conceptUse struct {
	Years   plot
	Papers  []countRow // mentions, the papers that matter most first
	First   *use
	Latest  *use
	Reasons []countRow
	Company companyPlot
}

// plot is columns side by side, in units of its own.
type plot struct {
	Width, Height int
	Columns       []column
}

type column struct {
	Label         string
	N             int
	X, Y, W, H, T int // T is the middle of the column
}

const (
	columnWidth  = 36
	columnHeight = 90
	maxColumns   = 24
)

// usesOf sums up the mentions of a concept, of which there is at least one.
func (s *server) usesOf(found []corpus.Occurrence, company []search.Company) conceptUse {
	u := conceptUse{Years: yearPlot(found), Papers: paperRows(found), Reasons: reasonRows(found), Company: s.companyPlot(found[0].Mention.Concept, company)}
	dated := slices.DeleteFunc(slices.Clone(found), func(o corpus.Occurrence) bool { return o.Part.Year == 0 || o.Part.Paper == nil })
	if len(dated) > 0 {
		first, latest := useOf(dated[0]), useOf(dated[0])
		for _, o := range dated {
			if o.Part.Year > latest.Paper.Year {
				latest = useOf(o)
			}
			if o.Part.Year < first.Paper.Year {
				first = useOf(o)
			}
		}
		u.First, u.Latest = &first, &latest
	}
	return u
}

// yearPlot has a column for each year with mentions.
func yearPlot(found []corpus.Occurrence) plot {
	byYear := map[int]int{}
	for _, o := range found {
		if o.Part.Year != 0 {
			byYear[o.Part.Year]++
		}
	}
	var years []int
	most := 1
	for y, n := range byYear {
		years, most = append(years, y), max(most, n)
	}
	slices.Sort(years)
	years = years[max(0, len(years)-maxColumns):]
	p := plot{Width: len(years) * columnWidth, Height: columnHeight + 34}
	for i, y := range years {
		h := max(1, byYear[y]*columnHeight/most)
		p.Columns = append(p.Columns, column{
			Label: strconv.Itoa(y), N: byYear[y], X: i*columnWidth + 4, Y: columnHeight - h + 14, W: columnWidth - 8, H: h, T: i*columnWidth + columnWidth/2,
		})
	}
	return p
}

func paperRows(found []corpus.Occurrence) []countRow {
	n := map[string]int{}
	entries := map[string]corpus.PartEntry{}
	for _, o := range found {
		if o.Part.Paper != nil {
			n[o.Part.ID]++
			entries[o.Part.ID] = o.Part
		}
	}
	var rows []countRow
	for id, p := range entries {
		rows = append(rows, countRow{Label: partTitle(p), URL: paperURL(id, "concept:"+found[0].Mention.Concept, ""), N: n[id]})
	}
	return ranked(rows)
}

func reasonRows(found []corpus.Occurrence) []countRow {
	n := map[corpus.Reason]int{}
	for _, o := range found {
		n[o.Mention.Reason]++
	}
	var rows []countRow
	for reason, k := range n {
		rows = append(rows, countRow{Label: search.ReasonWords[reason], N: k})
	}
	return ranked(rows)
}

// ranked sorts rows by their numbers and cuts the list.
func ranked(rows []countRow) []countRow {
	slices.SortFunc(rows, func(a, b countRow) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label)) })
	rows = rows[:min(countRows, len(rows))]
	for i := range rows {
		rows[i].Share = 100 * rows[i].N / rows[0].N
	}
	return rows
}

// companyPlot draws a concept in the middle of those it is mentioned with.
type companyPlot struct {
	Size  int
	Nodes []node
	Rows  []companyRow
}

type node struct {
	Label, URL, Anchor string
	X, Y               int // of the dot
	TX, TY             int // of its label
	Width              int // of the line to the middle: the more passages the wider
}

type companyRow struct {
	Label, URL string
	Both       string // passages that mention both
	N          int
	LogDice    float64
}

const (
	plotSize   = 400
	plotRadius = 105
	maxNodes   = 12
)

func (s *server) companyPlot(concept string, company []search.Company) companyPlot {
	p := companyPlot{Size: plotSize}
	company = company[:min(maxNodes, len(company))]
	most := 1
	for _, c := range company {
		most = max(most, c.N)
	}
	for i, c := range company {
		other, ok := s.Glossary.Concept(c.Concept)
		if !ok {
			continue
		}
		sin, cos := math.Sincos(2*math.Pi*float64(i)/float64(len(company)) - math.Pi/2)
		at := func(r float64, v float64) int { return plotSize/2 + int(math.Round(r*v)) }
		n := node{
			Label: other.Preferred, URL: conceptURL(other.ID), Width: 1 + 5*c.N/most, Anchor: "middle",
			X: at(plotRadius, cos), Y: at(plotRadius, sin), TX: at(plotRadius+10, cos), TY: at(plotRadius+14, sin) + 4,
		}
		switch {
		case cos > 0.3:
			n.Anchor = "start"
		case cos < -0.3:
			n.Anchor = "end"
		}
		p.Nodes = append(p.Nodes, n)
		p.Rows = append(p.Rows, companyRow{
			Label: other.Preferred, URL: n.URL, N: c.N, LogDice: c.LogDice, Both: searchURL("concept:" + concept + " concept:" + other.ID),
		})
	}
	return p
}
