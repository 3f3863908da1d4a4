package structure

import (
	"slices"
	"testing"

	"recto/internal/corpus"
)

func TestLevels(t *testing.T) {
	for _, tt := range []struct {
		name  string
		sizes []float64
		want  []int
	}{
		{"two sizes", []float64{1.31, 1.28, 1.05, 1.02, 1.33, 1.07, 1.27, 1.04}, []int{1, 1, 2, 2, 1, 2, 1, 2}},
		{"three", []float64{1.52, 1.5, 1.48, 1.25, 1.26, 1.24, 1.01, 1.02, 1}, []int{1, 1, 1, 2, 2, 2, 3, 3, 3}},
		{"one that wavers", []float64{1.2, 1.22, 1.18, 1.25, 1.21, 1.16, 1.2, 1.19}, []int{1, 1, 1, 1, 1, 1, 1, 1}},
		{"unknown", []float64{0, 0, 0, 0}, []int{1, 1, 1, 1}},
	} {
		var rows []row
		for _, s := range tt.sizes {
			rows = append(rows, row{kind: corpus.Heading, start: true, line: corpus.Line{Size: s}})
		}
		// One volume of two parts: what one shows holds for the other.
		half := len(rows) / 2
		l := learnLevels([][]row{rows[:half], rows[half:]})
		l.set(rows)
		var got []int
		for _, r := range rows {
			got = append(got, r.level)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
	numbered := []row{{kind: corpus.Heading, start: true, label: "2.1"}}
	levels(nil).set(numbered)
	if numbered[0].level != 2 {
		t.Errorf("2.1 is of level %d", numbered[0].level)
	}
}
