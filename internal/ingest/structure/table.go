package structure

import (
	"slices"
	"unicode/utf8"

	"recto/internal/corpus"
)

const (
	cellGap    = 1.6 // white between cells, in heights of a word; that between words is half of it at most
	cellBlanks = 3   // blanks between cells of plain text
	leastTable = 4   // rows of cells
)

// markTables makes tables of runs of rows that are parted into cells which stand
// in columns. Single rows between them that are no cells, as headings of groups
// or the second line of a cell, belong to the table.
func markTables(rows []row, at []int) {
	for k := 0; k < len(at); {
		end, n := k, 0
		for j := k; tabular(rows[at[k]]) && j < len(at) && j <= end+2; j++ {
			if tabular(rows[at[j]]) && (n == 0 || inColumns(rows[at[lastTabular(rows, at, k, j)]], rows[at[j]])) {
				end, n = j, n+1
			}
		}
		if n < leastTable {
			k++
			continue
		}
		for j := k; j <= end; j++ {
			r := &rows[at[j]]
			r.kind, r.start, r.level, r.label = corpus.Table, j == k, 0, ""
		}
		if end+1 < len(at) {
			rows[at[end+1]].start = true
		}
		k = end + 1
	}
}

// lastTabular is the last of the rows from k to before j that is parted into cells.
func lastTabular(rows []row, at []int, k, j int) int {
	for j--; j > k && !tabular(rows[at[j]]); j-- {
	}
	return j
}

// tabular reports whether a row is parted into cells, the first of which is no
// bullet or number of an item or entry. A row of gaps alone is none. Two cells of
// plain text may be lines of two pages; and of three, a reference has no need.
func tabular(r row) bool {
	cells := cellsOf(r)
	switch {
	case len(r.words) == 0 || r.kind == corpus.Note || len(cells) < 2:
		return false
	case len(cells) > 2:
		return r.kind != corpus.ReferenceBlock || !r.line.Words[0].HasBox()
	}
	return r.line.Words[0].HasBox() && r.kind != corpus.ReferenceBlock &&
		bullet(r) == "" && entryLabel(r.words) == "" && !misread.MatchString(r.words[0])
}

// cellsOf are the stretches of a row that wide white parts: in pixels, or, where
// the words have no boxes, in columns of a text whose lines are one high.
func cellsOf(r row) []corpus.Box {
	places, gap := placesOf(r.line.Words)
	var cells []corpus.Box
	for _, p := range places {
		if n := len(cells); n > 0 && p.X1-cells[n-1].X2 < gap {
			cells[n-1] = cells[n-1].Union(p)
			continue
		}
		cells = append(cells, p)
	}
	return cells
}

// placesOf are the places of the words of a row, and the white from which they
// are of two cells.
func placesOf(words []corpus.Word) (places []corpus.Box, gap float64) {
	if len(words) == 0 {
		return nil, 0
	}
	if !words[0].HasBox() {
		for _, w := range words {
			if w.Line != words[0].Line {
				return nil, 0 // joined of several
			}
			places = append(places, corpus.Box{X1: float64(w.Col), X2: float64(w.Col + utf8.RuneCountInString(w.Raw)), Y2: 1})
		}
		return places, cellBlanks
	}
	heights := make([]float64, 0, len(words))
	for _, w := range words {
		if !w.HasBox() {
			return nil, 0
		}
		places, heights = append(places, w.Box), append(heights, w.Box.Height())
	}
	slices.Sort(heights)
	return places, cellGap * heights[len(heights)/2]
}

// inColumns reports whether the same white strip parts cells of both rows.
func inColumns(a, b row) bool {
	x, y := cellsOf(a), cellsOf(b)
	for i := 1; i < len(x); i++ {
		for j := 1; j < len(y); j++ {
			shared := min(x[i].X1, y[j].X1) - max(x[i-1].X2, y[j-1].X2)
			if shared > min(x[i].Height(), y[j].Height()) {
				return true
			}
		}
	}
	return false
}
