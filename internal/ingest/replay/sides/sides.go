// Package sides tells on which of the two pages of a scan each of its lines
// stands, where the text layer was read across both and has no places: from how
// likely each line continues which other, and from what a person said of some.
//
// Two pages are two streams of lines, each in the order of the source. Every
// line goes on with the stream before it or with the other one, and each way to
// part the lines counts as much as the joints that it makes are likely; all ways
// are summed by the forward-backward method. A person's word about a line leaves
// out all ways that say otherwise, and so bears on the lines around it.
//
// The package moves no line. It says what is likely, and which line is worth
// asking about next.
package sides

import (
	"slices"

	"recto/internal/corpus"
)

// Line is a line of a scan.
type Line struct {
	ID      string // Word.ID of its first word
	Words   int
	Origins []Origin    // which it may continue
	Said    corpus.Side // the side that a person said; empty if nobody did
}

// Origin is a line that another may continue.
type Origin struct {
	Line   int // its index
	Chance float64
}

// Chances are for each line that it stands on the right page. Without any line
// of which the side was said, the two pages cannot be told apart, and all are
// one half.
func Chances(lines []Line) []float64 {
	out := make([]float64, len(lines))
	if !slices.ContainsFunc(lines, func(l Line) bool { return l.Said != "" }) {
		for t := range out {
			out[t] = .5
		}
		return out
	}
	forward, backward := newLattice(lines), newLattice(lines)
	for s := range 2 {
		if lines[0].may(s) {
			forward[0][s*states+alone] = 1
		}
	}
	for t := range len(lines) - 1 {
		steps(lines, t, func(from, to int, weight float64) {
			forward[t+1][to] += forward[t][from] * weight
		})
		scale(&forward[t+1])
	}
	for k := range backward[len(lines)-1] {
		backward[len(lines)-1][k] = 1
	}
	for t := len(lines) - 2; t >= 0; t-- {
		steps(lines, t, func(from, to int, weight float64) {
			backward[t][from] += backward[t+1][to] * weight
		})
		scale(&backward[t])
	}
	for t := range lines {
		var of [2]float64
		for k, v := range forward[t] {
			of[k/states] += v * backward[t][k]
		}
		if sum := of[0] + of[1]; sum > 0 {
			out[t] = of[1] / sum
		}
	}
	return out
}

// reach is how many lines back the other page's last line is looked for.
const reach = 48

// A state is a side, and how many lines before this one the other page's last
// line stands, from 1 to reach; alone is that there is none so near.
const (
	alone  = 0
	states = reach + 1
)

// lost is what it counts for that a line continues another of which nothing says
// so, against a joint that is certain: words at the edges are lost, and good
// joints with them. Where there is no line to go on from, it is half as much.
const lost = .1

// lattice is for each line and state the share of all ways to part the lines.
type lattice [][2 * states]float64

func newLattice(lines []Line) lattice { return make(lattice, len(lines)) }

// steps calls visit with every way to go on from line t to the next: on the same
// page, or on the other one.
func steps(lines []Line, t int, visit func(from, to int, weight float64)) {
	next := &lines[t+1]
	on := next.after(t)
	for s := range 2 {
		for back := range states {
			from := s*states + back
			if next.may(s) {
				further := alone
				if back > 0 && back < reach {
					further = back + 1
				}
				visit(from, s*states+further, on)
			}
			if next.may(1 - s) {
				weight := lost / 2
				if back > 0 {
					weight = next.after(t - back)
				}
				visit(from, (1-s)*states+1, weight)
			}
		}
	}
}

// may reports whether a line may stand on the left, 0, or right page, 1.
func (l *Line) may(side int) bool {
	return l.Said == "" || l.Said == corpus.Left && side == 0 || l.Said == corpus.Right && side == 1
}

// after is what it counts for that the line comes after another on its page.
func (l *Line) after(line int) float64 {
	for _, o := range l.Origins {
		if o.Line == line {
			return o.Chance + lost
		}
	}
	return lost
}

// scale makes a row sum to one, so that none vanishes.
func scale(row *[2 * states]float64) {
	sum := 0.
	for _, v := range row {
		sum += v
	}
	if sum == 0 {
		return
	}
	for k := range row {
		row[k] /= sum
	}
}
