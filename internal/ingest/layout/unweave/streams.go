package unweave

import "math"

// Two streams of lines run through woven text, each in the order of the file,
// and every line goes on with one of them or begins a new one. How often the
// stream changes is not known: a scan may hold its pages one after the other,
// line by line by turns, in runs, or with a blank line at most changes. So each
// way is tried, and counts as much as it makes the scan likely.
type way struct {
	blank, tight float64 // how often the stream changes at a blank line, and elsewhere
	prior        float64
}

var ways = []way{
	{.02, .01, .4},
	{.985, .985, .15},
	{.45, .45, .15},
	{.75, .15, .1},
	{.9, .5, .1},
	{.3, .1, .1},
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

// lattice holds, for line i and d, the share of all ways to go on to i with the
// other stream ending at line i-d; d is 0 where there is no other stream.
type lattice [][reachAhead + 1]float64

// streams is the chance of each joint under two streams, by how the words of the
// lines meet.
func (e *evidence) streams() grid {
	odds := newGrid(len(e.pieces))
	for k, met := range e.met.cells {
		odds.cells[k] = float32(math.Exp(clip(sharpened*float64(met), -6, 9)))
	}
	out := newGrid(odds.n)
	for from, to := range e.blocks {
		e.streamsOf(odds, from, to, out)
	}
	return out
}

// streamsOf adds the chances of the joints of one block.
func (e *evidence) streamsOf(odds grid, from, to int, out grid) {
	type result struct {
		forward, backward lattice
		ln                float64
	}
	results := make([]result, len(ways))
	top := math.Inf(-1)
	for k, w := range ways {
		r := &results[k]
		r.forward, r.backward, r.ln = w.read(e, odds, from, to)
		r.ln += math.Log(w.prior)
		top = max(top, r.ln)
	}
	all := 0.
	for k := range results {
		all += math.Exp(results[k].ln - top)
	}
	for k, w := range ways {
		r := &results[k]
		if share := math.Exp(r.ln-top) / all; share > 1e-3 {
			w.count(e, odds, from, r.forward, r.backward, share, out)
		}
	}
}

// read sums over all ways to part the lines of a scan between two streams, from
// its beginning and from its end, each line scaled to sum to one; ln is of the
// sum of all.
func (w way) read(e *evidence, odds grid, from, to int) (forward, backward lattice, ln float64) {
	n := to - from
	forward, backward = make(lattice, n), make(lattice, n)
	forward[0][0] = 1
	for i := range n - 1 {
		w.steps(e, odds, from, i, func(d, next, _ int, value float64) {
			forward[i+1][next] += forward[i][d] * value
		})
		ln += math.Log(scale(&forward[i+1]))
	}
	for d := range backward[n-1] {
		backward[n-1][d] = 1
	}
	for i := n - 2; i >= 0; i-- {
		w.steps(e, odds, from, i, func(d, next, _ int, value float64) {
			backward[i][d] += backward[i+1][next] * value
		})
		scale(&backward[i])
	}
	return forward, backward, ln
}

func scale(row *[reachAhead + 1]float64) float64 {
	sum := 0.
	for _, v := range row {
		sum += v
	}
	for d := range row {
		row[d] /= sum
	}
	return sum
}

// count adds what a way says of each joint.
func (w way) count(e *evidence, odds grid, from int, forward, backward lattice, share float64, out grid) {
	for i := range len(forward) - 1 {
		all := 0.
		w.steps(e, odds, from, i, func(d, next, _ int, value float64) {
			all += forward[i][d] * value * backward[i+1][next]
		})
		if all == 0 {
			continue
		}
		w.steps(e, odds, from, i, func(d, next, line int, value float64) {
			if line >= 0 {
				out.cells[cell(line, from+i+1)] += float32(share * forward[i][d] * value * backward[i+1][next] / all)
			}
		})
	}
}

// steps calls visit with every way to place line i+1 of a scan when the other
// stream ends d lines before i: where the other stream ends then, the line that
// i+1 continues, -1 for none, and what the step counts for.
func (w way) steps(e *evidence, odds grid, from, i int, visit func(d, next, line int, value float64)) {
	change := w.tight
	at := from + i
	if e.pieces[at+1].space {
		change = w.blank
	}
	next := max(float64(odds.at(at, at+1)), unlikely)
	if i == 0 {
		visit(0, 0, at, (1-change)*next)
		visit(0, 1, -1, change)
		return
	}
	visit(0, 0, at, (1-opens)*next)
	visit(0, 1, -1, opens)
	for d := 1; d <= min(i, reachAhead-1); d++ {
		visit(d, d+1, at, (1-change)*next)
		visit(d, 0, at, closes*next)
		visit(d, 1, at-d, change*max(float64(odds.at(at-d, at+1)), unlikely))
		visit(d, 1, -1, newStream*change)
		visit(d, d+1, -1, newStream*(1-change))
	}
	if d := reachAhead; i >= d {
		visit(d, 0, at, next) // the other is too old to go on
		visit(d, 1, -1, newStream)
	}
}
