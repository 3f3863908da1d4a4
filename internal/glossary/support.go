package glossary

import (
	"slices"
	"strings"
)

// reach is how many words to either side support a weak label.
const reach = 25

// list is how far apart, in words, labels may stand that support each other as
// items of one list.
const list = 6

// supported reports whether what stands near the k-th finding makes it likely
// that its label is meant as that of the concept: a context stem, a sure label
// of the concept or of one tied to it, or labels of two of its siblings in a row.
func (s *search) supported(k int) bool {
	f := s.found[k]
	o := s.m.concepts[f.concept]
	if len(o.context) == 0 {
		return false
	}
	siblings := map[int]bool{}
	for _, other := range s.neighbours(k) {
		c := s.m.concepts[other.concept]
		if !other.weak && (other.concept == f.concept || o.akin[c.id]) {
			return true
		}
		if other.concept != f.concept && o.sibling(c) && s.near(f, other.from, list) {
			siblings[other.concept] = true
		}
	}
	return len(siblings) >= 2 || s.contextNear(f, o)
}

// neighbours are the other findings within reach of the k-th.
func (s *search) neighbours(k int) []finding {
	first, last := k, k+1
	for first > 0 && s.near(s.found[k], s.found[first-1].from, reach) {
		first--
	}
	for last < len(s.found) && s.near(s.found[k], s.found[last].from, reach) {
		last++
	}
	return slices.Concat(s.found[first:k], s.found[k+1:last])
}

// contextNear reports whether a context stem stands near a finding.
func (s *search) contextNear(f finding, o owner) bool {
	for i := f.from - 1; i >= 0 && s.near(f, i, reach); i-- {
		if o.supports(s.atoms[i].key) {
			return true
		}
	}
	for i := f.to; i < len(s.atoms) && s.near(f, i, reach); i++ {
		if o.supports(s.atoms[i].key) {
			return true
		}
	}
	return false
}

// near reports whether an atom stands within so many words of a finding.
func (s *search) near(f finding, i, words int) bool {
	word := s.atoms[i].word
	return word >= s.atoms[f.from].word-words && word <= s.atoms[f.to-1].word+words
}

// supports reports whether a word begins with one of the concept's context stems.
func (o owner) supports(key string) bool {
	return slices.ContainsFunc(o.context, func(stem string) bool { return strings.HasPrefix(key, stem) })
}

// sibling reports whether two concepts have a broader one in common.
func (o owner) sibling(other owner) bool {
	return slices.ContainsFunc(o.broader, func(id string) bool { return slices.Contains(other.broader, id) })
}
