package expect

import (
	"math"
	"slices"

	"recto/internal/descent"
)

// model is what was learnt, in the numbers in which it is kept.
func (l *learner) model() *Model {
	m := &Model{
		words: l.words, bias: l.bias.Values, bent: l.bent.Values,
		place: slices.Clone(l.place.Values), turn: slices.Clone(l.turn.Values), plain: slices.Clone(l.plain.Values),
	}
	var in, out [dim]float32
	m.in, in = rounded(&l.in)
	m.out, out = rounded(&l.out)
	for i := range m.place {
		m.place[i] *= in[i/hidden%dim]
	}
	for i := range m.turn {
		m.turn[i] *= out[i%dim]
	}
	for i := range m.plain {
		m.plain[i] *= in[i%dim] * out[i%dim]
	}
	m.prepare()
	return m
}

// finest is the largest number of steps in a number of a vector.
const finest = 127

// rounded gives vectors in steps, and how large the steps of each number are: but
// for few of the numbers the largest is kept.
func rounded(t *descent.Table) (vectors []int8, steps [dim]float32) {
	vectors = make([]int8, len(t.Values))
	sizes := make([]float32, len(t.Rows))
	for d := range steps {
		for i, row := range t.Rows {
			sizes[i] = max(row[d], -row[d])
		}
		slices.Sort(sizes)
		steps[d] = max(sizes[len(sizes)-1-len(sizes)/2000], 1e-6) / finest
		for i, row := range t.Rows {
			vectors[i*dim+d] = int8(min(max(math.Round(float64(row[d]/steps[d])), -finest), finest))
		}
	}
	return vectors, steps
}
