// Package meet knows how well the end of one line and the beginning of another
// go together: by the words next to the cut, by those further off, for words get
// lost there, and by what the lines speak of.
//
// It is two small neural networks, one for each side of a cut. A word has one
// vector wherever it stands; what it counts for in each place before or after the
// cut is a matrix, the same for all words, so that the model judges pairs of words
// that it has never seen together. The vectors of a side are added, bent
// twice and turned, and the product of both sides is ln of how much likelier the two are
// together than by chance, as in the log-bilinear model of Mnih and Hinton (2007).
// It was learnt by telling the true continuation of a line from other lines near
// it in the text. See [Learn].
package meet

import (
	_ "embed"
	"slices"
	"sync"
	"sync/atomic"

	"gonum.org/v1/gonum/blas/gonum"
)

//go:embed words.model
var packed []byte

// Default is the embedded model, loaded once.
var Default = sync.OnceValues(func() (*Model, error) { return Parse(packed) })

const (
	dim     = 64  // numbers of a word's vector
	hidden  = 128 // of what a side amounts to before it is turned
	width   = 128 // and after
	reach   = 8   // words and signs looked at on either side
	longest = 16  // of a line, that tell what it speaks of
	buckets = 2048
	common  = 1024              // words of which it is kept what they count for, once that is reckoned
	inputs  = (1 + reach) * dim // what the line speaks of, then each place
)

// Vector is what one side of a cut amounts to.
type Vector [width]float32

// Model is a learnt model. What it says never changes once it is loaded; it may
// be asked by many at once.
type Model struct {
	words       map[string]int32
	vectors     []int8  // of each word, and then of each bucket of the others
	telling     []uint8 // how much each word tells of what a line speaks of
	ends, heads side
	even        float32 // product of two sides that are together as often as by chance
}

// side is one side of the cut. The matrices have a row for each number that goes in.
type side struct {
	place  []float32 // inputs by hidden
	shape  []float32 // shapes by reach by hidden
	none   []float32 // number of words by hidden: where no more are there, and the bias
	bend   []float32 // hidden by hidden
	bent   []float32
	turn   []float32 // hidden by width
	turned []float32
	counts []atomic.Pointer[[hidden]float32] // reach by common: what the commonest words count for in each place
}

// Line is a line as the model sees it, see [Model.Read].
type Line []token

// Read names the words and signs of a line.
func (m *Model) Read(words []string) Line {
	var out Line
	for _, w := range words {
		for _, p := range split(w) {
			out = append(out, token{m.id(p.text), p.shape})
		}
	}
	return out
}

// End is the vector of a line that is to be continued.
func (m *Model) End(l Line) Vector {
	return m.see(&m.ends, last(l), l)
}

// Head is the vector of a line that is to continue another.
func (m *Model) Head(l Line) Vector { return m.see(&m.heads, first(l), l) }

// Score is ln of how much likelier than by chance the line with one vector is
// continued by the line with the other.
func (m *Model) Score(end, head *Vector) float32 {
	return matrices.Sdot(width, end[:], 1, head[:], 1) - m.even
}

// last is the last words of a line, the last first.
func last(l Line) Line {
	near := slices.Clone(l[max(0, len(l)-reach):])
	slices.Reverse(near)
	return near
}

// first is the first words of a line.
func first(l Line) Line { return l[:min(reach, len(l))] }

var matrices gonum.Implementation

// see gives the vector of a line by its words from the cut on.
func (m *Model) see(s *side, near, line Line) Vector {
	var h [hidden]float32
	copy(h[:], s.none[len(near)*hidden:])
	topic := m.topic(line)
	s.add(0, &topic, h[:])
	for k, t := range near {
		addTo(h[:], s.shape[(int(t.shape)*reach+k)*hidden:][:hidden])
		if t.word < common {
			addTo(h[:], m.count(s, k, t.word)[:])
		} else {
			word := m.vector(t.word)
			s.add(1+k, &word, h[:])
		}
	}
	positive(h[:], h[:])
	var bent [hidden]float32
	copy(bent[:], s.bent)
	addRows(bent[:], h[:], s.bend)
	for d, x := range bent {
		h[d] += max(x, 0)
	}
	var out Vector
	copy(out[:], s.turned)
	addRows(out[:], h[:], s.turn)
	return out
}

// addRows adds the rows of a matrix, each so many times. Many times are 0, since
// what is bent has none below.
func addRows(to, times, matrix []float32) {
	for d, x := range times {
		if x != 0 {
			matrices.Saxpy(len(to), x, matrix[d*len(to):], 1, to, 1)
		}
	}
}

// add adds what a vector counts for in a place; place 0 is what the line speaks of.
func (s *side) add(place int, v *[dim]float32, h []float32) {
	addRows(h, v[:], s.place[place*dim*hidden:])
}

func (m *Model) vector(word int32) (v [dim]float32) {
	for d, x := range m.vectors[int(word)*dim:][:dim] {
		v[d] = float32(x)
	}
	return v
}

// count is what one of the commonest words counts for so many words from the cut.
func (m *Model) count(s *side, k int, word int32) *[hidden]float32 {
	kept := &s.counts[k*common+int(word)]
	if c := kept.Load(); c != nil {
		return c
	}
	var c [hidden]float32
	v := m.vector(word)
	s.add(1+k, &v, c[:])
	kept.Store(&c)
	return &c
}

// prepare makes room for what the commonest words count for.
func (m *Model) prepare() {
	for _, s := range []*side{&m.ends, &m.heads} {
		s.counts = make([]atomic.Pointer[[hidden]float32], reach*common)
	}
}

// topic adds up what the first words of a line speak of. Lines of few telling
// words say less.
func (m *Model) topic(line Line) (out [dim]float32) {
	line = line[:min(longest, len(line))]
	sum := 0
	for _, t := range line {
		sum += int(m.telling[t.word])
	}
	for _, t := range line {
		share := float32(m.telling[t.word]) / float32(max(sum, leastTelling*tellingSteps))
		if share == 0 {
			continue
		}
		for d, x := range m.vectors[int(t.word)*dim:][:dim] {
			out[d] += share * float32(x)
		}
	}
	return out
}

func (m *Model) id(word string) int32 { return identify(m.words, word) }

// identify is the number of a word, or of the bucket that it falls into.
func identify(words map[string]int32, word string) int32 {
	if id, ok := words[word]; ok {
		return id
	}
	return int32(len(words)) + bucket(word)
}

// bucket is that of a word by its last letters, which tell what kind of word it is.
func bucket(word string) int32 {
	h := uint32(2166136261)
	for i := max(0, len(word)-3); i < len(word); i++ {
		h = (h ^ uint32(word[i])) * 16777619
	}
	return int32(h % buckets)
}
