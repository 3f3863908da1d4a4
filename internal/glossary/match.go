package glossary

import (
	"slices"
	"strings"

	"recto/internal/corpus"
)

// Match is a label found in a sequence of words.
type Match struct {
	Concept    string // Concept.ID
	From       int    // index of the first word
	To         int    // index after the last word
	Reason     corpus.Reason
	Confidence float64 // 0 to 1
}

// Match finds labels, the longest from the left, without overlap. A label is
// found through inflection, another hyphenation or spelling, punctuation at
// the edges of words and light OCR damage, but never across the end of a
// sentence, a comma or a bracket. Labels written with a capital are names and
// match only what has one.
//
// In a common concept, labels of one word, hidden labels and the preferred
// label if it has a qualifier in brackets count only where they have support
// within 25 words: a context stem, a sure label of the concept or of one tied to
// it, or in a row labels of two other concepts under the same broader one. A common
// concept without context stems is not found by them at all. An acronym of two
// letters needs the same support.
func (g *Glossary) Match(words []string) []Match {
	s := search{m: g.matcher, atoms: split(words), variants: map[string][]variant{}}
	for i := 0; i < len(s.atoms); {
		f := s.at(i)
		if f.to == 0 {
			i++
			continue
		}
		s.addEllipsis(f)
		s.found = append(s.found, f)
		i = f.to
	}
	return s.matches()
}

// search is one run over a sequence of atoms.
type search struct {
	m        *matcher
	atoms    []atom
	variants map[string][]variant // by key
	found    []finding
}

// finding is a label over atoms from (incl.) and to (excl.); to is 0 for none.
type finding struct {
	from, to   int
	concept    int
	reason     corpus.Reason
	confidence float64
	cost       float64 // of its OCR damage
	weak       bool
}

// at is the longest label that begins at an atom, the least damaged of them.
func (s *search) at(i int) finding {
	if c, ok := s.acronym(i); ok {
		return finding{from: i, to: i + 1, concept: c, reason: corpus.Acronym, confidence: .97, weak: len(s.atoms[i].text) < 3}
	}
	var best finding
	s.follow(0, i, i, 0, &best)
	return best
}

func (s *search) acronym(i int) (concept int, ok bool) {
	text := s.atoms[i].text
	if len(text) < 2 || text[1] < 'A' || text[1] > 'Z' {
		return 0, false
	}
	if concept, ok = s.m.acronyms[text]; ok {
		return concept, true
	}
	concept, ok = s.m.acronyms[strings.TrimSuffix(text, "s")]
	return concept, ok
}

// follow walks the trie from a state with the atoms from i on, as they are and
// as the label words that they may stand for.
func (s *search) follow(state int32, start, i int, cost float64, best *finding) {
	if i >= len(s.atoms) || i > start && (s.atoms[i].open || s.atoms[i-1].shut) {
		return
	}
	a := s.atoms[i]
	if next := s.m.byKey.step(state, a.key); next != 0 {
		paid := cost
		if a.noisy {
			paid += noiseCost
		}
		s.arrive(next, start, i+1, paid, best)
	}
	for _, v := range s.variantsOf(i) {
		if next := s.m.byKey.step(state, v.word); next != 0 {
			s.arrive(next, start, i+1, cost+v.cost, best)
		}
	}
}

// arrive notes what ends at a state, and goes on.
func (s *search) arrive(state int32, start, end int, cost float64, best *finding) {
	if labels := s.m.byKey.nodes[state].labels; len(labels) > 0 && s.fits(start, end, cost) && s.named(labels, start) {
		if end > best.to || cost < best.cost {
			*best = s.finding(labels, start, end, cost)
		}
	}
	s.follow(state, start, end, cost, best)
}

// fits reports whether atoms may be a label: not a lone side of a hyphen, and
// not too damaged for their length.
func (s *search) fits(start, end int, cost float64) bool {
	torn := s.atoms[start].glued || end < len(s.atoms) && s.atoms[end].glued
	if torn && end-start == 1 {
		return false
	}
	n := 0
	for _, a := range s.atoms[start:end] {
		n += len(a.key)
	}
	return cost == 0 || n >= minDamaged && cost <= allowance(n)
}

// named reports whether the text at start may be one of these labels by its
// first letter: names begin with a capital, or a digit put in its place.
func (s *search) named(labels []label, start int) bool {
	a := s.atoms[start]
	return a.text[0] <= 'Z' || slices.ContainsFunc(labels, func(l label) bool { return !l.name })
}

func (s *search) finding(labels []label, start, end int, cost float64) finding {
	f := finding{from: start, to: end, concept: labels[0].concept, cost: cost, weak: true}
	for _, l := range labels {
		f.weak = f.weak && l.weak
	}
	f.reason, f.confidence = reason(surface(s.atoms[start:end]), labels)
	if cost > 0 {
		f.reason, f.confidence = corpus.Variant, .95-.3*cost
	}
	return f
}

// addEllipsis finds the concept of "horizontal" in "horizontal and vertical
// learning", given the finding of "vertical learning".
func (s *search) addEllipsis(f finding) {
	i := f.from - 2
	if i < 0 || f.to-f.from < 2 || s.atoms[i].shut || s.atoms[i+1].shut || s.atoms[i+1].open || s.atoms[f.from].open {
		return
	}
	if n := len(s.found); n > 0 && s.found[n-1].to > i {
		return
	}
	if and := s.atoms[i+1].key; and != "and" && and != "or" {
		return
	}
	labels := s.m.byKey.labels(s.atoms[i].key + joinKeys(s.atoms[f.from+1:f.to]))
	if len(labels) > 0 && labels[0].concept != f.concept {
		s.found = append(s.found, finding{from: i, to: i + 1, concept: labels[0].concept, reason: corpus.Inflected, confidence: .85})
	}
}

// matches turns findings into matches: weak ones need support, and no two
// share a word.
func (s *search) matches() []Match {
	var out []Match
	for k, f := range s.found {
		if f.weak {
			if !s.supported(k) {
				continue
			}
			f.confidence *= .85
		}
		m := Match{s.m.concepts[f.concept].id, s.atoms[f.from].word, s.atoms[f.to-1].word + 1, f.reason, f.confidence}
		if n := len(out); n > 0 && out[n-1].To > m.From {
			continue
		}
		out = append(out, m)
	}
	return out
}
