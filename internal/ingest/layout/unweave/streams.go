package unweave

import (
	"math"
	"slices"

	"recto/internal/cores"
)

// Two streams of lines run through woven text, each in the order of the file,
// and every line goes on with one of them or begins a new one. How often the
// stream changes is not known: a scan may hold its pages one after the other,
// line by line by turns, in runs, or with a blank line at most changes. So each
// way is tried, and counts as much as it makes the scan likely.
type way struct {
	blank, tight float64 // how often the stream changes at a blank line, and elsewhere
	// runs, if there are any, say instead how often it changes after one line of
	// it, after two and so on; the last is for all that are longer.
	runs []float64
	// leads, if there are any, say instead how often it changes by how many lines
	// more of it than of the other there have been: first for leastLead, last for
	// all that are further ahead. Two pages that are read from their tops down in
	// runs of any length keep near one another.
	leads []float64
	prior float64
}

// leastLead is the least lead that matters, where the other stream is so far ahead.
const leastLead = -4

var ways = []way{
	{blank: .02, tight: .01, prior: .4},
	{blank: .985, tight: .985, prior: .15},
	{blank: .45, tight: .45, prior: .15},
	{blank: .75, tight: .15, prior: .1},
	{blank: .9, tight: .5, prior: .1},
	{blank: .3, tight: .1, prior: .1},
	{runs: []float64{.02, .97}, prior: .02},
	{runs: []float64{.02, .02, .97}, prior: .02},
	{runs: []float64{.02, .02, .02, .97}, prior: .02},
	{runs: []float64{.25, .33, .5, .9}, prior: .04},
	{leads: []float64{.01, .01, .01, .02, .3, .45, .45, .5, .85}, prior: .02},
	{leads: []float64{.01, .01, .01, .01, .97, .4, .4, .45, .9}, prior: .02},
}

// sharpened is what plain evidence counts for among all that two streams are made of.
const sharpened = 1.2

// opens is how often a second stream begins where there is one, and closes how
// often one of two ends; newStream is what it counts for that a stream begins
// anew, against going on, and unlikely the least odds of a pair.
const (
	opens     = .02
	closes    = .02
	newStream = .02
	unlikely  = .003
)

// lattice holds, for line i and state, the share of all ways to go on to i. A
// state is how many lines before i the other stream ends, 0 where there is no
// other, and how long the run of the stream of i is, or how far it leads, as far
// as that matters.
type lattice [][]float64

// memory is how many lengths of runs, or leads, matter.
func (w way) memory() int { return max(1, len(w.runs), len(w.leads)) }

// first is what is remembered of the first line of a scan.
func (w way) first() int {
	if w.leads == nil {
		return 0
	}
	return 1 - leastLead
}

// longer is what is remembered after one more line of the same stream.
func (w way) longer(known int) int { return min(known+1, w.memory()-1) }

// turned is what is remembered after a line of the other stream.
func (w way) turned(known int) int {
	if w.leads == nil {
		return 0
	}
	return min(max(1-2*leastLead-known, 0), w.memory()-1)
}

// change is how often the stream changes after a line, before a blank or not.
func (w way) change(known int, blank bool) float64 {
	switch {
	case w.runs != nil:
		return w.runs[known]
	case w.leads != nil:
		return w.leads[known]
	case blank:
		return w.blank
	}
	return w.tight
}

// opening is how often the second stream begins after line i of a scan: as often
// as streams change if that is the end of a first run, else hardly ever.
func (w way) opening(i int, change float64) float64 {
	if i == 0 || i < len(w.runs) || i < len(w.leads)+leastLead-1 {
		return change
	}
	return opens
}

func (w way) row() []float64 { return make([]float64, (reachAhead+1)*w.memory()) }

// streams is the chance of each joint under two streams, by how the words of the
// lines meet.
func (e *evidence) streams() grid {
	odds := newGrid(len(e.pieces))
	for k, met := range e.met.cells {
		odds.cells[k] = float32(math.Exp(clip(sharpened*float64(met), -6, 9)))
	}
	out := newGrid(odds.n)
	var blocks [][2]int
	for from, to := range e.blocks {
		blocks = append(blocks, [2]int{from, to})
	}
	cores.Share(len(blocks), func() func(int) {
		return func(b int) {
			from, to := blocks[b][0], blocks[b][1]
			for k, share := range shares(e, odds, from, to) {
				if share > 1e-3 {
					ways[k].count(e, odds, from, to, share, out)
				}
			}
		}
	})
	return out
}

