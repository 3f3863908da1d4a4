package reference

import "math"

// lattice holds what the forward–backward algorithm (Baum and others 1970)
// finds for one reference: how likely each label is for each word, and each
// pair of labels for all neighbours together.
type lattice struct {
	here    [][labels]float32 // scores of the words
	move    [labels + 1][labels]float32
	forward [][labels]float64 // likelihood of all up to a word, by its label
	suits   [][labels]float64 // how well each label suits each word by itself
	weigh   [labels + 1][labels]float64
	word    [][labels]float32 // probabilities of the labels of the words
	pair    [labels + 1][labels]float32
}

func (t *lattice) reset(n int) {
	for len(t.here) < n {
		t.here = append(t.here, [labels]float32{})
		t.word = append(t.word, [labels]float32{})
		t.forward = append(t.forward, [labels]float64{})
		t.suits = append(t.suits, [labels]float64{})
	}
	t.here, t.word, t.forward, t.suits = t.here[:n], t.word[:n], t.forward[:n], t.suits[:n]
	clear(t.here)
	t.pair = [labels + 1][labels]float32{}
}

// spread fills in the probabilities. Each word's scores are scaled by their
// largest and the sums to one, so that nothing runs over.
func (t *lattice) spread() {
	for p := range t.move {
		for l, v := range t.move[p] {
			t.weigh[p][l] = math.Exp(float64(v))
		}
	}
	n := len(t.here)
	for k := range n {
		top := t.here[k][0]
		for _, v := range t.here[k] {
			top = max(top, v)
		}
		sum := 0.0
		for l, v := range t.here[k] {
			e := math.Exp(float64(v - top))
			t.suits[k][l] = e
			in := 0.0
			if k == 0 {
				in = t.weigh[labels][l]
			} else {
				for p := range labels {
					in += t.forward[k-1][p] * t.weigh[p][l]
				}
			}
			t.forward[k][l] = in * e
			sum += in * e
		}
		for l := range t.forward[k] {
			t.forward[k][l] /= sum
		}
	}
	var next [labels]float64 // what comes after word k, by its label
	for l := range next {
		next[l] = 1
	}
	for k := n - 1; k >= 0; k-- {
		t.backward(k, &next)
	}
}

// backward finds the probabilities of word k and of its pairs with the word
// before, and moves next on to that word.
func (t *lattice) backward(k int, next *[labels]float64) {
	sum := 0.0
	for l := range next {
		sum += t.forward[k][l] * next[l]
	}
	for l := range next {
		t.word[k][l] = float32(t.forward[k][l] * next[l] / sum)
	}
	var out [labels]float64
	for l := range out {
		out[l] = t.suits[k][l] * next[l]
	}
	if k == 0 {
		for l, p := range t.word[0] {
			t.pair[labels][l] += p
		}
		return
	}
	total, top := 0.0, 0.0
	for p := range labels {
		s := 0.0
		for l := range out {
			s += t.weigh[p][l] * out[l]
		}
		next[p] = s
		total += t.forward[k-1][p] * s
		top = max(top, s)
	}
	for p := range labels {
		for l := range out {
			t.pair[p][l] += float32(t.forward[k-1][p] * t.weigh[p][l] * out[l] / total)
		}
		next[p] /= top
	}
}
