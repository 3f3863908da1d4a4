package main

import (
	"strings"
	"unicode"

	"recto/internal/language"
)

// counts is what the texts say about words and pairs of words.
type counts struct {
	ids   map[string]uint32
	words []word
	pairs map[uint64]float32
	total float64
}

type word struct {
	text             string
	weight           float64 // over all texts
	modern, old      int
	lower, cap, caps int        // inside sentences
	signs            [3]float64 // weight of uses with each kind of sign behind
}

// The first ids are those of the special words, named as in language.Pair.
var specials = []string{"?", "#", "^"}

const sentenceStart = 2

func newCounts() *counts {
	c := &counts{ids: map[string]uint32{}, pairs: map[uint64]float32{}}
	for _, s := range specials {
		c.id(s)
	}
	return c
}

func (c *counts) id(s string) uint32 {
	id, ok := c.ids[s]
	if !ok {
		id = uint32(len(c.words))
		s = strings.Clone(s)
		c.ids[s] = id
		c.words = append(c.words, word{text: s})
	}
	return id
}

// add counts the words of one line of text.
func (c *counts) add(line string, t text) {
	prev := uint32(sentenceStart)
	for _, field := range strings.Fields(line) {
		pieces := strings.FieldsFunc(field, language.Parting)
		for k, piece := range pieces {
			core := strings.TrimFunc(piece, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if core == "" {
				continue
			}
			id := c.count(strings.TrimSuffix(strings.TrimSuffix(core, "'s"), "’s"), t, prev == sentenceStart)
			c.pairs[uint64(prev)<<32|uint64(id)] += float32(t.weight)
			if k == len(pieces)-1 {
				c.words[id].signs[language.SignOf(piece[strings.LastIndex(piece, core)+len(core):])] += t.weight
			}
			prev = id
		}
		if strings.ContainsAny(field, ".!?") {
			prev = sentenceStart
		}
	}
}

func (c *counts) count(core string, t text, first bool) uint32 {
	if strings.ContainsFunc(core, unicode.IsDigit) {
		c.words[1].weight += t.weight
		c.total += t.weight
		return 1
	}
	id := c.id(language.Fold(core))
	w := &c.words[id]
	w.weight += t.weight
	c.total += t.weight
	if t.old {
		w.old++
		return id
	}
	w.modern++
	if first {
		return id
	}
	switch {
	case core == w.text:
		w.lower++
	case strings.ToUpper(core) == core && len(core) > 1:
		w.caps++
	default:
		w.cap++
	}
	return id
}
