package meet

import (
	"math"
	"math/rand/v2"

	"recto/internal/descent"
)

// Learning goes over blocks of lines that follow one another in a text: each
// line has to find its continuation among all of them, and its origin.
const (
	blocks  = 12 // of a step
	rows    = blocks * block
	slowest = .05 // of the pace, in the end
)

// Vocabulary is the words that a model is to know by themselves, the vectors from
// which it starts (of [Dim] numbers; nil for words of which nothing is known), and
// how often the words stand in the texts.
type Vocabulary struct {
	Words   []string
	Vectors [][]float32
	Counts  []int
}

// What the words of a line tell of what it speaks of is counted in steps of
// 1/40; in a line of fewer than 6 each counts for less.
const (
	tellingSteps = 40
	leastTelling = 6
)

// Dim is how many numbers a word's vector has.
const Dim = dim

// Learn learns a model from texts, lists of paragraphs of printed words. It calls
// progress with the loss, in nats a line, after every step.
func Learn(texts [][][]string, v Vocabulary, steps int, seed uint64, progress func(step int, loss float64)) *Model {
	random := rand.New(rand.NewPCG(seed, 1))
	l := newLearner(v, random)
	for _, t := range texts {
		if s := newStream(t, l.id); len(s.words) > mostWords {
			l.texts = append(l.texts, s)
		}
	}
	for step := 1; step <= steps; step++ {
		progress(step, l.step(descent.Pace(step, steps, slowest)))
	}
	return l.model()
}

// learner is a model that is being learnt.
type learner struct {
	words       map[string]int32
	vectors     descent.Table
	telling     []float32
	ends, heads learningSide
	texts       []*stream
	random      *rand.Rand
	scores      []float32 // block by block
	slopes      []float32
	even        float64 // running mean of how much likelier than by chance two lines are that are not together
}

func newLearner(v Vocabulary, random *rand.Rand) *learner {
	l := &learner{
		words: map[string]int32{}, vectors: descent.NewTable(len(v.Words)+buckets, dim), random: random,
		scores: make([]float32, block*block), slopes: make([]float32, block*block), even: 1,
	}
	for i, w := range v.Words {
		l.words[w] = int32(i)
	}
	for i := range l.vectors.Rows {
		row := l.vectors.Rows[i]
		if i < len(v.Words) && v.Vectors[i] != nil {
			copy(row, v.Vectors[i])
			continue
		}
		for d := range row {
			row[d] = .05 * float32(random.NormFloat64())
		}
	}
	l.telling = telling(v.Counts)
	l.ends.init(random)
	l.heads.init(random)
	return l
}

// telling is how much each word tells of what a line speaks of: the rarer the
// more, but signs and the commonest words nothing.
func telling(counts []int) []float32 {
	total := 0
	for _, n := range counts {
		total += n
	}
	out := make([]float32, len(counts)+buckets)
	for i := range out {
		n := 3 // what a bucket's words are about as rare as
		if i < len(counts) {
			n = counts[i]
		}
		ln := math.Log(float64(total) / float64(n+20))
		out[i] = float32(math.Min(math.Max(ln-5, 0), 6))
	}
	return out
}

func (l *learner) id(word string) int32 { return identify(l.words, word) }

// step learns from some blocks, and gives the mean loss.
func (l *learner) step(pace float32) float64 {
	for b := range blocks {
		lines := l.pick().cut(l.random, l.id)
		for k := range block {
			row := b*block + k
			l.show(&l.ends, row, lines[k], last(lines[k]))
			l.show(&l.heads, row, lines[k+1], first(lines[k+1]))
		}
	}
	l.ends.forward()
	l.heads.forward()
	loss := 0.
	for b := range blocks {
		loss += l.compare(b)
	}
	for _, s := range []*learningSide{&l.ends, &l.heads} {
		s.backward()
		l.scatter(s)
		s.learn(pace)
	}
	l.vectors.Learn(pace)
	return loss / rows
}

// pick is a text, the longer the likelier.
func (l *learner) pick() *stream {
	all := 0
	for _, t := range l.texts {
		all += t.weight()
	}
	at := l.random.IntN(all)
	for _, t := range l.texts {
		if at -= t.weight(); at < 0 {
			return t
		}
	}
	return l.texts[0]
}
