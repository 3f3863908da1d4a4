package replay

import (
	"math"
	"slices"

	"recto/internal/corpus"
	"recto/internal/ingest/replay/sides"
)

// stand takes down on which page of its scan a line stands.
func (a *arranger) stand(l *corpus.Line, side corpus.Side) (why string) {
	if l.Words[0].HasBox() {
		return "its words have places on the scan now, which tell on which page they stand"
	}
	a.said[l] = side
	return ""
}

// partPages puts the lines of each scan of which some were said to stand on the
// left or the right page in that order: all of the left page, then all of the
// right one, each in the order that they had. Where the others stand is told
// from what was said and from how lines continue each other.
func (a *arranger) partPages() {
	for i := range a.lines {
		said := map[string]corpus.Side{}
		for _, l := range a.lines[i] {
			if side := a.said[l]; side != "" {
				said[l.ID()] = side
			}
		}
		if len(said) > 0 {
			a.partPage(i, said)
		}
	}
	clear(a.said)
}

func (a *arranger) partPage(i int, said map[string]corpus.Side) {
	var text []corpus.Line
	for _, l := range a.lines[i] {
		if !l.Role.Forme() && len(l.Words) > 0 {
			text = append(text, *l)
		}
	}
	right := map[string]float64{}
	lines := sides.Of(text, said)
	for k, chance := range sides.Chances(lines) {
		right[lines[k].ID] = chance
	}
	before := beforeEach(text)
	a.lines[i] = parted(a.lines[i], right)
	last := ""
	for _, l := range a.lines[i] {
		if !l.Role.Forme() && len(l.Words) > 0 {
			weigh(l, last, before[l.ID()], right)
			last = l.ID()
		}
	}
}

// beforeEach is the line before each line.
func beforeEach(text []corpus.Line) map[string]string {
	before := map[string]string{}
	for i := 1; i < len(text); i++ {
		before[text[i].ID()] = text[i-1].ID()
	}
	return before
}

// parted puts lines of the right page behind those of the left; forme work stays
// behind the line that it stood behind.
func parted(lines []*corpus.Line, right map[string]float64) []*corpus.Line {
	var of [2][]*corpus.Line
	side := 0
	for _, l := range lines {
		if !l.Role.Forme() && len(l.Words) > 0 {
			side = int(math.Round(right[l.ID()]))
		}
		of[side] = append(of[side], l)
	}
	return slices.Concat(of[0], of[1])
}

// weigh weighs anew which line of its scan one continues: lines count as far as
// they stand on its page. The line before it is last now; an empty id is one of
// another scan, of which nothing new is known.
func weigh(l *corpus.Line, last, before string, right map[string]float64) {
	if last == "" && before == "" {
		return
	}
	id := l.ID()
	all := l.Candidates
	if l.Joint > 0 && before != "" {
		all = append([]corpus.Candidate{{Line: before, Probability: l.Joint}}, all...)
	}
	left, sum := 1., 0.
	weighed := make([]corpus.Candidate, 0, len(all))
	for _, c := range all {
		left -= c.Probability
		r, o := right[id], right[c.Line]
		c.Probability *= r*o + (1-r)*(1-o)
		sum += c.Probability
		weighed = append(weighed, c)
	}
	sum += max(left, 0)
	l.Joint, l.Candidates = 0, nil
	for _, c := range weighed {
		switch c.Probability = math.Round(100*c.Probability/max(sum, .01)) / 100; {
		case c.Line == last:
			l.Joint = c.Probability
		case c.Probability >= corpus.LeastCandidate:
			l.Candidates = append(l.Candidates, c)
		}
	}
	l.Break = l.Joint < corpus.BreakBelow
}
