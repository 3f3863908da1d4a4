// Package descent learns tables of numbers by steps down their slopes, for the
// commands that learn small networks. It knows nothing of what the numbers mean, and
// reckons no slopes itself.
package descent

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Table is rows of numbers that are learnt by Adam (Kingma and Ba, 2015). Rows
// that steps do not touch go on by their momentum for a while.
type Table struct {
	out     int
	Rows    [][]float32 // of Values
	Values  []float32
	Slopes  []float32 // since the last step
	means   []float32 // running, of the slopes
	squares []float32 // and of their squares
	touched []bool
	last    []int // step that touched each row, 0 for none
	step    int
}

// NewTable is a table of so many rows of so many numbers, all 0.
func NewTable(in, out int) Table {
	t := Table{out: out, Rows: make([][]float32, in), Values: make([]float32, in*out), touched: make([]bool, in), last: make([]int, in)}
	t.Slopes, t.means, t.squares = make([]float32, in*out), make([]float32, in*out), make([]float32, in*out)
	for i := range t.Rows {
		t.Rows[i] = t.Values[i*out : (i+1)*out]
	}
	return t
}

// Random fills a table with numbers of such a size.
func (t *Table) Random(size float64, random *rand.Rand) {
	for i := range t.Values {
		t.Values[i] = float32(size * random.NormFloat64())
	}
}

// Add adds to the slopes of a row.
func (t *Table) Add(row int, slopes []float32) {
	to := t.Slopes[row*t.out:][:len(slopes)]
	for d, g := range slopes {
		to[d] += g
	}
	t.touched[row] = true
}

// Touch says that all rows have slopes.
func (t *Table) Touch() {
	for i := range t.touched {
		t.touched[i] = true
	}
}

// How fast the running means forget, how many steps a row goes on without being
// touched, and what keeps steps from growing too long.
const (
	forget        = .1
	forgetSquares = .01
	awake         = 40
	floor         = 1e-8
)

// Learn makes a step down the slopes, and forgets them.
func (t *Table) Learn(pace float32) {
	t.step++
	for i := range t.Rows {
		slept := t.step - t.last[i] - awake
		switch {
		case t.touched[i]:
			t.wake(i, slept)
		case t.last[i] == 0 || slept > 0:
			continue
		}
		t.move(i, pace)
	}
}

// wake makes the squares of a row forget what they would have in so many steps.
func (t *Table) wake(i, slept int) {
	t.touched[i] = false
	if t.last[i] > 0 && slept > 1 {
		kept := float32(math.Pow(1-forgetSquares, float64(slept-1)))
		squares := t.squares[i*t.out : (i+1)*t.out]
		for d := range squares {
			squares[d] *= kept
		}
	}
	t.last[i] = t.step
}

// move moves a row.
func (t *Table) move(i int, pace float32) {
	from, to := i*t.out, (i+1)*t.out
	values, slopes, means, squares := t.Values[from:to], t.Slopes[from:to], t.means[from:to], t.squares[from:to]
	for d, g := range slopes {
		means[d] += forget * (g - means[d])
		squares[d] += forgetSquares * (g*g - squares[d])
		values[d] -= pace * means[d] / (float32(math.Sqrt(float64(squares[d]))) + floor)
		slopes[d] = 0
	}
}

// How fast tables are learnt: the rate, and the share of the steps until it is
// reached, from which on it falls.
const (
	rate    = .002
	warming = .02
)

// Pace is how far to go in a step of so many; slowest is the share of the rate in the end.
func Pace(step, steps int, slowest float64) float32 {
	done := float64(step) / float64(steps)
	return float32(rate * math.Min(1, done/warming) * (1 - (1-slowest)*done))
}

// finest is the largest number of steps in a number that is kept in a byte.
const finest = 127

// Rounded gives the numbers in steps, row by row, and how large the steps of each
// column are: but for few of its numbers the largest is kept.
func (t *Table) Rounded() (numbers []int8, steps []float32) {
	numbers, steps = make([]int8, len(t.Values)), make([]float32, t.out)
	sizes := make([]float32, len(t.Rows))
	for d := range steps {
		for i, row := range t.Rows {
			sizes[i] = max(row[d], -row[d])
		}
		slices.Sort(sizes)
		steps[d] = max(sizes[len(sizes)-1-len(sizes)/2000], 1e-6) / finest
		for i, row := range t.Rows {
			numbers[i*t.out+d] = int8(min(max(math.Round(float64(row[d]/steps[d])), -finest), finest))
		}
	}
	return numbers, steps
}
