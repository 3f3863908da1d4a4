package reference

import (
	"math"
	"math/rand/v2"
)

// Example is a reference whose words have their labels.
type Example struct {
	Words  []string
	Labels []Label
}

// Training says how a model is learnt.
type Training struct {
	Passes int     // over the examples
	Rate   float64 // of the steps
	Sparse float64 // penalty on the size of a weight, which makes most of them zero
	Smooth float64 // penalty on its square
	Seed   uint64  // of the order of the examples
}

// Usual is what the embedded model is trained with.
var Usual = Training{Passes: 6, Rate: 0.1, Sparse: 0.1, Smooth: 0.1, Seed: 1}

// Train learns a linear-chain conditional random field (Lafferty, McCallum and
// Pereira 2001): stochastic steps of its own length for each weight, with both
// penalties, as in FTRL-Proximal (McMahan and others 2013). Features seen once
// are left out. The same examples in the same order give the same model.
func Train(examples []Example, how Training) *Model {
	t := newTrainer(examples, how)
	order := rand.New(rand.NewPCG(how.Seed, how.Seed))
	for range how.Passes {
		for _, i := range order.Perm(len(examples)) {
			t.learn(i)
		}
	}
	return t.model()
}

// trainer keeps the weights in one row of labels a feature.
type trainer struct {
	how   Training
	names []feature
	feats [][][]int32 // rows of the features of each word of each example
	golds [][]Label
	rows  [][labels]cell
	moves [labels + 1][labels]cell
	lattice
}

// cell is one weight: its value, and the two sums that it is made from.
type cell struct{ value, z, n float32 }

func newTrainer(examples []Example, how Training) *trainer {
	t := &trainer{how: how}
	seen := map[feature]int32{}
	named := make([][][]feature, len(examples))
	for i, e := range examples {
		named[i] = features(e.Words)
		for _, fs := range named[i] {
			for _, f := range fs {
				seen[f]++
			}
		}
	}
	row := map[feature]int32{}
	for i, e := range examples {
		t.golds = append(t.golds, e.Labels)
		words := make([][]int32, len(named[i]))
		for k, fs := range named[i] {
			for _, f := range fs {
				if seen[f] < 2 {
					continue
				}
				r, ok := row[f]
				if !ok {
					r = int32(len(t.names))
					row[f] = r
					t.names = append(t.names, f)
				}
				words[k] = append(words[k], r)
			}
		}
		t.feats = append(t.feats, words)
	}
	t.rows = make([][labels]cell, len(t.names))
	return t
}

// learn moves the weights towards the gold of one example.
func (t *trainer) learn(i int) {
	gold, feats := t.golds[i], t.feats[i]
	t.reset(len(gold))
	for k := range gold {
		for _, r := range feats[k] {
			row := &t.rows[r]
			for l := range row {
				t.here[k][l] += row[l].value
			}
		}
	}
	for p := range t.moves {
		for l := range t.moves[p] {
			t.move[p][l] = t.moves[p][l].value
		}
	}
	t.spread()
	for k, g := range gold {
		slope := t.word[k]
		slope[g]--
		for l, s := range slope {
			if s > -negligible && s < negligible {
				continue
			}
			for _, r := range feats[k] {
				t.step(&t.rows[r][l], s)
			}
		}
	}
	last := labels
	for _, g := range gold {
		t.pair[last][g]--
		last = g
	}
	for p := range t.pair {
		for l, s := range t.pair[p] {
			if s < -negligible || s > negligible {
				t.step(&t.moves[p][l], s)
			}
		}
	}
}

// negligible is a probability that no step is made for.
const negligible = 1e-4

func (t *trainer) step(c *cell, slope float32) {
	rate, sparse := float32(t.how.Rate), float32(t.how.Sparse)
	square := slope * slope
	sigma := (sqrt(c.n+square) - sqrt(c.n)) / rate
	c.z += slope - sigma*c.value
	c.n += square
	switch {
	case c.z > sparse:
		c.value = -(c.z - sparse) / ((1+sqrt(c.n))/rate + float32(t.how.Smooth))
	case c.z < -sparse:
		c.value = -(c.z + sparse) / ((1+sqrt(c.n))/rate + float32(t.how.Smooth))
	default:
		c.value = 0
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// model is what was learnt, without the weights that are as good as nothing.
func (t *trainer) model() *Model {
	m := &Model{words: map[feature][]weight{}}
	for p := range t.moves {
		for l := range t.moves[p] {
			m.moves[p][l] = t.moves[p][l].value
		}
	}
	for r, f := range t.names {
		for l, c := range t.rows[r] {
			if c.value > scale/2 || c.value < -scale/2 {
				m.words[f] = append(m.words[f], weight{Label(l), c.value})
			}
		}
	}
	return m
}
