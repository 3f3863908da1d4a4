package descent

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Numbers go down their slopes to where those end; rows without slopes stay.
func TestLearn(t *testing.T) {
	table := NewTable(3, 2)
	table.Random(1, rand.New(rand.NewPCG(1, 1)))
	before := table.Rows[2][0]
	want := []float32{.5, -.25}
	for range 2000 {
		for row := range 2 {
			slopes := make([]float32, 2)
			for d := range slopes {
				slopes[d] = table.Rows[row][d] - want[d]
			}
			table.Add(row, slopes)
		}
		table.Learn(.005)
	}
	for row := range 2 {
		for d, x := range table.Rows[row] {
			if math.Abs(float64(x-want[d])) > .02 {
				t.Errorf("row %d came to %v, want %v", row, table.Rows[row], want)
			}
		}
	}
	if table.Rows[2][0] != before {
		t.Error("a row without slopes has moved")
	}
}

func TestMultiply(t *testing.T) {
	a, b := []float32{1, 2, 3, 4, 5, 6}, []float32{1, 0, 2, 1, 0, 3} // 2 by 3, 3 by 2
	c := []float32{100, 0, 0, 0}
	Multiply(AsIs, AsIs, 2, 2, 3, a, b, c)
	if want := [4]float32{105, 11, 14, 23}; [4]float32(c) != want {
		t.Errorf("%v, want %v", c, want)
	}
	turned := []float32{1, 4, 2, 5, 3, 6}
	other := make([]float32, 4)
	Multiply(Flipped, AsIs, 2, 2, 3, turned, b, other)
	if want := [4]float32{5, 11, 14, 23}; [4]float32(other) != want {
		t.Errorf("flipped: %v, want %v", other, want)
	}
}
