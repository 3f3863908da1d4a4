package reference

import (
	"math"
	"math/rand/v2"
	"slices"
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
	Blind  float64 // share of words whose letters are not looked at, so that the model does not lean on them alone
	Seed   uint64  // of the order of the examples
}

// Usual is what the embedded model is trained with.
var Usual = Training{Passes: 4, Rate: 0.1, Sparse: 0.1, Smooth: 0.1, Blind: 0.3, Seed: 1}

// Train learns a linear-chain conditional random field (Lafferty, McCallum and
// Pereira 2001): stochastic steps of its own length for each weight, with both
// penalties, as in FTRL-Proximal (McMahan and others 2013). The weights are the
// mean of those at the ends of the second half of the passes. Features seen once
// are left out. The same examples in the same order give the same model.
func Train(examples []Example, how Training) *Model {
	t := newTrainer(examples, how)
	order := rand.New(rand.NewPCG(how.Seed, how.Seed))
	for pass := range how.Passes {
		for _, i := range order.Perm(len(examples)) {
			t.learn(i, order)
		}
		if pass >= how.Passes/2 {
			t.gather()
		}
	}
	return t.model(how.Passes - how.Passes/2)
}

// trainer keeps the weights in one row of labels a feature. What scoring reads
// stands apart from what only steps need: memory is most of the cost.
type trainer struct {
	how    Training
	names  []feature
	feats  [][][]int32 // rows of the features of each word of each example
	solid  [][]int     // how many of them are not of letters
	golds  [][]Label
	rows   [][labels]float32 // values
	past   [][labels]cell
	every  [labels + 1][labels]param         // of moves, whatever the phase
	phased [phases][labels + 1][labels]param // and by phase, added to that
	lattice
}

// cell is what a weight is made from: two sums of its slopes, and the sum of its
// values at the ends of passes.
type cell struct{ z, n, sum float32 }

// param is a weight with its cell.
type param struct {
	value float32
	cell
}

func newTrainer(examples []Example, how Training) *trainer {
	t := &trainer{how: how}
	seen := map[feature]int32{}
	all := make([][][]feature, len(examples))
	for i, e := range examples {
		var solid []int
		all[i], solid = features(e.Words)
		for _, fs := range all[i] {
			for _, f := range fs {
				seen[f]++
			}
		}
		t.solid, t.golds = append(t.solid, solid), append(t.golds, e.Labels)
	}
	row := make(map[feature]int32, len(seen))
	for f, n := range seen {
		if n >= 2 {
			row[f] = -1
		}
	}
	for i := range all {
		t.feats = append(t.feats, t.numbered(all[i], t.solid[i], row))
		all[i] = nil
	}
	t.rows, t.past = make([][labels]float32, len(t.names)), make([][labels]cell, len(t.names))
	return t
}

// numbered gives the features of an example their rows, in the order in which
// they are met, and leaves out those that have none. Solid is counted anew.
func (t *trainer) numbered(all [][]feature, solid []int, row map[feature]int32) [][]int32 {
	words := make([][]int32, len(all))
	for k, fs := range all {
		words[k] = make([]int32, 0, len(fs))
		n := 0
		for at, f := range fs {
			if at == solid[k] {
				n = len(words[k])
			}
			r, ok := row[f]
			if !ok {
				continue
			}
			if r < 0 {
				r = int32(len(t.names))
				row[f] = r
				t.names = append(t.names, f)
			}
			words[k] = append(words[k], r)
		}
		solid[k] = n
	}
	return words
}

// learn moves the weights towards the gold of one example.
func (t *trainer) learn(i int, r *rand.Rand) {
	gold, feats := t.golds[i], slices.Clone(t.feats[i])
	for k := range feats {
		if r.Float64() < t.how.Blind {
			feats[k] = feats[k][:t.solid[i][k]]
		}
	}
	t.reset(len(gold))
	for k := range gold {
		for _, r := range feats[k] {
			here, row := &t.here[k], &t.rows[r]
			for l, v := range row {
				here[l] += v
			}
		}
	}
	t.move = t.moves()
	t.spread()
	for k, g := range gold {
		slope := t.word[k]
		slope[g]--
		for l, s := range slope {
			if s > -negligible && s < negligible {
				continue
			}
			for _, r := range feats[k] {
				t.step(&t.rows[r][l], &t.past[r][l], s)
			}
		}
	}
	last, at := labels, phase(0)
	for _, g := range gold {
		t.pair[at][last][g]--
		at, last = at.then(last, g), g
	}
	t.stepMoves()
}

// stepMoves moves the weights of the moves between labels.
func (t *trainer) stepMoves() {
	for from := range t.every {
		for to := range t.every[from] {
			all := float32(0)
			for p := range t.pair {
				s := t.pair[p][from][to]
				all += s
				if s < -negligible || s > negligible {
					c := &t.phased[p][from][to]
					t.step(&c.value, &c.cell, s)
				}
			}
			if all < -negligible || all > negligible {
				c := &t.every[from][to]
				t.step(&c.value, &c.cell, all)
			}
		}
	}
}

// moves are the weights of the moves as they are.
func (t *trainer) moves() (out moves) {
	for p := range t.phased {
		for from := range t.every {
			for to := range t.every[from] {
				out[p][from][to] = t.every[from][to].value + t.phased[p][from][to].value
			}
		}
	}
	return out
}

// negligible is a probability that no step is made for.
const negligible = 1e-3

func (t *trainer) step(value *float32, c *cell, slope float32) {
	rate, sparse := float32(t.how.Rate), float32(t.how.Sparse)
	before := sqrt(c.n)
	c.n += slope * slope
	root := sqrt(c.n)
	c.z += slope - (root-before)/rate**value
	switch {
	case c.z > sparse:
		*value = -(c.z - sparse) / ((1+root)/rate + float32(t.how.Smooth))
	case c.z < -sparse:
		*value = -(c.z + sparse) / ((1+root)/rate + float32(t.how.Smooth))
	default:
		*value = 0
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// gather adds the weights as they are to their sums.
func (t *trainer) gather() {
	for r := range t.rows {
		for l, v := range t.rows[r] {
			t.past[r][l].sum += v
		}
	}
	for p, table := range t.moves() {
		for from := range table {
			for to, v := range table[from] {
				t.phased[p][from][to].sum += v
			}
		}
	}
}

// model is the mean of what was gathered so many times. Weights are rounded, so
// that the same files give the same model where machines add otherwise, and
// those of less than a step are left out.
func (t *trainer) model(times int) *Model {
	m := &Model{words: map[feature][]weight{}}
	n := float32(max(1, times))
	for p := range t.phased {
		for from := range t.phased[p] {
			for to, c := range t.phased[p][from] {
				m.moves[p][from][to] = float32(math.Trunc(float64(c.sum/n*moveSteps))) / moveSteps
			}
		}
	}
	for r, f := range t.names {
		for l, c := range t.past[r] {
			if v := c.sum / n * steps; v > 1 || v < -1 {
				m.add(f, Label(l), float32(math.Round(float64(v)))/steps)
			}
		}
	}
	return m
}

// steps are those of a trained weight to one.
const steps = 64
