package unweave

import (
	"math"
	"slices"

	"recto/internal/cores"
	"recto/internal/language"
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
	e.beside = make([]beside, n*reach)
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
		switch score := e.wordsMeet(i, j); {
		case e.strange(i, j, score):
			met.cells[cell(i, j)] = strangers
		default:
			words := e.newBeside(&e.pieces[i], &e.pieces[j])
			e.beside[cell(i, j)] = words
			e.jointVector(i, j, score, words, v[:])
			mine := usual
			if !none(ofSome, v[:]) {
				mine = left
				copy(mine, first)
				s.narrow(mine, ofSome, v[:])
			}
			met.cells[cell(i, j)] = float32(clip(s.score(mine, second[j], v[:])-float64(s.bias), strangers, friends))
		}
	}
}

// wordsMeet is how well the last words of line i and the first of line j go together.
func (e *evidence) wordsMeet(i, j int) float32 {
	return e.meet.Score(&e.pieces[i].tailing, &e.pieces[j].heading)
}

// strange reports a pair that the first look at its words makes hopeless.
func (e *evidence) strange(i, j int, score float32) bool {
	a, b := &e.pieces[i], &e.pieces[j]
	d := j - i
	if max(d, -d) <= closeBy || a.end == hyphen {
		return false
	}
	met := float64(score)
	return met+.25*6 < hopeless || met-.25*2 < hopeless && met+.25*clip(e.pair(a, b), -2, 6) < hopeless
}

func clip(x, lo, hi float64) float64 { return min(max(x, lo), hi) }

// pair is how much likelier the first word of b is after the last word of a.
func (e *evidence) pair(a, b *piece) float64 {
	return e.model.Next(a.from[0], b.to[0]) - e.model.Ln(b.to[0])
}

// lost is pair with one small word lost in between.
func (e *evidence) lost(a, b *piece) float64 {
	best := math.Inf(-1)
	before := b.before[:len(a.after)]
	for k, after := range a.after {
		if ln := after + before[k]; ln > best {
			best = ln
		}
	}
	return best - e.model.Ln(b.to[0])
}

// skip is how much likelier a word is after another.
func (r *reader) skip(from, to language.ID) float64 {
	return clip(r.model.Next(from, to)-r.model.Ln(to), -5, 9)
}

// hyphens judges the word that a ends and b begins, if it is hyphenated: 2 if the
// document has it elsewhere, 1 if the lexicon has it, -1 if neither; 0 for no hyphen.
func (e *evidence) hyphens(a, b *piece) int {
	if a.end != hyphen {
		return 0
	}
	if b.start != lower {
		return -1
	}
	word := a.last[0] + b.first[0]
	if e.known[word] > 0 && len(b.first[0]) > 1 {
		return 2
	}
	if e.model.Grades(word) == language.Good {
		return 1
	}
	return -1
}
