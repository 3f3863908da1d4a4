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
	runs  []float64
	prior float64
}

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
// other, and how long the run of the stream of i is, as far as that matters.
type lattice [][]float64

// memory is how many lengths of runs matter.
func (w way) memory() int { return max(1, len(w.runs)) }

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
	row[0] = 1
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
	forward[0][0] = 1
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
	change := w.tight
	if e.pieces[at+1].space {
		change = w.blank
	}
	next := max(float64(odds.at(at, at+1)), unlikely)
	for run := range most {
		longer := min(run+1, most-1)
		if w.runs != nil {
			change = w.runs[run]
		}
		if i == 0 {
			visit(run, longer, at, (1-change)*next)
			visit(run, most, -1, change)
			continue
		}
		visit(run, longer, at, (1-opens)*next)
		visit(run, most, -1, opens)
		for d := 1; d <= min(i, reachAhead-1); d++ {
			state := d*most + run
			visit(state, (d+1)*most+longer, at, (1-change)*next)
			visit(state, longer, at, closes*next)
			visit(state, most, at-d, change*max(float64(odds.at(at-d, at+1)), unlikely))
			visit(state, most, -1, newStream*change)
			visit(state, (d+1)*most+longer, -1, newStream*(1-change))
		}
		if d := reachAhead; i >= d {
			visit(d*most+run, longer, at, next) // the other is too old to go on
			visit(d*most+run, most, -1, newStream)
		}
	}
}
