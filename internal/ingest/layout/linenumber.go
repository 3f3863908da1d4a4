package layout

import (
	"strconv"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

const (
	leastNumbers = 3   // from which numbers beside the text can be those of lines
	leastEach    = 8   // the same where every line has one
	leastOrderly = 0.7 // of them, that must stand where their value asks for
	mostAstray   = 1   // lines that one may stand off, as blank ones may count or not
)

// lineNumbers are the numbers of the lines beside a strip, each as a row: they
// stand next to the text, and count its rows between them. The numbers of a list
// do not.
func (s strip) lineNumbers(text []row, left bool) []row {
	var values, lines []int
	var found []row // misread ones are among them
	pointed := 0    // as numbers of lists are, and dirt may make any
	for _, r := range s.rows {
		next := r.items[0]
		if left {
			next = r.items[len(r.items)-1]
		}
		if len(next.word.Raw) > 4 || !strings.ContainsFunc(next.word.Raw, unicode.IsDigit) {
			continue
		}
		found = append(found, makeRow([]item{next}, r.lane))
		bare := strings.TrimRight(next.word.Raw, ".,")
		if bare != next.word.Raw {
			pointed++
		}
		if n, err := strconv.Atoi(bare); err == nil && n > 0 {
			values, lines = append(values, n), append(lines, nearestRow(text, next.middle()))
		}
	}
	orderly, each := countAlong(values, lines)
	if 2*pointed > len(found) || orderly < leastNumbers || each && orderly < leastEach || float64(orderly) < leastOrderly*float64(len(values)) {
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
