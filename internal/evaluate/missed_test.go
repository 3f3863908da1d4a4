package evaluate

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestFitSigns: weights by which words were found or not are found again.
func TestFitSigns(t *testing.T) {
	want := []float64{1.5, -0.8, 0.4}
	chance := rand.New(rand.NewPCG(3, 4))
	var rows []missedRow
	for range 400 {
		row := missedRow{signs: []float64{1, chance.Float64()*4 - 2, chance.Float64()}, printed: 200}
		for range row.printed {
			if chance.Float64() < probability(want, row.signs) {
				row.found++
			}
		}
		rows = append(rows, row)
	}
	got := fitSigns(rows)
	for i := range want {
		if math.Abs(got[i]-want[i]) > 0.06 {
			t.Fatalf("got %.3f, want %.3f", got, want)
		}
	}
}

// TestEstimateMissed: two volumes that lose half of the words of their bad pages.
func TestEstimateMissed(t *testing.T) {
	rows := []missedRow{{[]float64{1, 0}, 1000, 990}, {[]float64{1, 1}, 1000, 500}}
	r := Report{Missed: []MissedResult{{Volume: "a", rows: rows}, {Volume: "b", rows: rows}}}
	r.estimateMissed()
	for _, m := range r.Missed {
		if math.Abs(m.Estimated-510) > 1 {
			t.Errorf("%s: got %.1f, want 510", m.Volume, m.Estimated)
		}
	}
}
