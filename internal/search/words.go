package search

import (
	"strings"

	"recto/internal/search/match"
)

// words knows the words of the texts that one writer adds, by the numbers that
// package passage gives them: each is cut once, however often it comes.
type words struct {
	match.Analyzer
	cuts   []*cut // by number; nil where a word has not come yet
	texts  []string
	small  []bool // terms of which pairs are terms of their own
	byText map[string]uint32
	pairs  map[[2]uint32]uint32
	times  []int32  // how often each term stands in the field being counted
	found  []uint32 // the terms that do
}

// cut is what stands between two spaces: no word, one, or several.
type cut struct {
	terms []uint32 // by their numbers, which mean nothing to package passage
	forms []string
	part  int // in which it came last, by the shelf's count
}

// cut gives the words of a piece of text without spaces, which has a number.
func (w *words) cut(number uint32, piece string) *cut {
	if int(number) >= len(w.cuts) {
		w.cuts = append(w.cuts, make([]*cut, int(number)+1-len(w.cuts))...)
	}
	c := w.cuts[number]
	if c == nil {
		c = &cut{}
		for _, word := range w.Words(piece) {
			c.terms, c.forms = append(c.terms, w.term(word.Term)), append(c.forms, strings.Clone(word.Form))
		}
		w.cuts[number] = c
	}
	return c
}

// term is the number of a term.
func (w *words) term(text string) uint32 {
	if n, ok := w.byText[text]; ok {
		return n
	}
	if w.byText == nil {
		w.byText, w.pairs = map[string]uint32{}, map[[2]uint32]uint32{}
	}
	n := w.name(text, w.IsSmall(text))
	w.byText[w.texts[n]] = n
	return n
}

func (w *words) name(text string, small bool) uint32 {
	w.texts, w.small, w.times = append(w.texts, strings.Clone(text)), append(w.small, small), append(w.times, 0)
	return uint32(len(w.texts) - 1)
}

// pair is the number of the term that two small terms are together.
func (w *words) pair(first, second uint32) uint32 {
	n, ok := w.pairs[[2]uint32{first, second}]
	if !ok {
		n = w.name(pairTerm(w.texts[first], w.texts[second]), false)
		w.pairs[[2]uint32{first, second}] = n
	}
	return n
}

// pairTerm is two small words side by side, which stand in nearly every passage
// each by itself: so a phrase of such words is found without looking through
// them all. No word has a space. After Tom Burton-West's common-grams for the
// HathiTrust's full-text search (2010).
func pairTerm(first, second string) string { return first + " " + second }

// count makes a field of the terms of texts, each text by the numbers of its
// words. A pair of small words counts as a term, too.
func (w *words) count(name string, texts ...[]uint32) *field {
	length := 0
	for _, text := range texts {
		length += w.countText(text)
	}
	f := newField(name, true, len(w.found))
	f.length = length
	for _, term := range w.found {
		f.terms[w.texts[term]] = often(int(w.times[term]))
		w.times[term] = 0
	}
	w.found = w.found[:0]
	return f
}

// countText counts the terms of a text beside those that were counted, and gives
// its words.
func (w *words) countText(text []uint32) int {
	const none = -1
	last, length := none, 0 // the term before, if it is small
	for _, word := range text {
		for _, term := range w.cuts[word].terms {
			w.add(term)
			length++
			switch {
			case !w.small[term]:
				last = none
				continue
			case last != none:
				w.add(w.pair(uint32(last), term))
			}
			last = int(term)
		}
	}
	return length
}

func (w *words) add(term uint32) {
	if w.times[term] == 0 {
		w.found = append(w.found, term)
	}
	w.times[term]++
}

// names are the terms of a piece of text without spaces, as package passage
// wants to know them.
func (w *words) names(piece string) []string {
	var out []string
	for _, word := range w.Words(piece) {
		out = append(out, word.Term)
	}
	return out
}
