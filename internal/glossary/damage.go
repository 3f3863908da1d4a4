package glossary

import (
	"math/bits"
	"strings"
)

// Damage is judged by a weighted edit distance over folded words, in which
// letters that OCR confuses are near to each other. Strokes matter most: what
// is printed as a row of short uprights (i, n, u, m …) comes out as another
// row of as many.

const (
	noiseCost  = .2 // punctuation within a word
	glueCost   = .2 // a small word run on to the next
	minDamaged = 8  // letters of a label that may be damaged at all
	minWord    = 5  // letters of a damaged word within it
	maxForeign = 2  // letters of more than strokes that only one of two words has
	maxLonger  = 3  // letters that one of two words has more
)

// allowance is the damage that a label of n letters may have.
func allowance(n int) float64 { return min(.9, .08*float64(n)) }

// vocabulary is the words of all labels, for finding what damaged words stand
// for. Damage to both ends of a word is left to others: words are looked for by
// how they begin and by how they end.
type vocabulary struct {
	known  map[string]bool
	begins map[string][]entryWord // by two letters
	ends   map[string][]entryWord // by three letters
}

type entryWord struct {
	key  string
	mask uint32
}

// variant is a label word that a damaged word may stand for.
type variant struct {
	word string
	cost float64
}

func newVocabulary() *vocabulary {
	return &vocabulary{map[string]bool{}, map[string][]entryWord{}, map[string][]entryWord{}}
}

func (v *vocabulary) add(key string) {
	if v.known[key] {
		return
	}
	v.known[key] = true
	if len(key) >= minWord {
		w := entryWord{key, mask(key)}
		v.begins[key[:2]] = append(v.begins[key[:2]], w)
		v.ends[key[len(key)-3:]] = append(v.ends[key[len(key)-3:]], w)
	}
}

// near are the label words within reach of a word; none for a label word itself.
func (v *vocabulary) near(key string) []variant {
	if len(key) < minWord || v.known[key] {
		return nil
	}
	out := v.alike(key)
	for _, small := range runOn {
		rest, ok := strings.CutPrefix(key, small)
		switch {
		case !ok || len(rest) < minWord:
		case v.known[rest]:
			out = append(out, variant{rest, glueCost})
		default:
			for _, w := range v.alike(rest) {
				out = append(out, variant{w.word, w.cost + glueCost})
			}
		}
	}
	return out
}

// runOn are the small words that OCR joins to the word after them.
var runOn = []string{"of", "the", "and"}

// alike are the label words that begin or end as a word does and are close to it.
func (v *vocabulary) alike(key string) []variant {
	out := compare(nil, key, v.begins[key[:2]])
	for _, w := range compare(nil, key, v.ends[key[len(key)-3:]]) {
		if w.word[:2] != key[:2] {
			out = append(out, w)
		}
	}
	return out
}

// compare adds the words that are close enough to key.
func compare(out []variant, key string, words []entryWord) []variant {
	m := mask(key)
	for _, w := range words {
		if bits.OnesCount32(m^w.mask) > maxForeign || len(w.key)-len(key) > maxLonger || len(key)-len(w.key) > maxLonger {
			continue
		}
		limit := min(.9, .12*float64(max(len(key), len(w.key))))
		if cost := distance(key, w.key, limit); cost <= limit {
			out = append(out, variant{w.key, cost})
		}
	}
	return out
}

// variantsOf are the label words that an atom may stand for; the same words come
// again and again.
func (s *search) variantsOf(i int) []variant {
	key := s.atoms[i].key
	words, known := s.variants[key]
	if !known {
		words = s.m.words.near(key)
		s.variants[key] = words
	}
	return words
}

// mask has a bit for every letter that a word has, those of plain strokes left out.
func mask(key string) uint32 {
	var m uint32
	for i := range len(key) {
		if c := key[i]; c >= 'a' && strokes(c) == 0 {
			m |= 1 << (c - 'a')
		}
	}
	return m
}

// strokes is how many short uprights a letter is made of, 0 if it is not.
func strokes(c byte) int {
	switch c {
	case 'i', 'l', 't', 'r', 'j', '1':
		return 1
	case 'n', 'u', 'h', 'k':
		return 2
	case 'm':
		return 3
	}
	return 0
}
