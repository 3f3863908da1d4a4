package reference

import "math/rand/v2"

// Example is a reference whose words have their labels.
type Example struct {
	Words  []string
	Labels []Label
}

// Train learns a model: averaged structured perceptron, so many passes over the
// examples in an order drawn from the seed. Features seen once are left out.
func Train(examples []Example, passes int, seed uint64) *Model {
	t := newTrainer(examples)
	order := rand.New(rand.NewPCG(seed, seed))
	for range passes {
		for _, i := range order.Perm(len(examples)) {
			t.learn(i)
		}
	}
	return t.average()
}

// trainer keeps the running weights and their sums over time.
type trainer struct {
	feats    [][][]feature
	golds    [][]Label
	weights  map[feature]*cell
	moves    [labels + 1][labels]sum
	step     float32
	snapshot *Model
}

type sum struct{ value, total, since float32 }

type cell [labels]sum

func newTrainer(examples []Example) *trainer {
	t := &trainer{weights: map[feature]*cell{}, snapshot: &Model{}}
	seen := map[feature]int{}
	for _, e := range examples {
		f := features(e.Words)
		t.feats, t.golds = append(t.feats, f), append(t.golds, e.Labels)
		for _, fs := range f {
			for _, x := range fs {
				seen[x]++
			}
		}
	}
	for x, n := range seen {
		if n > 1 {
			t.weights[x] = &cell{}
		}
	}
	return t
}

// learn decodes one example and moves the weights towards its gold.
func (t *trainer) learn(i int) {
	t.step++
	guess := t.decode(t.feats[i])
	gold := t.golds[i]
	gp, yp := labels, labels
	for k := range gold {
		if guess[k] != gold[k] {
			for _, f := range t.feats[i][k] {
				if c := t.weights[f]; c != nil {
					c[gold[k]].move(1, t.step)
					c[guess[k]].move(-1, t.step)
				}
			}
		}
		if guess[k] != gold[k] || gp != yp {
			t.moves[gp][gold[k]].move(1, t.step)
			t.moves[yp][guess[k]].move(-1, t.step)
		}
		gp, yp = gold[k], guess[k]
	}
}

func (s *sum) move(by, step float32) {
	s.total += s.value * (step - s.since)
	s.since = step
	s.value += by
}

// decode is Model.best with the weights as they are now.
func (t *trainer) decode(feats [][]feature) []Label {
	for i := range t.moves {
		for j := range t.moves[i] {
			t.snapshot.moves[i][j] = t.moves[i][j].value
		}
	}
	return t.snapshot.bestOf(len(feats), func(i int) (s [labels]float32) {
		for _, f := range feats[i] {
			if c := t.weights[f]; c != nil {
				for l := range c {
					s[l] += c[l].value
				}
			}
		}
		return s
	})
}

// average is the mean of the weights over all steps.
func (t *trainer) average() *Model {
	m := &Model{words: make(map[feature][]weight, len(t.weights))}
	mean := func(s sum) float32 { return (s.total + s.value*(t.step-s.since)) / max(1, t.step) }
	for i := range t.moves {
		for j := range t.moves[i] {
			m.moves[i][j] = mean(t.moves[i][j])
		}
	}
	for f, c := range t.weights {
		for l := range c {
			if v := mean(c[l]); v > scale/2 || v < -scale/2 {
				m.words[f] = append(m.words[f], weight{Label(l), v})
			}
		}
	}
	return m
}
