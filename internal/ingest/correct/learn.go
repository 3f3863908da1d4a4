package correct

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"recto/internal/language"
)

// Example is a text as it was recognised and as it was printed.
type Example struct {
	Seen, Printed string
}

// Weights are the weights of the features, in their order.
type Weights = [featureCount]float64

// FeatureNames name the features in their order, as the source does.
func FeatureNames() []string { return featureNames[:] }

// Learned is what Learn finds.
type Learned struct {
	Weights Weights
	Network Network
}

// Learn finds the weights under which the examples' true readings are
// likeliest: stochastic gradient with steps after Duchi, Hazan and Singer
// (2011), starting from the weights in use; what has none yet starts small. The
// same examples in the same order give the same weights.
func Learn(m *language.Model, examples []Example, rounds int) Learned {
	l := newLearner()
	var documents [][]*lattice
	for _, x := range examples {
		lessons := l.prepare(m, x)
		l.lessons = append(l.lessons, lessons...)
		var document []*lattice
		for _, s := range lessons {
			document = append(document, s.lattice)
		}
		documents = append(documents, document)
	}
	random := rand.New(rand.NewPCG(1, 2))
	var mean mean
	for round := range rounds {
		for _, d := range documents {
			l.gauge(d)
		}
		random.Shuffle(len(l.lessons), func(i, j int) { l.lessons[i], l.lessons[j] = l.lessons[j], l.lessons[i] })
		for _, s := range l.lessons {
			l.study(s)
			if round >= rounds-averaged {
				mean.add(&l.Learned)
			}
		}
	}
	return mean.Learned
}

type learner struct {
	Learned
	squares Learned // of the gradients so far
	lessons []*lesson
}

func newLearner() *learner {
	l := &learner{Learned: Learned{weights, network}}
	random := rand.New(rand.NewPCG(3, 4))
	small := func(to *[hidden]float32) {
		if *to != ([hidden]float32{}) {
			return
		}
		for h := range to {
			to[h] = float32(random.NormFloat64() * .3)
		}
	}
	for i := range l.Network.Reasons {
		small(&l.Network.Reasons[i])
	}
	for i := range l.Network.Sights {
		small(&l.Network.Sights[i])
	}
	return l
}

// gauge estimates anew how damaged a document is.
func (l *learner) gauge(document []*lattice) {
	if len(document) == 0 {
		return
	}
	for _, s := range document {
		l.score(s)
	}
	document[0].e.fit(document)
}

// score weighs the options with the weights as they now are.
func (l *learner) score(s *lattice) {
	for p := range s.places {
		for n := range s.places[p].options {
			o := &s.places[p].options[n]
			o.score = 0
			for _, f := range o.features {
				o.score += l.Weights[f.index] * f.value
			}
		}
	}
	s.weigh()
}

// lesson is a stretch whose true readings are known.
type lesson struct {
	*lattice
	right  map[*option]bool
	beyond []bool // places whose true reading is not among the options
}

// prepare finds the true options of an example.
func (l *learner) prepare(m *language.Model, x Example) []*lesson {
	t := splitText(x.Seen)
	if len(t.pieces) == 0 {
		return nil
	}
	e := newEngine(m, t.pieces, nil)
	e.weights, e.network = &l.Weights, &l.Network
	e.gauge()
	g := compare(e.units, x.Printed)
	var lessons []*lesson
	for from := 0; from < len(e.units); {
		end := e.stretchEnd(from)
		s := newLesson(e.read(from, end), g)
		s.weigh()
		if s.pass(nil) {
			s.surround()
		}
		lessons = append(lessons, s)
		from = end
	}
	return lessons
}

// truth is the printed text with the place in it of each unit's start and end.
type truth struct {
	printed    []rune
	start, end []int
}

func compare(units []unit, printed string) truth {
	var seen []rune
	starts, ends := make([]int, len(units)), make([]int, len(units))
	for i := range units {
		if i > 0 && !units[i].glued {
			seen = append(seen, ' ')
		}
		starts[i] = len(seen)
		seen = append(seen, []rune(units[i].raw())...)
		ends[i] = len(seen)
	}
	g := truth{printed: []rune(even(strings.Join(strings.Fields(printed), " ")))}
	at := language.Align([]rune(even(string(seen))), g.printed)
	for i := range units {
		g.start, g.end = append(g.start, at[starts[i]]), append(g.end, at[ends[i]])
	}
	return g
}

// even makes signs equal that differ in style alone.
func even(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '’', '‘', 'ʼ':
			return '\''
		case '“', '”':
			return '"'
		case '–', '—', '‐', '‑':
			return '-'
		}
		return r
	}, s)
}

// holds reports whether an option reads what was printed.
func (g truth) holds(units []unit, from int, o *option) bool {
	a, b := g.start[from], g.end[o.to-1]
	for a < b && g.printed[a] == ' ' {
		a++
	}
	for b > a && g.printed[b-1] == ' ' {
		b--
	}
	switch o.rule {
	case ruleSpeck:
		return a == b
	case ruleLost:
		return false
	}
	blank := a == 0 || g.printed[a-1] == ' '
	if !units[from].glued && blank == o.tight {
		return false
	}
	if o.to < len(units) && !units[o.to].glued && !(b == len(g.printed) || g.printed[b] == ' ') && strings.TrimFunc(units[o.to].raw(), alnum) == "" {
		return false
	}
	return string(g.printed[a:b]) == even(o.text)
}

