package meet

import (
	"math"
	"slices"
)

// model is what was learnt, in the numbers in which it is kept.
func (l *learner) model() *Model {
	m := &Model{words: l.words, telling: make([]uint8, len(l.telling))}
	for i, x := range l.telling {
		m.telling[i] = uint8(math.Round(float64(x * tellingSteps)))
	}
	var steps []float32
	m.vectors, steps = l.vectors.Rounded()
	l.ends.finish(&m.ends, steps)
	l.heads.finish(&m.heads, steps)
	m.even = float32(math.Log(l.even))
	m.prepare()
	return m
}

// finish gives a side as it is kept; steps is what the numbers of words stand for.
func (s *learningSide) finish(to *side, steps []float32) {
	to.place = slices.Clone(s.place.Values)
	for i := range to.place {
		to.place[i] *= steps[i/hidden%dim]
	}
	to.shape, to.none = s.shape.Values, s.none.Values
	to.bend, to.bent = s.bend.Values, s.bent.Values
	to.turn, to.turned = s.turn.Values, s.turned.Values
}
