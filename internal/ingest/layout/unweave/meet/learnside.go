package meet

import (
	"math"
	"math/rand/v2"

	"recto/internal/descent"
)

// learningSide is a side that is being learnt, with what it makes of the lines of
// a step, one a row, and the slopes of that.
type learningSide struct {
	place, shape, none, bend, bent, turn, turned descent.Table

	lines  [rows]Line
	near   [rows]Line   // their words from the cut on
	hidden [rows]uint32 // a bit for each of these that is not shown

	in               []float32 // by inputs
	sum, plain       []float32 // by hidden: before and after the first bend
	bending, curved  []float32 // before and after the second
	vectors          []float32 // by width
	inSlopes, slopes []float32
	others           []float32
	vectorSlopes     []float32
}

func (s *learningSide) init(random *rand.Rand) {
	s.place, s.shape, s.none = descent.NewTable(inputs, hidden), descent.NewTable(int(shapes)*reach, hidden), descent.NewTable(reach+1, hidden)
	s.bend, s.bent = descent.NewTable(hidden, hidden), descent.NewTable(1, hidden)
	s.turn, s.turned = descent.NewTable(hidden, width), descent.NewTable(1, width)
	for i, row := range s.place.Rows {
		size := weigh(i/dim) / math.Sqrt(3*inputs)
		for d := range row {
			row[d] = float32(size * random.NormFloat64())
		}
	}
	s.bend.Random(1/math.Sqrt(3*hidden), random)
	s.turn.Random(1/math.Sqrt(3*hidden), random)
	for _, v := range []*[]float32{&s.in, &s.inSlopes} {
		*v = make([]float32, rows*inputs)
	}
	for _, v := range []*[]float32{&s.sum, &s.plain, &s.bending, &s.curved, &s.slopes, &s.others} {
		*v = make([]float32, rows*hidden)
	}
	s.vectors, s.vectorSlopes = make([]float32, rows*width), make([]float32, rows*width)
}

// weigh is what a place counts for at the start: those next to the cut the most;
// what the line speaks of has the number 0.
func weigh(place int) float64 {
	if place == 0 {
		return 1
	}
	return math.Max(1, 3.5-.5*float64(place))
}

// forward reckons the vectors of all rows.
func (s *learningSide) forward() {
	clear(s.sum)
	descent.Multiply(descent.AsIs, descent.AsIs, rows, hidden, inputs, s.in, s.place.Values, s.sum)
	for r, near := range s.near {
		h := s.sum[r*hidden:][:hidden]
		addTo(h, s.none.Rows[len(near)])
		for k, t := range near {
			addTo(h, s.shape.Rows[int(t.shape)*reach+k])
		}
	}
	positive(s.plain, s.sum)
	repeat(s.bending, s.bent.Values)
	descent.Multiply(descent.AsIs, descent.AsIs, rows, hidden, hidden, s.plain, s.bend.Values, s.bending)
	positive(s.curved, s.bending)
	addTo(s.curved, s.plain)
	repeat(s.vectors, s.turned.Values)
	descent.Multiply(descent.AsIs, descent.AsIs, rows, width, hidden, s.curved, s.turn.Values, s.vectors)
	clear(s.vectorSlopes)
}

// backward reckons all slopes from those of the vectors.
func (s *learningSide) backward() {
	descent.Multiply(descent.Flipped, descent.AsIs, hidden, width, rows, s.curved, s.vectorSlopes, s.turn.Slopes)
	sumRows(s.turned.Slopes, s.vectorSlopes)
	clear(s.slopes)
	descent.Multiply(descent.AsIs, descent.Flipped, rows, hidden, width, s.vectorSlopes, s.turn.Values, s.slopes)
	copy(s.others, s.slopes)
	where(s.others, s.bending)
	descent.Multiply(descent.Flipped, descent.AsIs, hidden, hidden, rows, s.plain, s.others, s.bend.Slopes)
	sumRows(s.bent.Slopes, s.others)
	descent.Multiply(descent.AsIs, descent.Flipped, rows, hidden, hidden, s.others, s.bend.Values, s.slopes)
	where(s.slopes, s.sum)
	descent.Multiply(descent.Flipped, descent.AsIs, inputs, hidden, rows, s.in, s.slopes, s.place.Slopes)
	clear(s.inSlopes)
	descent.Multiply(descent.AsIs, descent.Flipped, rows, inputs, hidden, s.slopes, s.place.Values, s.inSlopes)
	for r, near := range s.near {
		g := s.slopes[r*hidden:][:hidden]
		s.none.Add(len(near), g)
		for k, t := range near {
			s.shape.Add(int(t.shape)*reach+k, g)
		}
	}
}

// learn makes a step with all that belongs to the side alone.
func (s *learningSide) learn(pace float32) {
	for _, t := range []*descent.Table{&s.place, &s.bend, &s.bent, &s.turn, &s.turned} {
		t.Touch()
		t.Learn(pace)
	}
	s.shape.Learn(pace)
	s.none.Learn(pace)
}

func addTo(to, v []float32) {
	for d, x := range v {
		to[d] += x
	}
}

func positive(to, v []float32) {
	for d, x := range v {
		to[d] = max(x, 0)
	}
}

// where keeps slopes where what they are of is above 0.
func where(slopes, of []float32) {
	for d, x := range of {
		if x <= 0 {
			slopes[d] = 0
		}
	}
}

func repeat(rows, row []float32) {
	for from := 0; from < len(rows); from += len(row) {
		copy(rows[from:], row)
	}
}

func sumRows(sum, rows []float32) {
	for from := 0; from < len(rows); from += len(sum) {
		addTo(sum, rows[from:from+len(sum)])
	}
}
