package unweave

import (
	"cmp"
	"math"
	"slices"

	"recto/internal/cores"
)

// grid holds a number for every pair of lines near enough to continue one another.
type grid struct {
	n     int
	cells []float32
}

const reach = reachBack + reachAhead + 1

func newGrid(n int) grid { return grid{n, make([]float32, n*reach)} }

// cell is the place of line j as the continuation of line i.
func cell(i, j int) int { return i*reach + j - i + reachBack }

// span is the lines that may continue line i: from lo up to, not including, hi.
func (g grid) span(i int) (lo, hi int) { return max(0, i-reachBack), min(g.n, i+reachAhead+1) }

// origins is the lines that line j may continue.
func (g grid) origins(j int) (lo, hi int) { return max(0, j-reachAhead), min(g.n, j+reachBack+1) }

func (g grid) at(i, j int) float32 {
	if i < 0 || j < 0 || i >= g.n || j >= g.n || i == j || j-i < -reachBack || j-i > reachAhead {
		return 0
	}
	return g.cells[cell(i, j)]
}

// pairs are the chances of all pairs as the first forest sees them, each pair by itself.
type pairs struct {
	forward  grid // that j and no other line continues i
	backward grid // that j continues i and no other line
	both     grid // both, with all other joints possible
	streams  grid // where the lines are two streams
	best     [][]link
	origin   [][]link
}

// link is a line and the chance that it is the next, or the one before.
type link struct {
	line int
	p    float32
}

// keep is how many continuations and origins of each line are looked at twice.
const keep = 5

func newPairs(e *evidence, f *forest) *pairs {
	odds := f.oddsOf(len(e.pieces), e.candidates, func(i, j int, v *values) { e.vector(i, j, (*vector)(v[:])) })
	return normalise(odds, e.taken)
}

// oddsOf is the odds of pairs as a forest sees them, by what sets the values of
// their features. All cores share them.
func (f *forest) oddsOf(n int, pairs func(visit func(i, j int)), set func(i, j int, v *values)) grid {
	const taken = 32 * atOnce
	odds, g := newGrid(n), newGrove(f)
	all := make([][2]int, 0, 16*n)
	pairs(func(i, j int) { all = append(all, [2]int{i, j}) })
	pieces := slices.Collect(slices.Chunk(all, taken))
	cores.Share(len(pieces), func() func(int) {
		var v [atOnce]values
		return func(k int) {
			for some := range slices.Chunk(pieces[k], atOnce) {
				for l, p := range some {
					set(p[0], p[1], &v[l])
				}
				scores := g.scores(&v)
				for l, p := range some {
					odds.cells[cell(p[0], p[1])] = float32(math.Exp(clip(float64(scores[l]), -12, 12)))
				}
			}
		}
	})
	return odds
}

// A line may continue any of the nearest lines, and of those further off the few
// that it meets best.
const (
	nearBack  = 2
	nearAhead = 5
	fewFar    = 4
)

// candidates calls visit with each pair that the first forest looks at.
func (e *evidence) candidates(visit func(i, j int)) {
	n := len(e.pieces)
	chosen := make([]bool, len(e.met.cells))
	var room [reach]far
	for i := range n {
		lo, hi := e.met.span(i)
		for j := max(lo, i-nearBack); j < min(hi, i+nearAhead+1); j++ {
			chosen[cell(i, j)] = j != i
		}
		all := room[:0]
		for j := lo; j < hi; j++ {
			all = e.addFar(all, i, j)
		}
		choose(all, chosen)
	}
	for j := range n {
		lo, hi := e.met.origins(j)
		all := room[:0]
		for i := lo; i < hi; i++ {
			all = e.addFar(all, i, j)
		}
		choose(all, chosen)
	}
	for i := range n {
		lo, hi := e.met.span(i)
		for j := lo; j < hi; j++ {
			if chosen[cell(i, j)] {
				visit(i, j)
			}
		}
	}
}

