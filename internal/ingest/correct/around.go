package correct

import (
	"slices"

	"recto/internal/ingest/correct/expect"
)

// around.go asks how well the words of an option go with the words around it. The
// lattice knows words by the one before; a network that sees four on either side
// is asked where that leaves a doubt.

// serious is the posterior from which on a reading leaves a doubt.
const serious = .01

// hopeless is the posterior below which words around save no reading.
const hopeless = 1e-3

// surround adds to the changes of the places in doubt how much better they go with
// the words around, those of the best reading, than what stands there. The lattice
// has been passed, and is to be passed again where it tells that there was any doubt;
// what was judged once is not judged again.
func (l *lattice) surround() bool {
	if l.judged {
		return false
	}
	l.judged = true
	doubts := l.doubts()
	if len(doubts) == 0 {
		return false
	}
	s := newSurroundings(l)
	for _, p := range doubts {
		s.judge(p)
		l.weighPlace(p)
	}
	return true
}

// doubts are the places where a change may be right and may be wrong.
func (l *lattice) doubts() (places []int) {
	for p := range len(l.places) - 1 {
		options := l.places[p].options
		for k := range options {
			if o := &options[k]; !o.identity && o.posterior > serious && o.posterior < 1-serious {
				places = append(places, p)
				break
			}
		}
	}
	return places
}

// surroundings are the words of the best reading of a lattice, and of the units
// next to it.
type surroundings struct {
	l      *lattice
	words  []expect.Word
	at     []int // by place, which of the words comes next; -1 inside an option
	seen   []expectation
	stood  []expectation // of what stands there
	views  []view
	buffer []expect.Word
}

// view is what is expected between some words.
type view struct {
	around expect.Around
	vector expect.Vector
}

// expectation is what is expected of an option of a place.
type expectation struct {
	to           int
	words        []expect.Word
	known, other float64
}

func newSurroundings(l *lattice) *surroundings {
	s := &surroundings{l: l, at: make([]int, len(l.places))}
	e := l.e
	for i := max(0, l.from-expect.Reach); i < l.from; i++ {
		if s.words = e.expect.Read(s.words, e.units[i].raw()); e.units[i].cut {
			s.words = s.words[:0]
		}
	}
	for p := range s.at {
		s.at[p] = -1
	}
	places, options := l.best()
	for k := len(places) - 1; k >= 0; k-- {
		s.at[places[k]] = len(s.words)
		s.words = e.expect.Read(s.words, options[k].text)
	}
	end := l.from + len(l.places) - 1
	s.at[end-l.from] = len(s.words)
	for i := end; i < min(end+expect.Reach, len(e.units)) && !e.units[i-1].cut; i++ {
		s.words = e.expect.Read(s.words, e.units[i].raw())
	}
	return s
}

// judge adds to the changes of a place how much better they go with the words
// around than what stands there; nothing to those that leave the words as they are.
// It weighs less the older the text's spelling is, which the network hardly knows.
func (s *surroundings) judge(p int) {
	s.seen, s.stood, s.views = s.seen[:0], s.stood[:0], s.views[:0]
	e := s.l.e
	now := 1 - e.doc.old
	options := s.l.places[p].options
	for k := range options {
		o := &options[k]
		if o.identity || o.posterior < hopeless {
			continue
		}
		to := expectation{}
		if o.rule != ruleLost {
			to = s.expectation(p, o.to, o.text)
		}
		from := s.standing(p, o.to)
		if sameWords(from.words, to.words) {
			continue
		}
		known, other := now*(to.known-from.known), now*(to.other-from.other)
		o.features = slices.Clip(o.features) // options may share them
		o.add(fContext, known)
		o.add(fContextOther, other)
		o.score += e.weights[fContext]*known + e.weights[fContextOther]*other
	}
}

// standing is how much likelier what stands from a place on becomes by the words around.
func (s *surroundings) standing(p, to int) expectation {
	for _, x := range s.stood {
		if x.to == to {
			return x
		}
	}
	x := s.expectation(p, to, s.l.e.standing(s.l.from+p, to))
	s.stood = append(s.stood, x)
	return x
}

// sameWords compares words, wherever sentences end between them.
func sameWords(a, b []expect.Word) bool {
	if slices.Equal(a, b) {
		return true
	}
	if !slices.Contains(a, expect.Edge) && !slices.Contains(b, expect.Edge) {
		return false
	}
	edge := func(w expect.Word) bool { return w == expect.Edge }
	return slices.Equal(slices.DeleteFunc(slices.Clone(a), edge), slices.DeleteFunc(slices.Clone(b), edge))
}

// expectation is how much likelier the words of a text become by those around,
// apart for those that the network does not know by themselves, where it stands
// for the units from a place up to, not including, to.
func (s *surroundings) expectation(p, to int, text string) expectation {
	x := expectation{to: to, words: s.l.e.expect.Read(nil, text)}
	for _, y := range s.seen {
		if y.to == x.to && slices.Equal(y.words, x.words) {
			return y
		}
	}
	var around expect.Around
	line := s.line(p, to-s.l.from, x.words)
	for k, w := range x.words {
		if w == expect.Edge {
			continue
		}
		copy(around[:expect.Reach], line[k:])
		copy(around[expect.Reach:], line[k+1+expect.Reach:])
		if score := float64(s.l.e.expect.Score(s.view(&around), w)); expect.Known(w) {
			x.known += score
		} else {
			x.other += score
		}
	}
	s.seen = append(s.seen, x)
	return x
}

// view is what is expected between the words around, which most options of a place share.
func (s *surroundings) view(around *expect.Around) *expect.Vector {
	for k := range s.views {
		if v := &s.views[k]; v.around == *around {
			return &v.vector
		}
	}
	s.views = append(s.views, view{*around, s.l.e.expect.Expect(around)})
	return &s.views[len(s.views)-1].vector
}

// line is the words of an option with as many before and after as the network sees,
// until it is asked for again.
func (s *surroundings) line(p, to int, words []expect.Word) []expect.Word {
	s.buffer = append(s.buffer[:0], make([]expect.Word, expect.Reach)...)
	s.before(p, s.buffer)
	s.buffer = s.after(to, append(s.buffer, words...))
	return s.buffer
}

// before fills in the words before a place.
func (s *surroundings) before(p int, to []expect.Word) {
	for i := len(to); i > 0; {
		var words []expect.Word
		whole := s.at[p] >= 0
		if whole {
			words = s.words[:s.at[p]]
		} else {
			p--
			words = s.l.e.expect.Read(nil, s.l.e.units[s.l.from+p].raw())
		}
		for k := len(words) - 1; k >= 0 && i > 0; k-- {
			i--
			to[i] = words[k]
		}
		if whole {
			break
		}
	}
}

// after appends the words from a place on.
func (s *surroundings) after(p int, to []expect.Word) []expect.Word {
	full := len(to) + expect.Reach
	for s.at[p] < 0 {
		to = s.l.e.expect.Read(to, s.l.e.units[s.l.from+p].raw())
		p++
	}
	to = append(to, s.words[s.at[p]:min(len(s.words), s.at[p]+expect.Reach)]...)
	for len(to) < full {
		to = append(to, expect.Edge)
	}
	return to[:full]
}
