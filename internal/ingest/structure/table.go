package structure

import (
	"slices"

	"recto/internal/corpus"
)

const (
	cellGap    = 1.6 // white between cells, in heights of a word; that between words is half of it at most
	leastTable = 4   // rows of cells
)

// markTables makes tables of runs of rows that are parted into cells which stand
// in columns. Single rows between them that are no cells, as headings of groups
// or the second line of a cell, belong to the table.
func markTables(rows []row, at []int) {
	for k := 0; k < len(at); {
		end, n := k, 0
		for j := k; j < len(at) && j <= end+2; j++ {
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
// bullet or number of an item or entry. A row of gaps alone is none.
func tabular(r row) bool {
	cells := cellsOf(r)
	return len(r.words) > 0 && r.kind != corpus.ReferenceBlock && r.kind != corpus.Note && len(cells) > 1 &&
		(len(cells) > 2 || bullet(r) == "" && entryLabel(r.words) == "" && !misread.MatchString(r.words[0]))
}

// cellsOf are the stretches of a row that wide white parts.
func cellsOf(r row) []corpus.Box {
	heights := make([]float64, 0, len(r.line.Words))
	for _, w := range r.line.Words {
		if !w.HasBox() {
			return nil
		}
		heights = append(heights, w.Box.Height())
	}
	if len(heights) == 0 {
		return nil
	}
	slices.Sort(heights)
	gap := cellGap * heights[len(heights)/2]
	var cells []corpus.Box
	for _, w := range r.line.Words {
		if n := len(cells); n > 0 && w.Box.X1-cells[n-1].X2 < gap {
			cells[n-1] = cells[n-1].Union(w.Box)
			continue
		}
		cells = append(cells, w.Box)
	}
	return cells
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
