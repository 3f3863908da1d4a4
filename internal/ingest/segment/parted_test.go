package segment

import (
	"fmt"
	"testing"

	"recto/internal/corpus"
)

// wovenRows are lines of two pages by turns, each likely to go on from the last of
// its own page.
func wovenRows(n int) []row {
	rows := make([]row, n)
	for i := range rows {
		l := corpus.Line{Words: []corpus.Word{{ID: fmt.Sprint("w", i), Line: i}}, Joint: 0.1}
		if i >= 2 {
			l.Candidates = []corpus.Candidate{{Line: fmt.Sprint("w", i-2), Probability: 0.8}}
		}
		rows[i] = row{line: l}
	}
	return rows
}

func TestParted(t *testing.T) {
	rows, lean := wovenRows(30), make([]float64, 30)
	for i, chance := range parted(rows, lean) {
		if chance < 0.499 || chance > 0.501 {
			t.Fatalf("nothing tells the pages apart, and row %d is of the second with a chance of %.3f", i, chance)
		}
	}
	lean[4] = -surely
	for i, chance := range parted(rows, lean) {
		if second := i%2 == 1; second != (chance > 0.5) {
			t.Errorf("row %d is of the second page with a chance of %.2f", i, chance)
		}
	}
	lean[25] = surely
	for i, chance := range parted(rows, lean) {
		if second := i%2 == 1; second && chance < 0.6 || !second && chance > 0.4 {
			t.Errorf("with a row of each page told, row %d is of the second with a chance of %.2f", i, chance)
		}
	}
}

// Rows come back in the order in which they were given, whatever the source has.
func TestPartedOutOfOrder(t *testing.T) {
	rows, lean := wovenRows(12), make([]float64, 12)
	rows[3], rows[8] = rows[8], rows[3]
	lean[0] = -surely
	chances := parted(rows, lean)
	if chances[8] < 0.5 || chances[3] > 0.5 {
		t.Errorf("the third row of the source has a chance of %.2f and the eighth of %.2f", chances[8], chances[3])
	}
}
