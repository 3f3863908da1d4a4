package meet

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

// Learning goes over batches of lines that follow one another in a text: each
// has to find its continuation among all of them, and its origin.
const (
	batch    = 48
	rate     = .06
	wordsMin = 3
	wordsMax = 16
)

// Learn learns a model from texts, lists of printed words. It knows the size
// commonest words by themselves and others by their endings.
func Learn(texts [][]string, size, rounds int, seed uint64, progress func(round int, loss float64)) *Model {
	random := rand.New(rand.NewPCG(seed, 1))
	m := newModel(texts, size, random)
	streams := make([]Line, len(texts))
	for i, t := range texts {
		streams[i] = m.Read(t)
	}
	l := learner{m: m, random: random}
	l.ends.init(&m.ends)
	l.heads.init(&m.heads)
	for round := range rounds {
		l.round(streams, 1-.8*float32(round)/float32(rounds))
		progress(round, l.loss/float64(max(l.n, 1)))
		l.loss, l.n = 0, 0
	}
	return m
}

func newModel(texts [][]string, size int, random *rand.Rand) *Model {
	counts := map[string]int{}
	for _, t := range texts {
		for _, w := range t {
			for _, s := range split(w) {
				counts[s]++
			}
		}
	}
	all := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	m := &Model{words: map[string]int32{}}
	for i, w := range all[:min(size, len(all))] {
		m.words[w] = int32(i)
	}
	for _, t := range []*tower{&m.ends, &m.heads} {
		for k := range t.rows {
			t.rows[k] = make([]float32, (len(m.words)+buckets)*dim)
			for i := range t.rows[k] {
				t.rows[k][i] = .1 * float32(random.NormFloat64())
			}
		}
		for d := range t.turn {
			for k := range t.turn[d] {
				t.turn[d][k] = .2 * float32(random.NormFloat64())
			}
		}
	}
	return m
}

// slopes remembers the squares of the gradients of a tower (AdaGrad, Duchi et al., 2011).
type slopes struct {
	rows [places][]float32
	bias Vector
	turn [dim]Vector
}

func (s *slopes) init(t *tower) {
	for k := range s.rows {
		s.rows[k] = make([]float32, len(t.rows[k]))
	}
}

type learner struct {
	m           *Model
	random      *rand.Rand
	ends, heads slopes
	loss        float64
	n           int
}

// cut is the words around a place where a text is cut.
type cut struct {
	before, after [reach]int32
	nb, na        int
	end, head     Vector
	bentE, bentH  Vector
}

func (l *learner) round(streams []Line, pace float32) {
	type start struct{ text, at int }
	var starts []start
	const block = batch * (wordsMin + wordsMax) / 2
	for i, t := range streams {
		for at := l.random.IntN(block); at+batch*wordsMax+64 < len(t); at += block {
			starts = append(starts, start{i, at})
		}
	}
	l.random.Shuffle(len(starts), func(a, b int) { starts[a], starts[b] = starts[b], starts[a] })
	var cuts [batch]cut
	for _, s := range starts {
		l.cuts(streams[s.text], s.at, &cuts)
		l.learn(&cuts, rate*pace)
	}
}

// cuts cuts lines of a text; at some, words are lost, and some lines are short.
func (l *learner) cuts(t Line, at int, cuts *[batch]cut) {
	for k := range cuts {
		at += wordsMin + l.random.IntN(wordsMax-wordsMin)
		lost := 0
		if l.random.IntN(4) == 0 {
			lost = 1 + l.random.IntN(2)
		}
		c := &cuts[k]
		c.nb, c.na = min(reach, at), reach
		if l.random.IntN(4) == 0 {
			c.nb = 1 + l.random.IntN(reach)
		}
		if l.random.IntN(4) == 0 {
			c.na = 1 + l.random.IntN(reach)
		}
		for d := range c.nb {
			c.before[d] = t[at-1-d]
		}
		for d := range c.na {
			c.after[d] = t[at+lost+d]
		}
	}
}

func (l *learner) learn(cuts *[batch]cut, pace float32) {
	for k := range cuts {
		c := &cuts[k]
		c.end = l.m.ends.see(c.before[:c.nb], &c.bentE)
		c.head = l.m.heads.see(c.after[:c.na], &c.bentH)
	}
	var score, slope [batch][batch]float32
	for i := range cuts {
		for j := range cuts {
			score[i][j] = Score(&cuts[i].end, &cuts[j].head)
		}
	}
	for i := range cuts {
		l.loss += .5 * softmax(func(j int) float32 { return score[i][j] }, func(j int, g float32) { slope[i][j] += g }, i)
		l.loss += .5 * softmax(func(j int) float32 { return score[j][i] }, func(j int, g float32) { slope[j][i] += g }, i)
		l.n++
	}
	for i := range cuts {
		var ge, gh Vector
		for j := range cuts {
			a, b := slope[i][j], slope[j][i]
			for d := range ge {
				ge[d] += a * cuts[j].head[d]
				gh[d] += b * cuts[j].end[d]
			}
		}
		c := &cuts[i]
		l.m.ends.descend(&l.ends, c.before[:c.nb], &c.bentE, &ge, pace)
		l.m.heads.descend(&l.heads, c.after[:c.na], &c.bentH, &gh, pace)
	}
}

// softmax gives -ln of the share of one of a batch and the slope of each score.
func softmax(score func(int) float32, slope func(int, float32), right int) float64 {
	top := float32(math.Inf(-1))
	for j := range batch {
		top = max(top, score(j))
	}
	var p [batch]float32
	sum := float32(0)
	for j := range batch {
		p[j] = float32(math.Exp(float64(score(j) - top)))
		sum += p[j]
	}
	for j := range batch {
		g := p[j] / sum
		if j == right {
			g--
		}
		slope(j, g)
	}
	return -math.Log(float64(p[right]/sum) + 1e-12)
}

// descend makes a step down the slope of a tower's vector.
func (t *tower) descend(s *slopes, ids []int32, bent, slope *Vector, pace float32) {
	var g Vector
	for d := range slope {
		for k := range g {
			g[k] += slope[d] * t.turn[d][k]
		}
	}
	for d := range slope {
		for k := range bent {
			move(&t.turn[d][k], &s.turn[d][k], slope[d]*bent[k], pace)
		}
	}
	for k := range g {
		g[k] *= 1 - bent[k]*bent[k]
		move(&t.bias[k], &s.bias[k], g[k], pace)
	}
	for k, id := range ids {
		row, seen := t.rows[min(k, places-1)], s.rows[min(k, places-1)]
		at := int(id) * dim
		for d := range g {
			move(&row[at+d], &seen[at+d], g[d], pace)
		}
	}
}

func move(x, seen *float32, g, pace float32) {
	*seen += g * g
	*x -= pace * g / float32(math.Sqrt(float64(*seen+.02)))
}
