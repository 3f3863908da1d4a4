package annotate

import (
	"cmp"
	"maps"
	"slices"

	"recto/internal/corpus"
	"recto/internal/glossary"
)

// cut.go finds labels that are cut where a line ends and it is not known which
// line goes on: its last words and the first ones of a line that may go on make a
// label together. What is marked are the words before the cut, since where the
// others stand is in doubt.

const (
	leastJoint = .2 // the chance from which a line is tried as the one that goes on: that both make a label speaks for it, too
	beside     = 25 // tokens on either side of a cut that are read, as many as may support a label
)

// place is a token by its block and its place in there.
type place struct{ block, token int }

// places are where the tokens of blocks stand, by their ids: the first and the
// last of those that were one word.
type places struct{ first, last map[string]place }

func placesOf(blocks []corpus.Block) places {
	p := places{map[string]place{}, map[string]place{}}
	for i, b := range blocks {
		if !mentions(b.Kind) {
			continue
		}
		for k, t := range b.Tokens {
			if id := t.ID(); id != "" {
				p.last[id] = place{i, k}
				if _, ok := p.first[id]; !ok {
					p.first[id] = place{i, k}
				}
			}
		}
	}
	return p
}

// start is where a line begins.
func (p places) start(l corpus.Line) (at place, ok bool) {
	if len(l.Tokens) > 0 {
		at, ok = p.first[l.Tokens[0].ID()]
	}
	return at, ok
}

// end is where a line ends.
func (p places) end(l corpus.Line) (at place, ok bool) {
	if len(l.Tokens) > 0 {
		at, ok = p.last[l.Tokens[len(l.Tokens)-1].ID()]
	}
	return at, ok
}

// setCut adds the mentions of labels that are cut at the breaks of a part, for
// each break the one that is likeliest.
func setCut(p corpus.Part, g *glossary.Glossary) {
	if !slices.ContainsFunc(p.Lines, func(l corpus.Line) bool { return l.Break }) {
		return
	}
	at := placesOf(p.Blocks)
	lines := map[string]corpus.Line{}
	for _, l := range p.Lines {
		if len(l.Words) > 0 {
			lines[l.ID()] = l
		}
	}
	found := map[place]corpus.Mention{} // by the last token before the break
	for i, l := range p.Lines {
		start, ok := at.start(l)
		if !l.Break || !ok || !g.InLabel(l.Tokens[0].Text) {
			continue
		}
		for _, o := range origins(p.Lines, i) {
			end, ok := at.end(lines[o.Line])
			if !ok || o.Probability < leastJoint || !g.InLabel(p.Blocks[end.block].Tokens[end.token].Text) {
				continue
			}
			if m, ok := across(p.Blocks, end, start, g); ok {
				m.Confidence *= o.Probability
				if m.Confidence > found[end].Confidence {
					found[end] = m
				}
			}
		}
	}
	ends := slices.SortedFunc(maps.Keys(found), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.block, b.block), cmp.Compare(a.token, b.token))
	})
	for _, end := range ends {
		b, m := &p.Blocks[end.block], found[end]
		if !overlaps(b.Mentions, m.From, m.To) {
			b.Mentions = append(b.Mentions, m)
			slices.SortFunc(b.Mentions, func(a, b corpus.Mention) int { return cmp.Compare(a.From, b.From) })
		}
	}
}

// origins are the lines that a line may go on from: the one before it, and those
// that it may continue instead.
func origins(lines []corpus.Line, i int) []corpus.Candidate {
	all := slices.Clone(lines[i].Candidates)
	if i > 0 && len(lines[i-1].Words) > 0 {
		all = append(all, corpus.Candidate{Line: lines[i-1].ID(), Probability: lines[i].Joint})
	}
	return all
}

// across finds a label that runs from the last token before a break over the
// first one of a line that may go on there.
func across(blocks []corpus.Block, end, start place, g *glossary.Glossary) (corpus.Mention, bool) {
	before, after := blocks[end.block].Tokens[:end.token+1], blocks[start.block].Tokens[start.token:]
	from := max(0, len(before)-beside)
	words := slices.Concat(readings(before[from:]), readings(after[:min(len(after), beside)]))
	cut := len(before) - from
	for _, m := range g.Match(words) {
		if m.From < cut && cut < m.To {
			return corpus.Mention{Concept: m.Concept, From: from + m.From, To: end.token + 1, Reason: corpus.Hyphenation, Confidence: m.Confidence}, true
		}
	}
	return corpus.Mention{}, false
}
