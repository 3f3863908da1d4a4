package correct

import (
	"math"
	"math/rand/v2"
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

// Learn finds the weights under which the examples' true readings are
// likeliest: stochastic gradient with steps after Duchi, Hazan and Singer
// (2011), starting from the weights in use. The same examples in the same order
// give the same weights.
func Learn(m *language.Model, examples []Example, rounds int) Weights {
	l := &learner{weights: weights}
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
	for range rounds {
		for _, d := range documents {
			l.gauge(d)
		}
		random.Shuffle(len(l.lessons), func(i, j int) { l.lessons[i], l.lessons[j] = l.lessons[j], l.lessons[i] })
		for _, s := range l.lessons {
			l.study(s)
		}
	}
	return l.weights
}

type learner struct {
	weights Weights
	squares Weights // of the gradients so far
	lessons []*lesson
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
				o.score += l.weights[f.index] * f.value
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
	e.weights = &l.weights
	g := compare(e.units, x.Printed)
	var lessons []*lesson
	for from := 0; from < len(e.units); {
		end := e.stretchEnd(from)
		lessons = append(lessons, newLesson(e.read(from, end), g))
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
	if o.rule == ruleSpeck {
		return a == b
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
			} else if o.identity && c+1 < cost[p] {
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
			case o.identity && !good[p][n] && cost[to]+1 == cost[p]:
				s.beyond[p] = true
			default:
				continue
			}
			s.right[o], reached[to] = true, true
		}
	}
	return s
}

// beyondWeight is how much is learned from units whose true reading is out of reach.
const beyondWeight = .15

// study moves the weights towards the true readings.
func (l *learner) study(s *lesson) {
	l.score(s.lattice)
	var gradient Weights
	if !s.pass(nil) {
		return
	}
	s.gather(&gradient, -1, nil)
	admit := func(o *option) bool { return s.right[o] }
	if !s.pass(admit) {
		return
	}
	s.gather(&gradient, 1, admit)
	for i, d := range gradient {
		d -= 1e-5 * l.weights[i]
		if d == 0 || i == fDigit || i == fBracket || i == fDash || i == fFromOld { // too rare in the examples to be learned
			continue
		}
		l.squares[i] += d * d
		l.weights[i] += .15 * d / math.Sqrt(l.squares[i]+1)
	}
}

// gather adds the expected features of the last pass.
func (s *lesson) gather(sum *Weights, sign float64, admit func(*option) bool) {
	for p := range s.places {
		here := &s.places[p]
		weight := sign
		if s.beyond[p] {
			weight *= beyondWeight
		}
		for n := range here.options {
			o := &here.options[n]
			if admit != nil && !admit(o) {
				continue
			}
			for _, f := range o.features {
				sum[f.index] += weight * o.posterior * f.value
			}
			if o.harm != unharmed {
				sum[harmFeature(o.harm)] += weight * o.posterior * o.harms * s.e.levels[o.harm]
			}
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
