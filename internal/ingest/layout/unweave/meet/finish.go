package meet

import (
	"math"
	"slices"
)

// model is what was learnt, in the numbers in which it is kept.
func (l *learner) model() *Model {
	m := &Model{words: l.words, telling: make([]uint8, len(l.telling)), vectors: make([]int8, len(l.vectors.Values))}
	for i, x := range l.telling {
		m.telling[i] = uint8(math.Round(float64(x * tellingSteps)))
	}
	var steps [dim]float32
	for d := range steps {
		steps[d] = l.fineness(d)
		for i, row := range l.vectors.Rows {
			m.vectors[i*dim+d] = int8(min(max(math.Round(float64(row[d]/steps[d])), -finest), finest))
		}
	}
	l.ends.finish(&m.ends, &steps)
	l.heads.finish(&m.heads, &steps)
	m.even = float32(math.Log(l.even))
	m.prepare()
	return m
}

// finest is the largest number of steps in a number of a vector.
const finest = 127

// fineness is how finely a number of all vectors is kept: but for few of them the
// largest is kept.
func (l *learner) fineness(d int) float32 {
	sizes := make([]float32, len(l.vectors.Rows))
	for i, row := range l.vectors.Rows {
		sizes[i] = max(row[d], -row[d])
	}
	slices.Sort(sizes)
	return max(sizes[len(sizes)-1-len(sizes)/2000], 1e-6) / finest
}

// finish gives a side as it is kept; steps is what the numbers of words stand for.
func (s *learningSide) finish(to *side, steps *[dim]float32) {
	to.place = slices.Clone(s.place.Values)
	for i := range to.place {
		to.place[i] *= steps[i/hidden%dim]
	}
	to.shape, to.none = s.shape.Values, s.none.Values
	to.bend, to.bent = s.bend.Values, s.bent.Values
	to.turn, to.turned = s.turn.Values, s.turned.Values
}
