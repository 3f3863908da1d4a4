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
	rate  = 0.15  // of AdaGrad
	ridge = 0.004 // of each weight taken off at each step that touches it
	rare  = 3     // cues seen less often are left out
)

// Train learns a model: the likelihood of the labels is raised by stochastic
// gradients with a step of its own for each weight (AdaGrad, Duchi and others
// 2011), so many passes over the examples in an order drawn from a seed.
func Train(examples []Example, passes int) *Model {
	t := newTrainer(examples)
	order := rand.New(rand.NewPCG(1, 1))
	for range passes {
		for _, i := range order.Perm(len(examples)) {
			t.learn(t.cues[i], examples[i].Labels)
		}
	}
	return t.model()
}

type trainer struct {
	names   []string
	cues    [][][]int // of examples and rows, indexes into weights
	weights []cell
	moves   [labels + 1]cell
}

// cell is the weights of one cue, with the sums of their squared gradients.
type cell struct{ value, squares [labels]float64 }

func newTrainer(examples []Example) *trainer {
	t := &trainer{cues: make([][][]int, len(examples))}
	all := make([][][]string, len(examples))
	count := map[string]int{}
	for i, e := range examples {
		text := newText(e.Rows)
		all[i] = make([][]string, len(e.Rows))
		for j := range e.Rows {
			all[i][j] = text.cues(j)
			for _, c := range all[i][j] {
				count[c]++
			}
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
func (t *trainer) learn(rows [][]int, gold []Label) {
	scores := make([][labels]float64, len(rows))
	for i, row := range rows {
		for _, c := range row {
			for l, v := range t.weights[c].value {
				scores[i][l] += v
			}
		}
	}
	single, pair := t.expect(scores)
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
	for from := range t.moves {
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
	for from := range t.moves {
		t.moves[from].step(pair[from])
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
func (t *trainer) expect(scores [][labels]float64) (single [][labels]float64, pair [labels + 1][labels]float64) {
	n := len(scores)
	var move [labels + 1][labels]float64
	for i := range move {
		for j := range move[i] {
			move[i][j] = math.Exp(t.moves[i].value[j])
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

func (t *trainer) model() *Model {
	m := &Model{cues: make(map[string][labels]float64, len(t.names))}
	for from := range t.moves {
		m.moves[from] = t.moves[from].value
	}
	for k, name := range t.names {
		for _, v := range t.weights[k].value {
			if hundredths(v) != 0 {
				m.cues[name] = t.weights[k].value
				break
			}
		}
	}
	return m
}
