package language

import "math"

// The letter model gives each letter given the three before it. Letters are a
// to z; 26 stands for every other letter and the apostrophe, 27 for both ends.
const (
	spellingLetters = 28
	spellingSize    = spellingLetters * spellingLetters * spellingLetters * spellingLetters
)

func spellingLetter(r rune) int {
	if 'a' <= r && r <= 'z' {
		return int(r - 'a')
	}
	return 26
}

// Spelling is ln P of a folded word by its letters, the end included.
func (m *Model) Spelling(word string) float64 {
	sum := 0.
	walkSpelling(word, func(cell int) { sum += unquantise(m.spelling[cell]) })
	return sum
}

func walkSpelling(word string, visit func(cell int)) {
	const end = spellingLetters - 1
	context := (end*spellingLetters+end)*spellingLetters + end
	step := func(l int) {
		visit(context*spellingLetters + l)
		context = (context*spellingLetters + l) % (spellingLetters * spellingLetters * spellingLetters)
	}
	for _, r := range word {
		step(spellingLetter(r))
	}
	step(end)
}

// PackSpelling makes the letter model of words with weights; Witten-Bell
// smoothing over shorter contexts.
func PackSpelling(weights func(yield func(word string, weight float64) bool)) []byte {
	counts := make([]float64, spellingSize)
	weights(func(word string, weight float64) bool {
		walkSpelling(word, func(cell int) { counts[cell] += weight })
		return true
	})
	lower := make([]float64, spellingLetters)
	for i := range lower {
		lower[i] = 1. / spellingLetters
	}
	for size := spellingLetters; size <= spellingSize; size *= spellingLetters {
		lower = smooth(marginal(counts, size), lower)
	}
	packed := make([]byte, spellingSize)
	for i, p := range lower {
		packed[i] = quantise(math.Log(p))
	}
	return packed
}

// marginal adds counts up over the letters farthest back.
func marginal(counts []float64, size int) []float64 {
	sum := make([]float64, size)
	for i, c := range counts {
		sum[i%size] += c
	}
	return sum
}

// smooth turns counts of one order into probabilities, given those of the order below.
func smooth(counts, lower []float64) []float64 {
	p := make([]float64, len(counts))
	for from := 0; from < len(counts); from += spellingLetters {
		total, kinds := 0., 0.
		for _, c := range counts[from : from+spellingLetters] {
			total += c
			if c > 0 {
				kinds++
			}
		}
		kinds = max(kinds, 1)
		for l := range spellingLetters {
			p[from+l] = (counts[from+l] + kinds*lower[(from+l)%len(lower)]) / (total + kinds)
		}
	}
	return p
}
