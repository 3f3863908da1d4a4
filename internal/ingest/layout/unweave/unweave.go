// Package unweave restores the reading order of text without boxes, as in a text
// layer of scans that show two pages at a time: lines of both pages alternate,
// lines are cut where words were lost, and pieces stand before or after their
// neighbours.
//
// Every pair of lines not too far apart gets the chance that the second
// continues the first, by boosted trees: first over how their words meet, case,
// hyphens, brackets and lengths, wherever they stand; then with blanks, distance
// and the lines around them; then once more with what was found for all other
// pairs, and with what follows if the lines are two streams that take turns in
// one of several ways. Each line continues at most one
// other, so the chances are made to shut each other out, and the chance of each
// joint is calibrated on texts of known order. Joints are made where the order
// is then likelier to be right than that of the source, scan by scan; text in
// order stays as it is. Where whole lines of two pages stand in blocks, the lines
// of the left page are put first if it is told well enough which they are.
//
// The package takes no line away and changes no word, and it does not say of
// which page of the spread a line is. What is joined and what is shown as a break
// is its caller's decision. The command in the folder train learns the weights.
package unweave

import (
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
	r, err := newReader(m)
	if err != nil {
		return Order{}, err
	}
	return w.order(newEvidence(r, r.read(lines), &w.words)), nil
}

func (w *weights) order(e *evidence) Order {
	c := second(e, newPairs(e, &w.pair), &w.context)
	n := len(e.pieces)
	o := Order{Lines: c.arrange(e), Joints: make([]float64, n), Shares: make([]float64, n), Others: make([][]Link, n)}
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

// chance is that line j continues line i.
func (c *pairs) chance(i, j int) float32 { return c.both.at(i, j) }
