package outline

import (
	"math"
	"math/rand/v2"
)

// Example is a text whose lines have their labels.
type Example struct {
	Rows   []Row
	Labels []Label
}

const (
	rate  = 0.15 // of AdaGrad
	ridge = 0.04 // of each weight taken off at each step that touches it
	blind = 0.4  // share of the cues that are not looked at, others each time
	rare  = 3    // cues seen less often are left out
)

// Train learns a model: the likelihood of the labels is raised by stochastic
// gradients with a step of its own for each weight (AdaGrad, Duchi and others
// 2011), so many passes over the examples in an order drawn from a seed. Cues are
// dropped at random (Hinton and others 2012), and the weights are the mean of
// those at the ends of the second half of the passes: volumes are few, and what
// is learned from them must hold for others.
func Train(examples []Example, passes int) *Model {
	t := newTrainer(examples)
	chance := rand.New(rand.NewPCG(1, 1))
	for pass := range passes {
		for _, i := range chance.Perm(len(examples)) {
			t.learn(seen(t.cues[i], chance), &t.moves[t.kinds[i]], examples[i].Labels)
		}
		if pass*2 >= passes {
			t.gather()
		}
	}
	return t.model()
}

// seen are the cues of lines without those that are not looked at this time.
func seen(rows [][]int, chance *rand.Rand) [][]int {
	out := make([][]int, len(rows))
	for i, cues := range rows {
		out[i] = make([]int, 0, len(cues))
		for _, c := range cues {
			if chance.Float64() >= blind {
				out[i] = append(out[i], c)
			}
		}
	}
	return out
}

type trainer struct {
	names   []string
	cues    [][][]int // of examples and rows, indexes into weights
	kinds   []kind    // of examples
	weights []cell
	moves   [kinds][labels + 1]cell
	times   int // that the weights were gathered
}

// cell is the weights of one cue, with the sums of their squared gradients and of
// themselves as they were gathered.
type cell struct{ value, squares, sum [labels]float64 }

func newTrainer(examples []Example) *trainer {
	t := &trainer{cues: make([][][]int, len(examples)), kinds: make([]kind, len(examples))}
	all := make([][][]string, len(examples))
	count := map[string]int{}
	for i, e := range examples {
		text := newText(e.Rows)
		t.kinds[i] = text.kind
		all[i] = make([][]string, len(e.Rows))
		for j := range e.Rows {
			text.cues(j, func(cue []byte) {
				all[i][j] = append(all[i][j], string(cue))
				count[string(cue)]++
			})
		}
	}
	index := map[string]int{}
	for i, rows := range all {
		t.cues[i] = make([][]int, len(rows))
		for j, row := range rows {
			for _, c := range row {
				if count[c] < rare {
					continue
				}
				k, ok := index[c]
				if !ok {
					k = len(t.names)
					index[c] = k
					t.names = append(t.names, c)
				}
				t.cues[i][j] = append(t.cues[i][j], k)
			}
		}
	}
	t.weights = make([]cell, len(t.names))
	return t
}

// learn moves the weights along the gradient of one example's likelihood.
func (t *trainer) learn(rows [][]int, cells *[labels + 1]cell, gold []Label) {
	scores := make([][labels]float64, len(rows))
	for i, row := range rows {
		for _, c := range row {
			for l, v := range t.weights[c].value {
				scores[i][l] += v
			}
		}
	}
	var moves moves
	for from := range cells {
		moves[from] = cells[from].value
	}
	single, pair := expect(scores, &moves)
	for i, row := range rows {
		g := single[i]
		for l := range g {
			g[l] = -g[l]
		}
		g[gold[i]]++
		for _, c := range row {
			t.weights[c].step(g)
		}
	}
	for from := range cells {
		g := pair[from]
		for to := range g {
			g[to] = -g[to]
		}
		pair[from] = g
	}
	from := labels
	for _, l := range gold {
		pair[from][l]++
		from = int(l)
	}
	for from := range cells {
		cells[from].step(pair[from])
	}
}

func (c *cell) step(gradient [labels]float64) {
	for l, g := range gradient {
		g -= ridge * c.value[l]
		c.squares[l] += g * g
		if c.squares[l] > 0 {
			c.value[l] += rate * g / math.Sqrt(1e-2+c.squares[l])
		}
	}
}

// expect gives the probability of each label for each line, and how often each
// move is expected, by the forward-backward algorithm in scaled form.
func expect(scores [][labels]float64, moves *moves) (single [][labels]float64, pair [labels + 1][labels]float64) {
	n := len(scores)
	var move [labels + 1][labels]float64
	for i := range move {
		for j := range move[i] {
			move[i][j] = math.Exp(moves[i][j])
		}
	}
	here := make([][labels]float64, n)
	forward, backward := make([][labels]float64, n), make([][labels]float64, n)
	scale := make([]float64, n)
	for i := range scores {
		top := scores[i][0]
		for _, v := range scores[i] {
			top = max(top, v)
		}
		for l, v := range scores[i] {
			here[i][l] = math.Exp(v - top)
			into := move[labels][l]
			if i > 0 {
				into = 0
				for from := range labels {
					into += forward[i-1][from] * move[from][l]
				}
			}
			forward[i][l] = into * here[i][l]
			scale[i] += forward[i][l]
		}
		for l := range labels {
			forward[i][l] /= scale[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		for l := range labels {
			if i == n-1 {
				backward[i][l] = 1
				continue
			}
			for to := range labels {
				backward[i][l] += move[l][to] * here[i+1][to] * backward[i+1][to]
			}
			backward[i][l] /= scale[i+1]
		}
	}
	single = make([][labels]float64, n)
	for i := range n {
		for l := range labels {
			single[i][l] = forward[i][l] * backward[i][l]
			if i == 0 {
				pair[labels][l] += single[i][l]
				continue
			}
			for from := range labels {
				pair[from][l] += forward[i-1][from] * move[from][l] * here[i][l] * backward[i][l] / scale[i]
			}
		}
	}
	return single, pair
}

// gather adds the weights as they are to their sums.
func (t *trainer) gather() {
	t.times++
	for k := range t.weights {
		t.weights[k].gather()
	}
	for k := range t.moves {
		for from := range t.moves[k] {
			t.moves[k][from].gather()
		}
	}
}

func (c *cell) gather() {
	for l, v := range c.value {
		c.sum[l] += v
	}
}

// mean is of the weights that were gathered so many times.
func (c *cell) mean(times int) (out [labels]float64) {
	for l, v := range c.sum {
		out[l] = v / float64(max(1, times))
	}
	return out
}

func (t *trainer) model() *Model {
	m := &Model{cues: make(map[string][labels]float64, len(t.names))}
	for k := range t.moves {
		for from := range t.moves[k] {
			m.moves[k][from] = t.moves[k][from].mean(t.times)
		}
	}
	for k, name := range t.names {
		mean := t.weights[k].mean(t.times)
		for l := range mean {
			mean[l] *= 1 - blind // as much as was seen of them
		}
		for _, v := range mean {
			if hundredths(v) != 0 {
				m.cues[name] = mean
				break
			}
		}
	}
	return m
}
