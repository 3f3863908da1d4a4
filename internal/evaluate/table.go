package evaluate

import "strings"

// section writes a titled table, if it has more than its header: the first
// column to the left, the others to the right. A row shorter than the header
// may end in a text of any length.
func section(b *strings.Builder, title string, rows [][]string) {
	if len(rows) < 2 {
		return
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	b.WriteString(title + "\n")
	widths := columnWidths(rows)
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			pad := strings.Repeat(" ", max(0, widths[i]-runes(cell)))
			switch {
			case i == 0:
				line.WriteString(cell + pad)
			case i == len(row)-1 && len(row) < len(rows[0]):
				line.WriteString("  " + cell)
			default:
				line.WriteString("  " + pad + cell)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}

func columnWidths(rows [][]string) []int {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			if i < len(row)-1 || len(row) == len(rows[0]) {
				widths[i] = max(widths[i], runes(cell))
			}
		}
	}
	return widths
}
