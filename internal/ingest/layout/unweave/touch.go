package unweave

import (
	"math"

	"recto/internal/cores"
	"recto/internal/language"
)

// touch is what the words on both sides of a joint say, as the features of the
// same names. It takes long to find and is asked for again and again.
type touch struct {
	pair, meet, lost       float32
	skipHead, skipTail     float32
	seen, seenWide, hyphen int8
}

// touching finds what the words of all pairs say.
func (e *evidence) touching() []touch {
	n := len(e.pieces)
	var to [2][]language.ID
	for k := range to {
		to[k] = make([]language.ID, n)
		for i := range e.pieces {
			to[k][i] = e.pieces[i].to[k]
		}
	}
	all, g := make([]touch, n*reach), grid{n: n}
	cores.Share(n, func() func(int) {
		return func(i int) {
			lo, hi := g.span(i)
			e.touchingOf(i, lo, to[0][lo:hi], to[1][lo:hi], all[cell(i, lo):])
		}
	})
	return all
}

// touchingOf finds what the words of line i say with those of the lines from lo
// on, of which the first and the second words are given.
func (e *evidence) touchingOf(i, lo int, first, second []language.ID, out []touch) {
	var pair, head, tail [language.AtOnce]float64
	a, m := &e.pieces[i], e.model
	m.NextOf(a.from[0], first, pair[:])
	m.NextOf(a.from[0], second, head[:])
	m.NextOf(a.from[1], first, tail[:])
	for k, id := range first {
		b, t := &e.pieces[lo+k], &out[k]
		ln := m.Ln(id)
		t.pair = float32(clip(pair[k]-ln, -5, 9))
		t.skipHead = float32(clip(head[k]-m.Ln(second[k]), -5, 9))
		t.skipTail = float32(clip(tail[k]-ln, -5, 9))
		t.meet = e.meet.Score(&a.tailing, &b.heading)
		t.lost = float32(clip(lost(a, b)-ln, -8, 9))
		t.hyphen = int8(e.hyphens(a, b))
		if seen := e.seen[neighbours{a.lastNo[0], b.firstNo[0]}]; seen > 0 {
			t.seen, t.seenWide = int8(min(seen, 4)), int8(e.seenWide(a, b))
		}
	}
}

// lost is ln P of the likeliest small word and the first word of b after the last of a.
func lost(a, b *piece) float64 {
	best := math.Inf(-1)
	before := b.before[:len(a.after)]
	for k, after := range a.after {
		if ln := after + before[k]; ln > best {
			best = ln
		}
	}
	return best
}

// seenWide tells of two lines whose words at the joint are neighbours elsewhere
// how often their words beside it are too.
func (e *evidence) seenWide(a, b *piece) int {
	return min(4, min(e.seen[neighbours{a.lastNo[1], a.lastNo[0]}], 3)+min(e.seen[neighbours{b.firstNo[0], b.firstNo[1]}], 3)-2)
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
