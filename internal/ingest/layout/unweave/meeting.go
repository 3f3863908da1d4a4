package unweave

import (
	"slices"

	"recto/internal/cores"
)

// Plain evidence has bounds. A pair that is not close by gets the least where the
// first look at its words is hopeless: trees for all pairs would take most of the time.
const (
	closeBy   = 4 // lines
	hopeless  = -2.5
	strangers = -4
	friends   = 8
)

// meetings is plain evidence, in nats, that a line continues another, for all
// pairs: how much likelier their words and lengths are than those of any two lines.
func (e *evidence) meetings(words *forest) grid {
	n, s := len(e.pieces), newSieve(words, ofWords)
	met, second := newGrid(n), make([]leaves, n)
	var v [ofWords]float32
	for j := range second {
		e.secondVector(j, v[:])
		second[j] = s.all()
		s.narrow(second[j], ofSecond, v[:])
	}
	cores.Share(n, func() func(int) {
		left := s.all()
		return func(i int) { e.meetingsOf(i, s, second, left, met) }
	})
	return met
}

// meetingsOf is plain evidence of the pairs of line i with all that may continue
// it; second are the leaves left for each of those, and left is for its use.
func (e *evidence) meetingsOf(i int, s *sieve, second []leaves, left leaves, met grid) {
	var v [ofWords]float32
	e.firstVector(i, v[:])
	first := s.all()
	s.narrow(first, ofFirst, v[:])
	usual := slices.Clone(first)
	s.narrow(usual, ofSome, v[:])
	lo, hi := met.span(i)
	for j := lo; j < hi; j++ {
		if j == i {
			continue
		}
		if e.strange(i, j) {
			met.cells[cell(i, j)] = strangers
			continue
		}
		e.jointVector(i, j, v[:])
		mine := usual
		if !none(ofSome, v[:]) {
			mine = left
			copy(mine, first)
			s.narrow(mine, ofSome, v[:])
		}
		met.cells[cell(i, j)] = float32(clip(s.score(mine, second[j], v[:])-float64(s.bias), strangers, friends))
	}
}

// strange reports a pair that the first look at its words makes hopeless.
func (e *evidence) strange(i, j int) bool {
	if d := j - i; max(d, -d) <= closeBy || e.pieces[i].end == hyphen {
		return false
	}
	t := &e.touch[cell(i, j)]
	return float64(t.meet)+.25*clip(float64(t.pair), -2, 6) < hopeless
}

func clip(x, lo, hi float64) float64 { return min(max(x, lo), hi) }