// far is a pair: its cell, and plain evidence for it, less the further its lines are apart.
type far struct {
	cell int
	met  float32
}

func (e *evidence) addFar(all []far, i, j int) []far {
	if i == j {
		return all
	}
	k := cell(i, j)
	return append(all, far{k, e.met.cells[k] - .05*float32(max(j-i, i-j))})
}

// choose chooses the best few of those that are not chosen, the first of equals.
func choose(all []far, chosen []bool) {
	for range fewFar {
		best := -1
		for k := range all {
			if !chosen[all[k].cell] && (best < 0 || all[k].met > all[best].met) {
				best = k
			}
		}
		if best < 0 {
			return
		}
		chosen[all[best].cell] = true
	}
}

// normalise makes odds to chances that shut each other out; that nothing
// follows has odds of one.
func normalise(odds, streams grid) *pairs {
	n := odds.n
	c := &pairs{
		forward: newGrid(n), backward: newGrid(n), both: marginals(odds), streams: streams,
		best: make([][]link, n), origin: make([][]link, n),
	}
	cores.Share(n, func() func(int) { return func(i int) { c.normalise(odds, i) } })
	return c
}

// normalise sets what a line's odds come to, as the first of two and as the second.
func (c *pairs) normalise(odds grid, i int) {
	lo, hi := odds.span(i)
	sum := float32(1)
	for j := lo; j < hi; j++ {
		sum += odds.at(i, j)
	}
	for j := lo; j < hi; j++ {
		c.forward.cells[cell(i, j)] = odds.at(i, j) / sum
	}
	c.best[i] = top(lo, hi, func(j int) float32 { return c.both.at(i, j) })
	lo, hi = odds.origins(i)
	sum = 1
	for k := lo; k < hi; k++ {
		sum += odds.at(k, i)
	}
	for k := lo; k < hi; k++ {
		c.backward.cells[cell(k, i)] = odds.at(k, i) / sum
	}
	c.origin[i] = top(lo, hi, func(k int) float32 { return c.both.at(k, i) })
}

// marginals is the chance of each joint where every line has at most one
// continuation and one origin: belief propagation for matchings (Bayati, Shah
// and Sharma, 2005), in sums.
func marginals(odds grid) grid {
	const rounds = 6
	onward, back := odds.pairs()
	from, to := newGrid(odds.n), newGrid(odds.n) // what the first line, the second says of the joint
	for k := range to.cells {
		to.cells[k] = 1
	}
	for range rounds {
		odds.exclude(onward, to, from)
		odds.exclude(back, from, to)
	}
	for k := range odds.cells {
		w := odds.cells[k] * from.cells[k] * to.cells[k]
		from.cells[k] = w / (1 + w)
	}
	return from
}

// exclude has each line say of each of its pairs how free all the others leave it,
// given what the lines at their other ends said.
func (g grid) exclude(pairs [][]int32, said, says grid) {
	for _, cells := range pairs {
		sum := float32(1)
		for _, k := range cells {
			sum += g.cells[k] * said.cells[k]
		}
		for _, k := range cells {
			says.cells[k] = 1 / max(sum-g.cells[k]*said.cells[k], 1)
		}
	}
}

// pairs are the cells that are not 0, few of all: by the first line of each, and by
// the second.
func (g grid) pairs() (onward, back [][]int32) {
	onward, back = make([][]int32, g.n), make([][]int32, g.n)
	for k, odds := range g.cells {
		if odds != 0 {
			i := k / reach
			j := i + k%reach - reachBack
			onward[i], back[j] = append(onward[i], int32(k)), append(back[j], int32(k))
		}
	}
	return onward, back
}

func top(lo, hi int, p func(int) float32) []link {
	var all []link
	for k := lo; k < hi; k++ {
		if v := p(k); v > .001 {
			all = append(all, link{k, v})
		}
	}
	slices.SortStableFunc(all, func(a, b link) int { return cmp.Compare(b.p, a.p) })
	return all[:min(keep, len(all))]
}
