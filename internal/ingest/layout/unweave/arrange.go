package unweave

import (
	"cmp"
	"slices"

	"recto/internal/cores"
)

// What it is worth that a line which continues another stands right behind it,
// close behind it, further behind it in its scan, or before it. In the order of
// the source most lines stand close behind those that they continue: a joint that
// carries others away from where they belong is not worth making.
const (
	worthNext   = 1.0
	worthNear   = .75
	worthBehind = .35
	worthBefore = 0

	nearWords = 20 // that may stand between lines that are near
)

// follow is where the continuation of a line is looked for when nothing tells:
// among the next lines of the source.
var follow = [...]float32{.4, .3, .2, .1}

// firm is the chance from which a joint may decide the order.
const firm = .5

// streamed is the chance from which a joint of two streams may.
const streamed = .1

// The order of two streams is taken whole from a mean chance of its joints on
// that is so much above that of the joints of the source.
const (
	plainly = .8
	plainer = .1
)

// joint is a pair of lines and the chance that the second continues the first.
type joint struct {
	a, b int
	p    float32
}

// arrange puts the lines of every scan in the order from which most is to be
// expected. The order of the source is left for no other that does not promise more.
func (c *pairs) arrange(e *evidence) []int {
	var blocks [][2]int
	for from, to := range e.blocks {
		blocks = append(blocks, [2]int{from, to})
	}
	orders, room := make([][]int, len(blocks)), e.room()
	cores.Share(len(blocks), func() func(int) {
		return func(b int) {
			from, to := blocks[b][0], blocks[b][1]
			orders[b] = c.sided(e, c.arrangeBlock(e, from, to), from, to, room)
		}
	})
	return slices.Concat(orders...)
}

// arrangeBlock takes two streams apart where they are plain. Else it makes the
// likeliest joints, each if it betters the order; if all of them together promise
// more, or those of two streams, it makes all.
func (c *pairs) arrangeBlock(e *evidence, from, to int) []int {
	streams := joined(joints(c.streams, streamed, from, to), from, to)
	if e.whole(from, to) && c.plain(streams) {
		return joined(joints(c.agreed(), streamed, from, to), from, to)
	}
	some := newThread(from, to)
	order := some.order()
	best := c.expected(e, order)
	likely := joints(c.both, firm, from, to)
	for _, j := range likely {
		if !some.join(j.a, j.b) {
			continue
		}
		made := some.order()
		v := c.expected(e, made)
		if !v.betters(best) && (v != best || j.b != j.a+1) {
			some.part(j.a, j.b)
			continue
		}
		best, order = v, made
	}
	for _, made := range [][]int{joined(likely, from, to), streams} {
		if v := c.expected(e, made); v.worth > best.worth {
			best, order = v, made
		}
	}
	return order
}

// whole reports whether most lines of a block are lines of print as they were
// set. Pieces of lines are seldom in the order in which they were printed, so that
// two streams in the order of the source do not tell of them.
func (e *evidence) whole(from, to int) bool {
	short := 0
	for _, p := range e.pieces[from:to] {
		if p.share < shortLine {
			short++
		}
	}
	return 5*short <= 2*(to-from)
}

// plain reports whether the order of two streams is nearly sure, and the order of
// the source is not.
func (c *pairs) plain(streams []int) bool {
	source := slices.Sorted(slices.Values(streams))
	sure := c.sure(streams)
	return sure >= plainly && sure >= c.sure(source)+plainer
}

// agreed is the mean of both chances of each joint.
func (c *pairs) agreed() grid {
	g := newGrid(c.both.n)
	for k := range g.cells {
		g.cells[k] = (c.both.cells[k] + c.streams.cells[k]) / 2
	}
	return g
}

// sure is the mean chance under two streams of the joints of an order.
func (c *pairs) sure(order []int) float32 {
	sum := float32(0)
	for k := 1; k < len(order); k++ {
		sum += c.streams.at(order[k-1], order[k])
	}
	return sum / float32(max(1, len(order)-1))
}

// promise is what is to be expected of an order: what it is worth, and how many
// lines stand behind those that they continue or near.
type promise struct{ worth, kept float32 }

// betters reports whether an order is worth more than another and keeps no fewer
// lines where they belong.
func (p promise) betters(o promise) bool { return p.worth > o.worth && p.kept >= o.kept }

// joined is the order by all of the joints that can be made, the first ones first.
func joined(all []joint, from, to int) []int {
	t := newThread(from, to)
	for _, j := range all {
		t.join(j.a, j.b)
	}
	return t.order()
}

// joints are the pairs within a block with at least such a chance, the likeliest first.
func joints(chances grid, least float32, from, to int) []joint {
	var all []joint
	for i := from; i < to; i++ {
		lo, hi := chances.span(i)
		for j := max(lo, from); j < min(hi, to); j++ {
			if p := chances.cells[cell(i, j)]; j != i && p >= least {
				all = append(all, joint{i, j, p})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y joint) int { return cmp.Compare(y.p, x.p) })
	return all
}

// expected is what an order of the lines of a block promises.
func (c *pairs) expected(e *evidence, order []int) promise {
	from := slices.Min(order)
	place := make([]int, len(order)) // words before each line
	words := 0
	for _, i := range order {
		place[i-from] = words
		words += e.pieces[i].words
	}
	var sum promise
	for _, i := range order {
		end := place[i-from] + e.pieces[i].words
		spare := float32(1)
		for _, l := range c.best[i] {
			spare -= l.p
			if k := l.line - from; k >= 0 && k < len(place) {
				sum.add(l.p, place[k]-end)
			}
		}
		for d, share := range follow {
			if k := i + 1 + d - from; k < len(place) && spare > 0 {
				sum.add(spare*share, place[k]-end)
			}
		}
	}
	return sum
}

// add adds a joint with a chance and so many words between its lines.
func (p *promise) add(chance float32, between int) {
	p.worth += chance * worth(between)
	if between >= 0 && between <= nearWords {
		p.kept += chance
	}
}

// worth is what it is worth that so many words stand between a line and its continuation.
func worth(between int) float32 {
	switch {
	case between < 0:
		return worthBefore
	case between == 0:
		return worthNext
	case between <= nearWords:
		return worthNear
	}
	return worthBehind
}

// thread is the lines of a block joined to chains.
type thread struct {
	from       int
	next, prev []int // in the block, -1 for none
}

func newThread(from, to int) *thread {
	t := &thread{from: from, next: make([]int, to-from), prev: make([]int, to-from)}
	for i := range t.next {
		t.next[i], t.prev[i] = -1, -1
	}
	return t
}

// join makes line b follow line a, and reports whether it could: neither may be
// joined there already, and no chain bites its own tail.
func (t *thread) join(a, b int) bool {
	a, b = a-t.from, b-t.from
	if t.next[a] >= 0 || t.prev[b] >= 0 {
		return false
	}
	for k := b; k >= 0; k = t.next[k] {
		if k == a {
			return false
		}
	}
	t.next[a], t.prev[b] = b, a
	return true
}

// part undoes a join.
func (t *thread) part(a, b int) { t.next[a-t.from], t.prev[b-t.from] = -1, -1 }

// order is the chains one after the other, by the place of their first lines.
func (t *thread) order() []int {
	out := make([]int, 0, len(t.next))
	for i, p := range t.prev {
		if p >= 0 {
			continue
		}
		for k := i; k >= 0; k = t.next[k] {
			out = append(out, t.from+k)
		}
	}
	return out
}