// shares are the chances of the ways in which a scan may hold its pages.
func shares(e *evidence, odds grid, from, to int) []float64 {
	lns := make([]float64, len(ways))
	for k, w := range ways {
		lns[k] = w.likelihood(e, odds, from, to) + math.Log(w.prior)
	}
	top, all := slices.Max(lns), 0.
	for k := range lns {
		lns[k] = math.Exp(lns[k] - top)
		all += lns[k]
	}
	for k := range lns {
		lns[k] /= all
	}
	return lns
}

// likelihood is ln of the sum over all ways to part the lines of a scan between
// two streams.
func (w way) likelihood(e *evidence, odds grid, from, to int) float64 {
	ln := 0.
	row, next := w.row(), w.row()
	row[w.first()] = 1
	for i := range to - from - 1 {
		clear(next)
		w.steps(e, odds, from, i, func(state, to, _ int, value float64) {
			next[to] += row[state] * value
		})
		ln += math.Log(scale(next))
		row, next = next, row
	}
	return ln
}

// read sums over all ways to part the lines of a scan between two streams, from
// its beginning and from its end, each line scaled to sum to one.
func (w way) read(e *evidence, odds grid, from, to int) (forward, backward lattice) {
	n := to - from
	forward, backward = make(lattice, n), make(lattice, n)
	for i := range n {
		forward[i], backward[i] = w.row(), w.row()
	}
	forward[0][w.first()] = 1
	for i := range n - 1 {
		w.steps(e, odds, from, i, func(state, next, _ int, value float64) {
			forward[i+1][next] += forward[i][state] * value
		})
		scale(forward[i+1])
	}
	for state := range backward[n-1] {
		backward[n-1][state] = 1
	}
	for i := n - 2; i >= 0; i-- {
		w.steps(e, odds, from, i, func(state, next, _ int, value float64) {
			backward[i][state] += backward[i+1][next] * value
		})
		scale(backward[i])
	}
	return forward, backward
}

func scale(row []float64) float64 {
	sum := 0.
	for _, v := range row {
		sum += v
	}
	for d := range row {
		row[d] /= sum
	}
	return sum
}

// count adds what a way says of each joint of a scan.
func (w way) count(e *evidence, odds grid, from, to int, share float64, out grid) {
	forward, backward := w.read(e, odds, from, to)
	for i := range len(forward) - 1 {
		all := 0.
		w.steps(e, odds, from, i, func(state, next, _ int, value float64) {
			all += forward[i][state] * value * backward[i+1][next]
		})
		if all == 0 {
			continue
		}
		w.steps(e, odds, from, i, func(state, next, line int, value float64) {
			if line >= 0 {
				out.cells[cell(line, from+i+1)] += float32(share * forward[i][state] * value * backward[i+1][next] / all)
			}
		})
	}
}

// steps calls visit with every way to place line i+1 of a scan: the state at
// line i and at i+1, the line that i+1 continues, -1 for none, and what the step
// counts for.
func (w way) steps(e *evidence, odds grid, from, i int, visit func(state, next, line int, value float64)) {
	at, most := from+i, w.memory()
	next := max(float64(odds.at(at, at+1)), unlikely)
	for run := range most {
		longer, turned := w.longer(run), most+w.turned(run)
		change := w.change(run, e.pieces[at+1].space)
		open := w.opening(i, change)
		visit(run, longer, at, (1-open)*next)
		visit(run, turned, -1, open)
		for d := 1; d <= min(i, reachAhead-1); d++ {
			state := d*most + run
			visit(state, (d+1)*most+longer, at, (1-change)*next)
			visit(state, longer, at, closes*next)
			visit(state, turned, at-d, change*max(float64(odds.at(at-d, at+1)), unlikely))
			visit(state, turned, -1, newStream*change)
			visit(state, (d+1)*most+longer, -1, newStream*(1-change))
		}
		if d := reachAhead; i >= d {
			visit(d*most+run, longer, at, next) // the other is too old to go on
			visit(d*most+run, turned, -1, newStream)
		}
	}
}
