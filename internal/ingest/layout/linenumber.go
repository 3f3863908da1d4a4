package layout

import (
	"strconv"

	"recto/internal/corpus"
)

const (
	leastNumbers = 3   // from which numbers beside the text can be those of lines
	leastEach    = 8   // the same where every line has one
	leastOrderly = 0.8 // of them, that must stand where their value asks for
	mostAstray   = 1   // lines that one may stand off, as blank ones may count or not
)

// lineNumbers are the rows of a strip that number the lines beside them: they
// are figures alone, and count the rows of the text between them. The numbers of
// a list do not.
func (s strip) lineNumbers(text []row) []row {
	var values, lines []int
	var found []row
	for _, r := range s.rows {
		if len(r.items) != 1 {
			continue
		}
		if n, err := strconv.Atoi(r.items[0].word.Raw); err == nil && n > 0 && n < 10000 {
			values, lines, found = append(values, n), append(lines, nearestRow(text, r.middle())), append(found, r)
		}
	}
	orderly, each := countAlong(values, lines)
	if len(found) < leastNumbers || each && len(found) < leastEach || float64(orderly) < leastOrderly*float64(len(found)) {
		return nil
	}
	for i := range found {
		found[i].role = corpus.LineNumber
	}
	return found
}

// countAlong is how many numbers agree on where the count of lines begins, at
// most, and whether they follow each other.
func countAlong(values, lines []int) (most int, each bool) {
	for i := range values {
		n, next := 0, false
		for j := range values {
			if abs(values[j]-values[i]-(lines[j]-lines[i])) <= mostAstray {
				n++
				next = next || values[j]-values[i] == 1
			}
		}
		if n > most {
			most, each = n, next
		}
	}
	return most, each
}
