// Package expect knows which words are to be expected between the words around a
// place: how much likelier a word is there than by itself.
//
// It is one small neural network over word vectors. The words before and after a
// place, each by its place, are bent once to the vector of what is expected, to
// which they also add themselves number by number, as in the log-bilinear model of
// Mnih and Hinton (2007); its product with the vector of a word is ln of how much
// likelier the word has become. It was learnt by telling words from others drawn
// by chance (Gutmann and Hyvärinen, 2010), and from words that a recogniser takes
// them for. See [Learn].
//
// It reads running text alone, and knows nothing of how words look or what was
// seen in the place itself: that is weighed by package correct.
package expect

import (
	_ "embed"
	"sync"

	"gonum.org/v1/gonum/blas/gonum"
)

//go:embed words.model
var packed []byte

// Default is the embedded model, loaded once. A program with a broken one was not
// built by its rules.
var Default = sync.OnceValue(func() *Model {
	m, err := Parse(packed)
	if err != nil {
		panic(err)
	}
	return m
})

const (
	dim    = 64  // numbers of a word's vector
	hidden = 128 // of what the words around amount to before it is bent
	common = 256 // words, the first, of which it is reckoned beforehand what they count for
)

// Reach is how many words are looked at on either side of a place.
const Reach = 4

// Around is the words around a place in the order of the text, the place left out.
type Around [2 * Reach]Word

// Vector is what is expected at a place.
type Vector [dim]float32

// Model is a learnt model. It is never changed once loaded.
type Model struct {
	words   map[string]Word
	in, out []int8    // vectors of words around a place and of words in it
	bias    []float32 // of words in it
	place   []float32 // numbers around by hidden
	bent    []float32
	turn    []float32 // hidden by dim
	plain   []float32 // what each number around adds to that of the same rank
	common  []float32 // 2*Reach by common by hidden: what the commonest words count for
}

var matrices gonum.Implementation

// Expect gives what is expected between the words around a place.
func (m *Model) Expect(around *Around) (v Vector) {
	var h [hidden]float32
	copy(h[:], m.bent)
	for p, w := range around {
		plain := m.plain[p*dim:][:dim]
		for d, x := range m.in[int(w)*dim:][:dim] {
			v[d] += float32(x) * plain[d]
		}
		if w < common {
			matrices.Saxpy(hidden, 1, m.common[(p*common+int(w))*hidden:], 1, h[:], 1)
		} else {
			m.bend(p, w, h[:])
		}
	}
	for k, x := range h {
		if x > 0 {
			matrices.Saxpy(dim, x, m.turn[k*dim:][:dim], 1, v[:], 1)
		}
	}
	return v
}

// bend adds what a word counts for in a place around.
func (m *Model) bend(p int, w Word, h []float32) {
	for d, x := range m.in[int(w)*dim:][:dim] {
		matrices.Saxpy(hidden, float32(x), m.place[(p*dim+d)*hidden:], 1, h, 1)
	}
}

// prepare reckons what the commonest words count for.
func (m *Model) prepare() {
	m.common = make([]float32, 2*Reach*common*hidden)
	for p := range 2 * Reach {
		for w := range min(common, len(m.bias)) {
			m.bend(p, Word(w), m.common[(p*common+w)*hidden:][:hidden])
		}
	}
}

// Bounds of what a score is, which rare words would else exceed.
const (
	least = -6
	most  = 8
)

// Score is ln of how much likelier a word is where so much is expected than by itself.
func (m *Model) Score(v *Vector, w Word) float32 {
	sum := m.bias[w]
	for d, x := range m.out[int(w)*dim:][:dim] {
		sum += v[d] * float32(x)
	}
	return min(max(sum, least), most)
}
