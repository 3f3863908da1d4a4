package expect

import (
	"math"
	"math/rand/v2"

	"recto/internal/descent"
)

// Learning takes words of a text, and tells each from others that may stand in
// its place by the words around it.
const (
	batch   = 1024 // words of a step
	noise   = 256  // drawn by chance, the same for all words of a step
	rivals  = 8    // words that each may be taken for
	lost    = .08  // share of the words around that are not known
	slowest = .03  // of the pace, in the end
)

// Vocabulary is the words that a model is to know by themselves, the vectors from
// which it starts (of [Dim] numbers; nil for words of which nothing is known), and
// the words that a recogniser takes each for, by their places.
type Vocabulary struct {
	Words   []string
	Vectors [][]float32
	Rivals  [][]int32
}

// Dim is how many numbers a word's vector has.
const Dim = dim

// Text is running text to learn from. Words of a text of little weight are taken
// less often.
type Text struct {
	Paragraphs []string
	Weight     float64
}

// Learn learns a model from texts. It calls progress with two losses, in nats a word,
// after every step: of telling words from any others, and from their rivals.
func Learn(texts []Text, v Vocabulary, steps int, seed uint64, progress func(step int, any, rival float64)) *Model {
	l := newLearner(texts, v, rand.New(rand.NewPCG(seed, 1)))
	for step := 1; step <= steps; step++ {
		any, rival := l.step(descent.Pace(step, steps, slowest))
		progress(step, any, rival)
	}
	return l.model()
}

// learner is a model that is being learnt.
type learner struct {
	words  map[string]Word
	text   []Word    // all texts, with edges between
	taken  []float64 // sums of how likely each word of the text is taken
	rivals [][]Word
	share  []float32 // ln of how often a word stands in the texts, of all
	drawn  []float32 // ln of how often it is drawn
	draws  []float64 // sums of that
	random *rand.Rand

	in, out, bias, place, bent, turn, plain descent.Table
	stepping
}

// stepping is what a step reckons with: a row for each word.
type stepping struct {
	around                    [batch]Around
	targets                   [batch]Word
	chance                    [noise]Word
	x, xSlopes                []float32 // by numbers around
	h, hSlopes                []float32 // by hidden
	v, vSlopes                []float32 // by dim
	scores                    []float32 // by noise
	others, otherSlopes       []float32 // noise by dim
	placeFlipped, turnFlipped []float32
}

const numbers = 2 * Reach * dim

func newLearner(texts []Text, v Vocabulary, random *rand.Rand) *learner {
	l := &learner{words: map[string]Word{}, random: random}
	for i, w := range v.Words {
		l.words[w] = special + Word(i)
	}
	rows := len(v.Words) + int(special)
	l.read(texts, rows)
	l.rivals = make([][]Word, rows)
	for i, list := range v.Rivals {
		for _, r := range list {
			l.rivals[int(special)+i] = append(l.rivals[int(special)+i], special+Word(r))
		}
	}
	l.in, l.out, l.bias = descent.NewTable(rows, dim), descent.NewTable(rows, dim), descent.NewTable(rows, 1)
	l.in.Random(.1, random)
	for i, x := range v.Vectors {
		if x != nil {
			copy(l.in.Rows[int(special)+i], x)
		}
	}
	copy(l.out.Values, l.in.Values)
	l.place, l.bent, l.turn, l.plain = descent.NewTable(numbers, hidden), descent.NewTable(1, hidden), descent.NewTable(hidden, dim), descent.NewTable(2*Reach, dim)
	l.place.Random(2/math.Sqrt(numbers), random)
	l.turn.Random(.3/math.Sqrt(hidden), random)
	s := &l.stepping
	for _, p := range []*[]float32{&s.x, &s.xSlopes} {
		*p = make([]float32, batch*numbers)
	}
	for _, p := range []*[]float32{&s.h, &s.hSlopes} {
		*p = make([]float32, batch*hidden)
	}
	for _, p := range []*[]float32{&s.v, &s.vSlopes} {
		*p = make([]float32, batch*dim)
	}
	s.scores = make([]float32, batch*noise)
	s.others, s.otherSlopes = make([]float32, noise*dim), make([]float32, noise*dim)
	s.placeFlipped, s.turnFlipped = make([]float32, numbers*hidden), make([]float32, hidden*dim)
	return l
}

// read reads texts as one, and reckons how often each word is to be taken.
func (l *learner) read(texts []Text, rows int) {
	counts := make([]float64, rows)
	var weights []float32
	edge := func() { l.text, weights = append(l.text, Edge), append(weights, 0) }
	for _, t := range texts {
		for range Reach {
			edge()
		}
		for _, p := range t.Paragraphs {
			Split(p, func(core string) {
				w := name(l.words, core)
				counts[w] += t.Weight
				l.text, weights = append(l.text, w), append(weights, float32(t.Weight))
			}, edge)
			edge()
		}
	}
	for range Reach {
		edge()
	}
	l.weigh(counts)
	l.taken = make([]float64, len(l.text)+1)
	total := 0.
	for _, n := range counts {
		total += n
	}
	for i, w := range l.text {
		f := counts[w] / total
		l.taken[i+1] = l.taken[i] + float64(weights[i])*math.Min(1, math.Sqrt(enough/f)+enough/f)
	}
}

// enough is the share of a text from which on a word is taken less often than it
// stands there, after Mikolov and others (2013).
const enough = 2e-3

// weigh reckons how often words stand in the texts, and how often they are drawn:
// rare ones oftener than they stand there.
func (l *learner) weigh(counts []float64) {
	all, drawn := 0., 0.
	for w := range counts {
		counts[w] += .5
		all += counts[w]
		drawn += math.Pow(counts[w], .75)
	}
	l.draws = make([]float64, len(counts)+1)
	for w, n := range counts {
		q := math.Pow(n, .75) / drawn
		l.share = append(l.share, float32(math.Log(n/all)))
		l.drawn = append(l.drawn, float32(math.Log(q)))
		l.draws[w+1] = l.draws[w] + q
	}
}
