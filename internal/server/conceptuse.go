package server

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
	"recto/internal/search"
	"recto/internal/server/page"
)

// conceptUse is how a library uses a concept, as plots and tables.
type conceptUse struct {
	Years   plot
	Papers  []countRow // mentions, the papers that matter most first; together all mentions
	First   *use
	Latest  *use // nil where all are of one year
	Reasons []countRow
	Company companyPlot
}

// plot is columns side by side, in units of its own.
type plot struct {
	Width, Height int
	Columns       []column
}

type column struct {
	Label, URL    string
	N             int
	X, Y, W, H, T int // T is the middle of the column
}

const (
	columnWidth  = 36
	columnHeight = 90
	maxColumns   = 24
)

// usesOf sums up the mentions of a concept, of which there is at least one.
func (s *server) usesOf(found []corpus.Occurrence, together map[string][]search.Company) conceptUse {
	u := conceptUse{Years: yearPlot(found), Reasons: reasonRows(found), Company: s.companyPlot(found[0].Mention.Concept, together)}
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
		u.First = &first
		if latest.Paper.Year > first.Paper.Year {
			u.Latest = &latest
		}
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
			Label: strconv.Itoa(y), URL: searchURL("concept:" + found[0].Mention.Concept + " year:" + strconv.Itoa(y)), N: byYear[y], X: i*columnWidth + 4, Y: columnHeight - h + 14, W: columnWidth - 8, H: h, T: i*columnWidth + columnWidth/2,
		})
	}
	return p
}

// paperRows counts mentions in papers: those with most of them, and the other
// papers together; and so many that stand elsewhere, with their address.
func paperRows(inPapers []corpus.Occurrence, rest int, elsewhere string) []countRow {
	n := map[string]int{}
	entries := map[string]corpus.PartEntry{}
	for _, o := range inPapers {
		n[o.Part.ID]++
		entries[o.Part.ID] = o.Part
	}
	var rows []countRow
	for id, p := range entries {
		query := "concept:" + inPapers[0].Mention.Concept
		rows = append(rows, countRow{
			Label: partTitle(p), URL: paperURL(id, query, ""), N: n[id], Passages: searchURL(query + ` title:"` + strings.ReplaceAll(partTitle(p), `"`, "") + `"`),
		})
	}
	rows = ranked(rows)
	if more := rows[min(countRows, len(rows)):]; len(more) > 0 {
		others := countRow{Label: page.Plural(len(more), "other paper", "other papers")}
		for _, row := range more {
			others.N += row.N
		}
		rows = append(rows[:countRows:countRows], others)
	}
	if rest > 0 {
		rows = append(rows, countRow{Label: "Outside the papers", URL: elsewhere, N: rest})
	}
	return shared(rows)
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
	return shared(ranked(rows))
}

// ranked sorts rows by their numbers.
func ranked(rows []countRow) []countRow {
	slices.SortFunc(rows, func(a, b countRow) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label)) })
	return rows
}

// shared gives each row its share of the greatest.
func shared(rows []countRow) []countRow {
	most := 1
	for _, row := range rows {
		most = max(most, row.N)
	}
	for i := range rows {
		rows[i].Share = 100 * rows[i].N / most
	}
	return rows
}
