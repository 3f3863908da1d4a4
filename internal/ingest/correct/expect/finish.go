package expect

import "slices"

// model is what was learnt, in the numbers in which it is kept.
func (l *learner) model() *Model {
	m := &Model{
		words: l.words, bias: l.bias.Values, bent: l.bent.Values,
		place: slices.Clone(l.place.Values), turn: slices.Clone(l.turn.Values), plain: slices.Clone(l.plain.Values),
	}
	var in, out []float32
	m.in, in = l.in.Rounded()
	m.out, out = l.out.Rounded()
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
