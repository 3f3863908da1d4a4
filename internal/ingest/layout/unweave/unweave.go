// Package unweave restores the reading order of text without boxes, as in a text
// layer of scans that show two pages at a time: lines of both pages alternate,
// lines are cut where words were lost, and pieces stand before or after their
// neighbours.
//
// Every pair of lines not too far apart gets the chance that the second
// continues the first: boosted trees over how their words meet, case, hyphens,
// brackets, lengths, blanks and distance; then once more with what the first
// round found for all other pairs. Each line continues at most one other, so the
// chances are made to shut each other out, the likeliest joints are made, and the
// chance of each is calibrated on texts of known order.
//
// The package takes no line away and changes no word, and it does not say from
// which side of the spread a line is. What is joined and what is shown as a break
// is its caller's decision. The command in the folder train learns the weights.
package unweave

import (
	"slices"

	"recto/internal/corpus"
	"recto/internal/language"
)

// Order is lines in reading order, as far as it can be told.
type Order struct {
	Lines  []int     // index of each line, in reading order
	Joints []float64 // chance that it continues the line before it, 0 for the first
	Shares []float64 // length of each line, by its index; 1 is a full line of print
	// Others are of each line, by its index, other lines that it may continue,
	// likeliest first.
	Others [][]Link
}

// Link is a line and the chance that it is continued.
type Link struct {
	Line        int
	Probability float64
}

// Lines orders the lines of a text, none of them empty. Lines stay on the scan
// of their first words.
func Lines(lines []corpus.Line, m *language.Model) (Order, error) {
	w, err := learnt()
	if err != nil {
		return Order{}, err
	}
	r := newReader(m)
	e := newEvidence(r, r.read(lines))
	return w.order(e), nil
}

func (w *weights) order(e *evidence) Order {
	c := second(e, newPairs(e, &w.pair), &w.context)
	n := len(e.pieces)
	o := Order{Lines: c.worthwhile(e, sequence(chain(n, c.joints(e)))), Joints: make([]float64, n), Shares: make([]float64, n), Others: make([][]Link, n)}
	for k := 1; k < n; k++ {
		o.Joints[k] = w.calibrate(c.chance(o.Lines[k-1], o.Lines[k]))
	}
	for i, p := range e.pieces {
		o.Shares[i] = p.share
	}
	for j := range n {
		for _, l := range c.origin[j] {
			o.Others[j] = append(o.Others[j], Link{l.line, w.calibrate(c.chance(l.line, j))})
		}
	}
	return o
}

// joints are the pairs on one scan that decide the order.
func (c *pairs) joints(e *evidence) []joint {
	var all []joint
	for i := range e.pieces {
		lo, hi := c.both.span(i)
		for j := lo; j < hi; j++ {
			if p := c.chance(i, j); p >= firm && e.pieces[i].scan == e.pieces[j].scan {
				all = append(all, joint{i, j, p})
			}
		}
	}
	return all
}

// worth is how many more right joints to expect of a new order, per line of the
// scan, for the order of the source to be given up.
const worth = .04

// worthwhile puts the lines of each scan back in the order of the source where a
// new order promises too little.
func (c *pairs) worthwhile(e *evidence, lines []int) []int {
	for from := 0; from < len(lines); {
		to, gain := from+1, float32(0)
		for ; to < len(lines) && e.pieces[lines[to]].scan == e.pieces[lines[from]].scan; to++ {
			gain += c.chance(lines[to-1], lines[to]) - c.chance(to-1, to)
		}
		if gain < worth*float32(to-from) {
			slices.Sort(lines[from:to])
		}
		from = to
	}
	return lines
}

// firm is the chance from which a joint decides the order.
const firm = .5

// chance is that line j continues line i: the mean of what is found where any
// line may continue any other and where the lines are two streams.
func (c *pairs) chance(i, j int) float32 { return (c.streams.at(i, j) + c.both.at(i, j)) / 2 }
