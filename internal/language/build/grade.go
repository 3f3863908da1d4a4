package main

import (
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/internal/language"
)

// lexicon is the words that the model keeps.
type lexicon struct {
	words   []entry // by text
	index   map[string]int
	total   float64
	unknown float64 // share of running words that are not in it
}

type entry struct {
	text  string
	count float64
	grade language.Grade
	kind  language.Case
}

// listWeight is how much the frequency lists count against the texts.
const listWeight = .15

func grade(c *counts, l *lists) *lexicon {
	all := map[string]bool{}
	for _, w := range c.words[len(specials):] {
		all[w.text] = true
	}
	for w := range l.level {
		all[w] = true
	}
	for w := range l.own {
		all[w] = true
	}
	x := &lexicon{index: map[string]int{}}
	for _, text := range slices.Sorted(maps.Keys(all)) {
		var w word
		if id, ok := c.ids[text]; ok {
			w = c.words[id]
		}
		g := gradeOf(text, w, l)
		if g == language.Absent {
			x.unknown += w.weight
			continue
		}
		count := w.weight + listWeight*c.total*l.counts[text] + .3
		if _, own := l.own[text]; own {
			count += 5
		}
		x.words = append(x.words, entry{text, count, g, caseOf(text, w, l)})
		x.total += count
	}
	for i, e := range x.words {
		x.index[e.text] = i
	}
	return x
}

// gradeOf asks for more evidence the rarer a list says the word is.
func gradeOf(text string, w word, l *lists) language.Grade {
	level, listed := l.level[text]
	_, own := l.own[text]
	letters := len([]rune(text))
	switch {
	case strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) || letters > 30:
		return language.Absent
	case own:
		return language.Good
	case letters == 1:
		if text == "a" || text == "i" {
			return language.Good
		}
		return language.Doubtful
	case letters <= 3 && (!listed || level > 20) && w.modern < 12, letters == 4 && (!listed || level > 40) && w.modern < 3:
		if listed && level <= 70 || w.modern >= 6 {
			return language.Doubtful
		}
		return language.Absent
	case listed && level <= 50, listed && level <= 70 && w.modern > 0, listed && w.modern >= 3:
		return language.Good
	case w.modern >= 20 && letters > 2 || w.modern >= 100:
		return language.Good
	case listed && level <= 70, listed && w.modern+w.old > 0, w.modern >= 2, w.old >= 5:
		return language.Doubtful
	}
	return language.Absent
}

func caseOf(text string, w word, l *lists) language.Case {
	if own, ok := l.own[text]; ok {
		return own
	}
	seen := w.lower + w.cap + w.caps
	switch {
	case seen >= 2 && w.caps*10 > seen*7:
		return language.Upper
	case seen >= 2 && w.lower*4 < seen:
		return language.Capital
	case seen < 2 && l.proper[text]:
		return language.Capital
	}
	return language.Lower
}

const discount = .7

// keep is the least weight of a pair that the model keeps: one use in a text of
// our time, four in an old one.
const keep = .9

// entries are the words with ln P, and the mass that each leaves for pairs not kept.
func (x *lexicon) entries(c *counts) []language.Entry {
	after, kept := make([]float64, len(c.words)), make([]float64, len(c.words))
	for _, pair := range slices.Sorted(maps.Keys(c.pairs)) {
		a, n := pair>>32, c.pairs[pair]
		after[a] += float64(n)
		if x.keeps(c, pair, n) {
			kept[a] += float64(n) - discount
		}
	}
	backoff := func(id uint32) float64 {
		if after[id] == 0 {
			return 0
		}
		return math.Log(max(.02, 1-kept[id]/after[id]))
	}
	total := x.total + x.unknown + c.words[1].weight
	common := c.signs()
	list := []language.Entry{
		{Special: 0, Ln: -12, Backoff: 0, Signs: lnSigns([3]float64{}, common)},
		{Special: 1, Ln: math.Log(c.words[1].weight / total), Backoff: backoff(1), Signs: lnSigns(c.words[1].signs, common)},
		{Special: 2, Ln: -12, Backoff: backoff(sentenceStart), Signs: lnSigns([3]float64{}, common)},
	}
	for _, e := range x.words {
		b, signs := 0., [3]float64{}
		if id, ok := c.ids[e.text]; ok {
			b, signs = backoff(id), c.words[id].signs
		}
		list = append(list, language.Entry{
			Word: e.text, Ln: math.Log(e.count / total), Backoff: b, Grade: e.grade, Case: e.kind, Signs: lnSigns(signs, common),
		})
	}
	return list
}

// signs are the shares of each kind of sign behind the words of all texts.
func (c *counts) signs() [3]float64 {
	var shares [3]float64
	total := 0.
	for _, w := range c.words {
		for k, n := range w.signs {
			shares[k] += n
			total += n
		}
	}
	for k := range shares {
		shares[k] /= total
	}
	return shares
}

// lnSigns are ln P of each kind of sign behind a word, drawn towards the shares
// of all words by as much as some uses would.
func lnSigns(counts, common [3]float64) [3]float64 {
	const uses = 12
	total := counts[0] + counts[1] + counts[2] + uses
	for k := range counts {
		counts[k] = math.Log((counts[k] + uses*common[k]) / total)
	}
	return counts
}

// keeps reports whether a pair is frequent enough, and of known words.
func (x *lexicon) keeps(c *counts, pair uint64, n float32) bool {
	return n >= keep && x.known(c, uint32(pair>>32)) && x.known(c, uint32(pair))
}

func (x *lexicon) known(c *counts, id uint32) bool {
	if int(id) < len(specials) {
		return id != 0
	}
	_, ok := x.index[c.words[id].text]
	return ok
}

func (x *lexicon) pairs(c *counts) []language.Pair {
	after := make([]float64, len(c.words))
	for pair, n := range c.pairs {
		after[pair>>32] += float64(n)
	}
	total := x.total + x.unknown
	var list []language.Pair
	for pair, n := range c.pairs {
		if !x.keeps(c, pair, n) {
			continue
		}
		a, b := uint32(pair>>32), uint32(pair)
		p := max(0, float64(n)-discount)/after[a] + .1*c.words[b].weight/total
		list = append(list, language.Pair{First: c.words[a].text, Second: c.words[b].text, Ln: math.Log(p)})
	}
	return list
}

// spelled gives the good words with a damped weight, for the letter model.
func (x *lexicon) spelled() func(yield func(string, float64) bool) {
	return func(yield func(string, float64) bool) {
		for _, e := range x.words {
			if e.grade == language.Good && !yield(e.text, math.Sqrt(1+e.count)) {
				return
			}
		}
	}
}
