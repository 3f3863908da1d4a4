package unweave

import (
	"cmp"
	"slices"

	"recto/internal/cores"
)

// firm is the chance from which a joint may decide the order.
const firm = .5

// worthIt is how many more right joints are to be expected of an order for which
// that of the source is left.
const worthIt = 1

// streamed is the chance from which a joint of two streams may.
const streamed = .1

// The order of two streams is taken whole from a mean chance of its joints on
// that is so much above that of the joints of the source.
const (
	plainly = .8
	plainer = .03
)

// joint is a pair of lines and the chance that the second continues the first.
type joint struct {
	a, b int
	p    float32
}

// arrange puts the lines of every scan in the order in which the likely joints are
// made. The order of the source is left for no other of which little more is to be
// expected.
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
// joints that are likelier right than wrong, the likeliest first.
func (c *pairs) arrangeBlock(e *evidence, from, to int) []int {
	source := newThread(from, to).order()
	if e.whole(from, to) {
		streams := joined(joints(c.streams, streamed, from, to), from, to)
		if sure := c.sure(streams); sure >= plainly && sure >= c.sure(source)+plainer {
			return streams
		}
	}
	likely := joined(joints(c.both, firm, from, to), from, to)
	if c.joined(likely) < c.joined(source)+worthIt {
		return source
	}
	return likely
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

// sure is the mean chance under two streams of the joints of an order.
func (c *pairs) sure(order []int) float32 {
	sum := float32(0)
	for k := 1; k < len(order); k++ {
		sum += c.streams.at(order[k-1], order[k])
	}
	return sum / float32(max(1, len(order)-1))
}

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
