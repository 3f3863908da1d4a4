package correct

import (
	"math"

	"recto/internal/language"
)

// lattice is all readings of a stretch of units: at each place the options
// that begin there, and the words that may stand before it.
type lattice struct {
	e      *engine
	from   int
	places []place
	total  float64 // ln of the sum over all readings
	judged bool    // by the words around, see surround
}

type place struct {
	options []option
	before  []before
	steps   []passage // of each word before with each option, those admitted
}

// passage is what an option scores after a word, and which word it leaves before
// what follows, by its rank there.
type passage struct {
	score  float64
	option int32
	next   int32
}

// before is a word that may stand before a place, with the sums over the
// readings up to there and from there on.
type before struct {
	id          language.ID
	alpha, beta float64
	best        float64
	back        [3]int // place, word before and option of the best way here
}

// read builds the lattice of the units from up to end.
func (e *engine) read(from, end int) *lattice {
	l := &lattice{e: e, from: from, places: make([]place, end-from+1)}
	for i := from; i < end; i++ {
		l.places[i-from].options = e.propose(i, end)
	}
	return l
}

// pass sums over all readings whose options are admitted, and tells whether
// there is any.
func (l *lattice) pass(admit func(*option) bool) bool {
	for p := range l.places {
		l.places[p].before, l.places[p].steps = l.places[p].before[:0], l.places[p].steps[:0]
	}
	l.places[0].before = append(l.places[0].before, before{id: l.opening()})
	last := len(l.places) - 1
	for p := range last {
		l.forward(p, admit)
	}
	end := l.places[last].before
	if len(end) == 0 {
		return false
	}
	l.total = math.Inf(-1)
	for k := range end {
		end[k].beta = 0
		l.total = logAdd(l.total, end[k].alpha)
	}
	for p := last - 1; p >= 0; p-- {
		l.backward(p)
	}
	return true
}

// opening is the word before the first place.
func (l *lattice) opening() language.ID {
	switch {
	case l.from == 0 || l.e.units[l.from-1].ending:
		return l.e.m.Start()
	case l.e.units[l.from-1].cut:
		return l.e.m.Unknown()
	}
	return l.e.units[l.from-1].id
}

// step is the score of an option after a word, its parts, and the word that
// stands before what follows.
func (l *lattice) step(prev language.ID, o *option) (score, pair, capital, lower float64, next language.ID) {
	pair, next = o.inner, o.last
	if o.sign {
		next = prev
	} else {
		pair += l.e.after(prev, o.first, o.stands && prev == o.before)
		switch started := prev == l.e.m.Start(); {
		case o.capital && !started:
			capital = 1
		case o.lower && started:
			lower = 1
		}
	}
	if o.ends {
		next = l.e.m.Start()
	}
	w := l.e.weights
	return o.score + o.prior + pair*w[fPair] + capital*w[fCapital] + lower*w[fStopLower], pair, capital, lower, next
}

func (l *lattice) forward(p int, admit func(*option) bool) {
	here := &l.places[p]
	for k := range here.before {
		b := here.before[k]
		for n := range here.options {
			o := &here.options[n]
			if admit != nil && !admit(o) {
				continue
			}
			score, _, _, _, next := l.step(b.id, o)
			there := &l.places[o.to-l.from]
			rank := there.rank(next)
			here.steps = append(here.steps, passage{score, int32(n), int32(rank)})
			t := &there.before[rank]
			t.alpha = logAdd(t.alpha, b.alpha+score)
			if b.best+score > t.best {
				t.best, t.back = b.best+score, [3]int{p, k, n}
			}
		}
	}
}

func (p *place) find(id language.ID) *before { return &p.before[p.rank(id)] }

// rank is which of the words before a place one is; it is added if it is none.
func (p *place) rank(id language.ID) int {
	for k := range p.before {
		if p.before[k].id == id {
			return k
		}
	}
	p.before = append(p.before, before{id: id, alpha: math.Inf(-1), best: math.Inf(-1)})
	return len(p.before) - 1
}

// backward goes back over the steps that forward took.
func (l *lattice) backward(p int) {
	here := &l.places[p]
	for n := range here.options {
		here.options[n].posterior = 0
	}
	each := len(here.steps) / max(1, len(here.before))
	for k := range here.before {
		b := &here.before[k]
		b.beta = math.Inf(-1)
		for _, s := range here.steps[k*each : (k+1)*each] {
			o := &here.options[s.option]
			rest := s.score + l.places[o.to-l.from].before[s.next].beta
			b.beta = logAdd(b.beta, rest)
			o.posterior += math.Exp(b.alpha + rest - l.total)
		}
	}
}

// best is the likeliest reading, as places and options.
func (l *lattice) best() (places []int, options []*option) {
	p, k := len(l.places)-1, 0
	for i, b := range l.places[p].before {
		if b.best > l.places[p].before[k].best {
			k = i
		}
	}
	for p > 0 {
		back := l.places[p].before[k].back
		p, k = back[0], back[1]
		places, options = append(places, p), append(options, &l.places[p].options[back[2]])
	}
	return places, options
}

func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if d := b - a; d > -30 {
		return a + math.Log1p(math.Exp(d))
	}
	return a
}
