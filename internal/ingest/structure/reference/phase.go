package reference

// phase is what of a reference has been read in whole before a word: its title,
// what the work is in, both or neither. A chain that looks one word back forgets
// that there was a title; phases let the moves between labels depend on it.
type phase uint8

const (
	titled phase = 1 << iota // a title has ended
	housed                   // what the work is in has ended
	phases
)

// then is the phase after a move from a label to a label.
func (p phase) then(from, to Label) phase {
	switch {
	case from == to:
	case from == Title:
		p |= titled
	case from == Container || from == Journal:
		if to != Container && to != Journal {
			p |= housed
		}
	}
	return p
}

// moves are the scores from a label, or from the beginning, to a label, by the
// phase of the former.
type moves [phases][labels + 1][labels]float32

// nodes is how many pairs of phase and label there are: what a word may be.
const nodes = int(phases) * int(labels)

func node(p phase, l Label) int { return int(p)*int(labels) + int(l) }

func phaseAndLabel(node int) (phase, Label) {
	return phase(node / int(labels)), Label(node % int(labels))
}
