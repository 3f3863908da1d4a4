package unweave

import (
	"cmp"
	"slices"
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

// joint is a pair of lines and the chance that the second continues the first.
type joint struct {
	a, b int
	p    float32
}

// arrange puts the lines of every scan in the order from which most is to be
// expected. The order of the source is left for no other that does not promise more.
func (c *pairs) arrange(e *evidence) []int {
	order := make([]int, 0, len(e.pieces))
	for from, to := range e.blocks {
		order = append(order, c.arrangeBlock(e, from, to)...)
	}
	return order
}

// arrangeBlock makes the likeliest joints, each if it betters the order; if all
// of them together promise more, as for pages woven line by line, it makes all.
func (c *pairs) arrangeBlock(e *evidence, from, to int) []int {
	some, all := newThread(from, to), newThread(from, to)
	order := some.order()
	best := c.expected(e, order)
	for _, j := range c.joints(from, to) {
		all.join(j.a, j.b)
		if !some.join(j.a, j.b) {
			continue
		}
		made := some.order()
		v := c.expected(e, made)
		if v < best || v == best && j.b != j.a+1 {
			some.part(j.a, j.b)
			continue
		}
		best, order = v, made
	}
	if made := all.order(); c.expected(e, made) > best {
		return made
	}
	return order
}

// joints are the pairs within a block that may decide its order, the likeliest first.
func (c *pairs) joints(from, to int) []joint {
	var all []joint
	for i := from; i < to; i++ {
		for _, l := range c.best[i] {
			if l.p >= firm && l.line >= from && l.line < to {
				all = append(all, joint{i, l.line, l.p})
			}
		}
	}
	slices.SortStableFunc(all, func(x, y joint) int { return cmp.Compare(y.p, x.p) })
	return all
}

// expected is what an order of the lines of a block is worth.
func (c *pairs) expected(e *evidence, order []int) float32 {
	from := slices.Min(order)
	place := make([]int, len(order)) // words before each line
	words := 0
	for _, i := range order {
		place[i-from] = words
		words += e.pieces[i].words
	}
	sum := float32(0)
	for _, i := range order {
		end := place[i-from] + e.pieces[i].words
		spare := float32(1)
		for _, l := range c.best[i] {
			spare -= l.p
			if k := l.line - from; k >= 0 && k < len(place) {
				sum += l.p * worth(place[k]-end)
			}
		}
		for d, share := range follow {
			if k := i + 1 + d - from; k < len(place) && spare > 0 {
				sum += spare * share * worth(place[k]-end)
			}
		}
	}
	return sum
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
