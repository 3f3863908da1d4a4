package layout

import (
	"strconv"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// withNumbers puts lone numbers into a text of two scans, so many lines apart.
func withNumbers(apart int, numbers ...int) string {
	var b strings.Builder
	body := strings.SplitAfter(full(apart*len(numbers)), "\n")
	for i, n := range numbers {
		if i == len(numbers)/2 {
			b.WriteByte('\f')
		}
		b.WriteString(strings.Join(body[i*apart:(i+1)*apart], "") + strconv.Itoa(n) + "\n")
	}
	return b.String()
}

func TestLoneNumbersThatCountOnAreFolios(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want int
	}{
		"folios, some lost":       {withNumbers(36, 8, 9, 12, 13, 15, 16), 6},
		"a list":                  {withNumbers(4, 1, 2, 3, 4, 5, 6, 7), 0},
		"figures of a table":      {withNumbers(30, 40, 12, 31, 7, 90, 4), 0},
		"too few to be sure":      {withNumbers(36, 8, 9, 20, 21), 0},
		"one that does not count": {withNumbers(36, 8, 9, 10, 70, 11, 12), 5},
	} {
		pages, _ := Arrange(source, textScans(test.text), english(t))
		got := 0
		for _, p := range pages {
			for _, l := range p.Lines {
				if l.Role == corpus.Folio {
					got++
				}
			}
		}
		if got != test.want {
			t.Errorf("%s: %d folios, want %d", name, got, test.want)
		}
	}
}
