package reference

import "math"

// lattice holds what the forward–backward algorithm (Baum and others 1970)
// finds for one reference: how likely each label is for each word, and each
// move between labels for all neighbours together.
type lattice struct {
	here    [][labels]float32 // scores of the words
	move    moves
	forward [][nodes]float64  // likelihood of all up to a word, by its phase and label
	suits   [][labels]float64 // how well each label suits each word by itself
	weigh   [phases][labels + 1][labels]float64
	word    [][labels]float32 // probabilities of the labels of the words
	pair    moves             // and of the moves
}

func (t *lattice) reset(n int) {
	for len(t.here) < n {
		t.here = append(t.here, [labels]float32{})
		t.word = append(t.word, [labels]float32{})
		t.forward = append(t.forward, [nodes]float64{})
		t.suits = append(t.suits, [labels]float64{})
	}
	t.here, t.word, t.forward, t.suits = t.here[:n], t.word[:n], t.forward[:n], t.suits[:n]
	clear(t.here)
	clear(t.word)
	clear(t.forward)
	t.pair = moves{}
}

// unlikely is the likelihood of a node that is not followed further.
const unlikely = 1e-5

// spread fills in the probabilities. Each word's scores are scaled by their
// largest and the sums to one, so that nothing runs over.
func (t *lattice) spread() {
	for p := range t.move {
		for k := range t.move[p] {
			for l, v := range t.move[p][k] {
				t.weigh[p][k][l] = math.Exp(float64(v))
			}
		}
	}
	for k := range t.here {
		t.onward(k)
	}
	var next [nodes]float64 // what comes after word k, by its phase and label
	for s := range next {
		next[s] = 1
	}
	for k := len(t.here) - 1; k >= 0; k-- {
		t.backward(k, &next)
	}
}

// onward finds the likelihoods of word k from those of the word before.
func (t *lattice) onward(k int) {
	now, suits := &t.forward[k], &t.suits[k]
	top := t.here[k][0]
	for _, v := range t.here[k] {
		top = max(top, v)
	}
	for l, v := range t.here[k] {
		suits[l] = math.Exp(float64(v - top))
	}
	if k == 0 {
		copy(now[:], t.weigh[0][labels][:])
	} else {
		for s, f := range &t.forward[k-1] {
			if f < unlikely {
				continue
			}
			p, from := phaseAndLabel(s)
			for l, w := range t.weigh[p][from] {
				now[node(p.then(from, Label(l)), Label(l))] += f * w
			}
		}
	}
	sum := 0.0
	for s := range now {
		now[s] *= suits[s%int(labels)]
		sum += now[s]
	}
	for s := range now {
		now[s] /= sum
	}
}

// backward finds the probabilities of word k and of the moves to it, and takes
// next on to the word before.
func (t *lattice) backward(k int, next *[nodes]float64) {
	sum := 0.0
	for s, f := range &t.forward[k] {
		sum += f * next[s]
	}
	var out [nodes]float64
	for s, f := range &t.forward[k] {
		_, l := phaseAndLabel(s)
		t.word[k][l] += float32(f * next[s] / sum)
		out[s] = t.suits[k][l] * next[s]
	}
	if k == 0 {
		for l, p := range t.word[0] {
			t.pair[0][labels][l] += p
		}
		return
	}
	total, top := 0.0, 0.0
	for s, f := range &t.forward[k-1] {
		next[s] = 0
		if f < unlikely {
			continue
		}
		p, from := phaseAndLabel(s)
		v := 0.0
		for l, w := range t.weigh[p][from] {
			v += w * out[node(p.then(from, Label(l)), Label(l))]
		}
		next[s] = v
		total += f * v
		top = max(top, v)
	}
	for s, f := range &t.forward[k-1] {
		if f < unlikely {
			continue
		}
		p, from := phaseAndLabel(s)
		for l, w := range t.weigh[p][from] {
			t.pair[p][from][l] += float32(f * w * out[node(p.then(from, Label(l)), Label(l))] / total)
		}
		next[s] /= top
	}
}
