package unweave

import "math"

// Two streams of lines run through woven text, each in the order of the file,
// and every line goes on with one of them or begins a new one. newStream is ln of
// what beginning one counts for, and unlikely ln of the odds of a pair that the
// first forest did not look at.
const (
	newStream = -1.5
	unlikely  = -7
)

// lattice holds, for line i and d, ln of the sum over all ways to go on to i with
// the other stream ending at line i-d; d is 0 where there is no other stream.
type lattice [][reachAhead + 1]float64

// streams is the chance of each joint under two streams: forward and backward
// sums over all ways to part the lines between them.
func streams(odds grid) grid {
	n := odds.n
	out := newGrid(n)
	if n == 0 {
		return out
	}
	forward, backward := newLattice(n), newLattice(n)
	forward[0][0] = 0
	for i := range n - 1 {
		steps(odds, i, func(d, to, _ int, score float64) {
			forward[i+1][to] = logSum(forward[i+1][to], forward[i][d]+score)
		})
	}
	backward[n-1] = [reachAhead + 1]float64{}
	for i := n - 2; i >= 0; i-- {
		steps(odds, i, func(d, to, _ int, score float64) {
			backward[i][d] = logSum(backward[i][d], backward[i+1][to]+score)
		})
	}
	for i := range n - 1 {
		all := math.Inf(-1)
		for d := range forward[i] {
			all = logSum(all, forward[i][d]+backward[i][d])
		}
		steps(odds, i, func(d, to, from int, score float64) {
			if from >= 0 {
				out.cells[cell(from, i+1)] += float32(math.Exp(forward[i][d] + score + backward[i+1][to] - all))
			}
		})
	}
	return out
}

// steps calls visit with every way to place line i+1 when the other stream ends
// d lines before i: where the other stream ends then, the line that i+1
// continues, -1 for none, and ln of what the step counts for.
func steps(odds grid, i int, visit func(d, to, from int, score float64)) {
	for d := range min(i, reachAhead-1) + 1 {
		older := d + 1
		if d == 0 {
			older = 0
		}
		visit(d, older, i, lnOdds(odds, i, i+1))
		visit(d, 1, -1, newStream)
		if d > 0 {
			visit(d, 1, i-d, lnOdds(odds, i-d, i+1))
			visit(d, older, -1, newStream)
		}
	}
	if d := reachAhead; i >= d {
		visit(d, 0, i, lnOdds(odds, i, i+1)) // too old to go on
		visit(d, 1, -1, newStream)
	}
}

func lnOdds(odds grid, i, j int) float64 {
	return max(math.Log(float64(odds.at(i, j))), unlikely)
}

func newLattice(n int) lattice {
	l := make(lattice, n)
	for i := range l {
		for d := range l[i] {
			l[i][d] = math.Inf(-1)
		}
	}
	return l
}

func logSum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if math.IsInf(b, -1) {
		return a
	}
	return a + math.Log1p(math.Exp(b-a))
}
