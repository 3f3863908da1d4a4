package expect

import (
	"math"
	"sort"

	"recto/internal/descent"
)

// step learns from some words.
func (l *learner) step(pace float32) (any, rival float64) {
	l.draw()
	l.forward()
	clear(l.vSlopes)
	any = l.tell()
	for r := range batch {
		rival += l.compare(r)
	}
	l.backward()
	l.scatter()
	for _, t := range []*descent.Table{&l.place, &l.bent, &l.turn, &l.plain} {
		t.Touch()
	}
	for _, t := range []*descent.Table{&l.place, &l.bent, &l.turn, &l.plain, &l.in, &l.out, &l.bias} {
		t.Learn(pace)
	}
	return any / batch, rival / batch
}

// draw takes the words of a step, with the words around, and those drawn by chance.
func (l *learner) draw() {
	for r := range batch {
		at := search(l.taken, l.random)
		l.targets[r] = l.text[at]
		for k := range Reach {
			l.around[r][k] = l.text[at-Reach+k]
			l.around[r][Reach+k] = l.text[at+1+k]
		}
		for p := range l.around[r] {
			if l.random.Float64() < lost {
				l.around[r][p] = Other + Word(l.random.IntN(int(special-Other)))
			}
		}
	}
	for k := range l.chance {
		l.chance[k] = Word(search(l.draws, l.random))
	}
}

// search draws a place by the sums of how likely each is drawn.
func search(sums []float64, random interface{ Float64() float64 }) int {
	x := random.Float64() * sums[len(sums)-1]
	return min(sort.Search(len(sums), func(i int) bool { return sums[i] > x }), len(sums)-1) - 1
}

// forward reckons what is expected at each place.
func (l *learner) forward() {
	for r := range batch {
		for p, w := range l.around[r] {
			copy(l.x[(r*2*Reach+p)*dim:], l.in.Rows[w])
		}
	}
	for r := range batch {
		copy(l.h[r*hidden:], l.bent.Values)
	}
	descent.Multiply(descent.AsIs, descent.AsIs, batch, hidden, numbers, l.x, l.place.Values, l.h)
	for i, x := range l.h {
		l.h[i] = max(x, 0)
	}
	clear(l.v)
	descent.Multiply(descent.AsIs, descent.AsIs, batch, dim, hidden, l.h, l.turn.Values, l.v)
	for r := range batch {
		v := l.v[r*dim:][:dim]
		for p := range 2 * Reach {
			plain, x := l.plain.Rows[p], l.x[(r*2*Reach+p)*dim:][:dim]
			for d, c := range plain {
				v[d] += c * x[d]
			}
		}
	}
}

// tell tells the words of the texts from words drawn by chance.
func (l *learner) tell() float64 {
	for k, w := range l.chance {
		copy(l.others[k*dim:], l.out.Rows[w])
	}
	clear(l.scores)
	descent.Multiply(descent.AsIs, descent.Flipped, batch, noise, dim, l.v, l.others, l.scores)
	var biases, slopes [noise]float32
	ln := float32(math.Log(noise))
	for k, w := range l.chance {
		biases[k] = l.bias.Values[w] + l.share[w] - l.drawn[w] - ln
	}
	loss := 0.
	for r := range batch {
		w := l.targets[r]
		z := l.score(r, w) + l.share[w] - l.drawn[w] - ln
		more, p := plus(-z)
		loss += more
		l.pull(r, w, -p/batch)
		scores := l.scores[r*noise:][:noise]
		for k := range scores {
			more, p := plus(scores[k] + biases[k])
			loss += more
			scores[k] = p / batch
			slopes[k] += p / batch
		}
	}
	descent.Multiply(descent.AsIs, descent.AsIs, batch, dim, noise, l.scores, l.others, l.vSlopes)
	clear(l.otherSlopes)
	descent.Multiply(descent.Flipped, descent.AsIs, noise, dim, batch, l.scores, l.v, l.otherSlopes)
	for k, w := range l.chance {
		l.out.Add(int(w), l.otherSlopes[k*dim:][:dim])
		l.bias.Add(int(w), slopes[k:][:1])
	}
	return loss
}