// newLesson marks the true options, and leaves a unit as it is where there is none.
func newLesson(l *lattice, g truth) *lesson {
	s := &lesson{lattice: l, right: map[*option]bool{}, beyond: make([]bool, len(l.places))}
	const never = 1 << 30
	cost := make([]int, len(l.places))
	good := make([][]bool, len(l.places))
	for p := len(l.places) - 2; p >= 0; p-- {
		cost[p] = never
		for n := range l.places[p].options {
			o := &l.places[p].options[n]
			held := g.holds(l.e.units, p+l.from, o)
			good[p] = append(good[p], held)
			if c := cost[o.to-l.from]; held && c < cost[p] {
				cost[p] = c
			} else if s.gives(p, n) && c+1 < cost[p] {
				cost[p] = c + 1
			}
		}
	}
	reached := make([]bool, len(l.places))
	reached[0] = true
	for p := range len(l.places) - 1 {
		if !reached[p] {
			continue
		}
		for n := range l.places[p].options {
			o := &l.places[p].options[n]
			to := o.to - l.from
			switch {
			case good[p][n] && cost[to] == cost[p]:
			case s.gives(p, n) && !good[p][n] && cost[to]+1 == cost[p]:
				s.beyond[p] = true
			default:
				continue
			}
			s.right[o], reached[to] = true, true
		}
	}
	return s
}

// gives reports the option that is right where no other is: the word is lost, or
// where that is no option, it stays as it is.
func (s *lesson) gives(p, n int) bool {
	options := s.places[p].options
	if o := &options[n]; !o.identity {
		return o.rule == ruleLost
	}
	return !slices.ContainsFunc(options, func(o option) bool { return o.rule == ruleLost })
}

// How much is learned from units whose true reading is out of reach: where they
// may be called lost, and where they can only stay as they are.
const (
	lostWeight   = .5
	beyondWeight = .15
)

// study moves the weights towards the true readings.
func (l *learner) study(s *lesson) {
	l.score(s.lattice)
	var g Learned
	if !s.pass(nil) {
		return
	}
	s.gather(&g.Weights, -1, nil)
	admit := func(o *option) bool { return s.right[o] }
	if !s.pass(admit) {
		return
	}
	s.gather(&g.Weights, 1, admit)
	s.trace(&g)
	for i, d := range g.Weights {
		d -= 1e-5 * l.Weights[i]
		if d == 0 || i == fDigit || i == fBracket || i == fDash || i == fFromOld { // too rare in the examples to be learned
			continue
		}
		l.squares.Weights[i] += d * d
		l.Weights[i] += linearStep * d / math.Sqrt(l.squares.Weights[i]+1)
	}
	for i := range g.Network.Reasons {
		move(&l.Network.Reasons[i], &l.squares.Network.Reasons[i], &g.Network.Reasons[i])
	}
	for i := range g.Network.Sights {
		move(&l.Network.Sights[i], &l.squares.Network.Sights[i], &g.Network.Sights[i])
	}
	move(&l.Network.Out, &l.squares.Network.Out, &g.Network.Out)
}

// Steps of learning.
const (
	linearStep  = .15
	networkStep = .04
	networkRein = 1e-4 // how strongly weights of the network are drawn to nothing
)

func move(weights, squares, gradient *[hidden]float32) {
	for h, d := range gradient {
		if d == 0 {
			continue
		}
		d -= networkRein * weights[h]
		squares[h] += d * d
		weights[h] += networkStep * d / float32(math.Sqrt(float64(squares[h])+1))
	}
}

// gather adds the expected features of the last pass.
func (s *lesson) gather(sum *Weights, sign float64, admit func(*option) bool) {
	for p := range s.places {
		here := &s.places[p]
		weight := sign
		switch {
		case s.beyond[p] && slices.ContainsFunc(here.options, func(o option) bool { return o.rule == ruleLost }):
			weight *= lostWeight
		case s.beyond[p]:
			weight *= beyondWeight
		}
		for n := range here.options {
			o := &here.options[n]
			if admit == nil {
				o.slope = 0
			} else if !admit(o) {
				continue
			}
			o.slope += weight * o.posterior
			for k := range here.before {
				b := &here.before[k]
				score, pair, capital, lower, next := s.step(b.id, o)
				q := weight * math.Exp(b.alpha+score+s.places[o.to-s.from].find(next).beta-s.total)
				sum[fPair] += q * pair
				sum[fCapital] += q * capital
				sum[fStopLower] += q * lower
			}
		}
	}
}

// trace adds what follows for the weights from how the options' scores should move.
func (s *lesson) trace(g *Learned) {
	e := s.e
	for p := range len(s.places) - 1 {
		var inner [hidden]float32 // slopes of the units' sums, over the options
		seen := e.look(s.from + p)
		base := e.network.base(&seen)
		for n := range s.places[p].options {
			o := &s.places[p].options[n]
			if math.Abs(o.slope) < 1e-5 {
				continue
			}
			for _, f := range o.features {
				g.Weights[f.index] += o.slope * f.value
			}
			if o.harm != unharmed {
				g.Weights[harmFeature(o.harm)] += o.slope * o.harms * e.levels[o.harm]
			}
			out := e.network.units(&base, o.features)
			for h, x := range &out {
				g.Network.Out[h] += float32(o.slope) * x
				flat := 1 - max(x, -x)
				d := float32(o.slope) * e.network.Out[h] * flat * flat
				inner[h] += d
				for _, f := range o.features {
					g.Network.Reasons[f.index][h] += d * float32(f.value) * scales[f.index]
				}
			}
		}
		for i, x := range &seen {
			for h, d := range &inner {
				g.Network.Sights[i][h] += x * d
			}
		}
	}
}
