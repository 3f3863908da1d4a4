package unweave

import "slices"

// A scan of two pages whose columns an engine read as blocks of lines shows first a
// few lines of one page and then a few of the other, and no single joint tells
// how they go on. What tells is all of it together: how the words of each line go
// with the last of its page, that the stream changes at blanks and hardly
// elsewhere, and that neither page has more lines than a page has room for. All
// ways to part the lines are summed by the forward-backward method; how much of
// the first page there has been is a part of the state.

// sidesSure is how sure the sides of the lines of a scan must be, in the mean,
// for its lines to be put in the order of its pages.
const sidesSure = .8

// asJoined is how many of the joints of an order that of the pages must have; some
// of the joints of two blocks that only stand together are believed too.
const asJoined = .98

// fewSided is how many lines a scan of two pages has at least.
const fewSided = 20

// The sides of pieces of lines are not told by so little, so that those of a scan
// must have so much of a full line in the mean; and where so many of the joints of
// an order are to be expected to be right there is nothing to mend.
const (
	lineSided  = .5
	wellJoined = .95
)

// sided is an order of the lines of a block, from its first line up to another,
// by the pages that they stand on, where that is told well enough and joins hardly
// fewer lines to those that they continue.
func (c *pairs) sided(e *evidence, order []int, from, to int, room float64) []int {
	n, joined := to-from, c.joined(order)
	if n < fewSided || e.length(from, to) < lineSided*float64(n) || joined > wellJoined*float32(n-1) {
		return order
	}
	right := e.rightPage(from, to, room)
	sure := 0.
	for _, p := range right {
		sure += max(p, 1-p)
	}
	if sure < sidesSure*float64(len(right)) {
		return order
	}
	var pages [2][]int
	for _, i := range order {
		side := 0
		if right[i-from] > .5 {
			side = 1
		}
		pages[side] = append(pages[side], i)
	}
	if made := slices.Concat(pages[0], pages[1]); c.joined(made) > asJoined*joined {
		return made
	}
	return order
}

// joined is how many of the joints of an order are to be expected to be right.
func (c *pairs) joined(order []int) float32 {
	sum := float32(0)
	for k := 1; k < len(order); k++ {
		sum += c.both.at(order[k-1], order[k])
	}
	return sum
}

// room is the length of a full page, in full lines of print.
func (e *evidence) room() float64 {
	var lengths []float64
	for from, to := range e.blocks {
		lengths = append(lengths, e.length(from, to))
	}
	if len(lengths) == 0 {
		return 0
	}
	slices.Sort(lengths)
	return lengths[int(fullScan*float64(len(lengths)-1))] / 2
}

// length is that of the lines from one up to another, in full lines of print.
func (e *evidence) length(from, to int) float64 {
	sum := 0.
	for _, p := range e.pieces[from:to] {
		sum += p.share
	}
	return sum
}

// rightPage is for each line of a block the chance that it stands on the right
// page, given the likelier side of one line in the midst.
func (e *evidence) rightPage(from, to int, room float64) []float64 {
	p := newLeafing(e, from, to, room)
	var chances [2][]float64
	var lns [2]float64
	for side := range 2 {
		chances[side], lns[side] = p.told(side)
	}
	if lns[1] > lns[0] {
		return chances[1]
	}
	return chances[0]
}