// plus is ln(1+exp z), and its slope.
func plus(z float32) (float64, float32) {
	e := math.Exp(-math.Abs(float64(z)))
	if z > 0 {
		return float64(z) + math.Log1p(e), float32(1 / (1 + e))
	}
	return math.Log1p(e), float32(e / (1 + e))
}

// score is that of a word in the place of a row.
func (l *learner) score(r int, w Word) float32 {
	return matrices.Sdot(dim, l.v[r*dim:], 1, l.out.Rows[w], 1) + l.bias.Values[w]
}

// pull adds what follows from the slope of a word's score.
func (l *learner) pull(r int, w Word, slope float32) {
	matrices.Saxpy(dim, slope, l.out.Rows[w], 1, l.vSlopes[r*dim:], 1)
	var g [dim]float32
	for d, x := range l.v[r*dim:][:dim] {
		g[d] = slope * x
	}
	l.out.Add(int(w), g[:])
	l.bias.Add(int(w), []float32{slope})
}

// compare tells a word from some that it may be taken for, given how often each stands in the texts.
func (l *learner) compare(r int) float64 {
	w := l.targets[r]
	all := l.rivals[w]
	if len(all) == 0 {
		return 0
	}
	var words [rivals + 1]Word
	var scores [rivals + 1]float64
	words[0] = w
	n := 1
	from := l.random.IntN(len(all))
	for k := range min(rivals, len(all)) {
		words[n] = all[(from+k)%len(all)]
		n++
	}
	sum := 0.
	for k, w := range words[:n] {
		scores[k] = math.Exp(float64(l.score(r, w) + l.share[w]))
		sum += scores[k]
	}
	for k, w := range words[:n] {
		slope := scores[k] / sum
		if k == 0 {
			slope--
		}
		l.pull(r, w, float32(slope/batch))
	}
	return -math.Log(scores[0] / sum)
}

// backward reckons all slopes from those of what is expected.
func (l *learner) backward() {
	descent.Multiply(descent.Flipped, descent.AsIs, hidden, dim, batch, l.h, l.vSlopes, l.turn.Slopes)
	flip(l.turnFlipped, l.turn.Values, hidden, dim)
	clear(l.hSlopes)
	descent.Multiply(descent.AsIs, descent.AsIs, batch, hidden, dim, l.vSlopes, l.turnFlipped, l.hSlopes)
	for i, x := range l.h {
		if x == 0 {
			l.hSlopes[i] = 0
		}
	}
	for r := range batch {
		matrices.Saxpy(hidden, 1, l.hSlopes[r*hidden:], 1, l.bent.Slopes, 1)
	}
	descent.Multiply(descent.Flipped, descent.AsIs, numbers, hidden, batch, l.x, l.hSlopes, l.place.Slopes)
	flip(l.placeFlipped, l.place.Values, numbers, hidden)
	clear(l.xSlopes)
	descent.Multiply(descent.AsIs, descent.AsIs, batch, numbers, hidden, l.hSlopes, l.placeFlipped, l.xSlopes)
}

func flip(to, from []float32, rows, width int) {
	for i := range rows {
		for j := range width {
			to[j*rows+i] = from[i*width+j]
		}
	}
}

// scatter adds the slopes of what stands around to those of the words.
func (l *learner) scatter() {
	for r := range batch {
		v := l.vSlopes[r*dim:][:dim]
		for p, w := range l.around[r] {
			at := (r*2*Reach + p) * dim
			x, g := l.x[at:][:dim], l.xSlopes[at:][:dim]
			plain, slopes := l.plain.Rows[p], l.plain.Slopes[p*dim:][:dim]
			for d, s := range v {
				slopes[d] += s * x[d]
				g[d] += s * plain[d]
			}
			l.in.Add(int(w), g)
		}
	}
}
