package unweave

import "math"

const (
	sideReach = 32 // lines back at which the last of the other page is looked for
	sideBins  = 16 // steps of how much of a scan the first page has
)

const (
	sideSharp = 1.2 // what plain evidence counts for
	sideLost  = .05 // the least odds that a line goes on from another: words are lost at the edges
	sideLone  = .3  // the odds that the second page begins
	sideEarly = .5  // how much the last line speaks for the right page, and the first for the left
	sideTold  = 20  // how much speaks for the side of the line that the others are told by
	overfull  = .06 // standard deviation of how much more than its room a page has
	fullScan  = .8  // quantile of the scans, by their lengths, that are taken to be of two full pages
)

// sideWays are how often the page stays the same at the next line, elsewhere and
// at a blank: in blocks of both pages, or one page after the other.
var sideWays = [...]struct{ tight, blank float64 }{{.97, .6}, {.995, .97}}

// sideBinned is shares by how much of the left page there has been.
type sideBinned [sideBins]float64

// sideCells are the shares of all ways to part the lines up to one of them: by its
// page, and by how many lines before it the last of the other page stands (0 for
// none so near).
type sideCells [2][sideReach + 1]sideBinned

// leafing is the lines of a block that may be of two pages.
type leafing struct {
	e        *evidence
	from, n  int
	room     float64
	length   float64 // of all lines
	lean     []float64
	first    int                      // the line whose side is told
	odds     [][sideReach + 1]float64 // that each line goes on from the one before, and those further before
	forwards []sideCells
}

func newLeafing(e *evidence, from, to int, room float64) *leafing {
	p := &leafing{e: e, from: from, n: to - from, room: room, length: e.length(from, to), forwards: make([]sideCells, to-from)}
	p.first = p.n / 2
	for t := range p.n {
		share := p.share(t)
		p.odds = append(p.odds, p.oddsOf(t))
		p.lean = append(p.lean, sideEarly*((float64(t)+.5)/float64(p.n)-.5)*min(1, share+.2))
		if t >= p.n/2-4 && t <= p.n/2+4 && share > p.share(p.first) {
			p.first = t
		}
	}
	return p
}

func (p *leafing) share(t int) float64 { return p.e.pieces[p.from+t].share }

// told is for each line the chance that it stands on the right page if the first
// to be told stands on a side, and ln of the likelihood of that, over all ways.
func (p *leafing) told(side int) (right []float64, ln float64) {
	lean := p.lean[p.first]
	p.lean[p.first] += sideTold * float64(2*side-1)
	defer func() { p.lean[p.first] = lean }()
	right, ln = p.read(0)
	for way := 1; way < len(sideWays); way++ {
		other, l := p.read(way)
		top := max(ln, l)
		a, b := math.Exp(ln-top), math.Exp(l-top)
		for t := range right {
			right[t] = (a*right[t] + b*other[t]) / (a + b)
		}
		ln = top + math.Log(a+b)
	}
	return right, ln
}

// evened is after how many lines the shares are made to sum to one again, so that
// they grow neither too small nor too large.
const evened = 8

// read is the chances of a way and ln of its likelihood.
func (p *leafing) read(way int) (right []float64, ln float64) {
	p.begin()
	for t := 1; t < p.n; t++ {
		p.forward(t, way)
		if t%evened == 0 {
			ln += math.Log(p.forwards[t].scale())
		}
	}
	right = make([]float64, p.n)
	after, before := p.end(), new(sideCells)
	sum := 0.
	right[p.n-1], sum = p.forwards[p.n-1].with(after)
	ln += math.Log(sum)
	for t := p.n - 1; t > 0; t-- {
		p.backward(t, way, after, before)
		if t%evened == 0 {
			before.scale()
		}
		right[t-1], _ = p.forwards[t-1].with(before)
		after, before = before, after
	}
	return right, ln
}

// forward takes the shares on to line t.
func (p *leafing) forward(t, way int) {
	from, to := &p.forwards[t-1], &p.forwards[t]
	*to = sideCells{}
	m, s := p.movesTo(t, way), p.shift(t)
	var changed [2]sideBinned
	for side := range 2 {
		for back := range min(sideReach, t-1) + 1 {
			row, stays := &from[side][back], &to[side][further(back)]
			change := m.change[side][back]
			for b, v := range row {
				changed[side][b] += change * v
			}
			if side == 1 {
				stays.add(row, m.stay[side])
			} else {
				s.add(stays, row, m.stay[side])
			}
		}
	}
	to[1][1].add(&changed[0], 1)
	s.add(&to[0][1], &changed[1], 1)
}

// backward takes what the shares have in store back from line t.
func (p *leafing) backward(t, way int, after, before *sideCells) {
	*before = sideCells{}
	m, s := p.movesTo(t, way), p.shift(t)
	changed := [2]sideBinned{after[1][1], s.back(&after[0][1])}
	for side := range 2 {
		for back := range min(sideReach, t-1) + 1 {
			row, stays := &before[side][back], after[side][further(back)]
			if side == 0 {
				stays = s.back(&stays)
			}
			stay, change := m.stay[side], m.change[side][back]
			for b := range row {
				row[b] = stay*stays[b] + change*changed[side][b]
			}
		}
	}
}

// further is how far back the last line of the other page is where the page stays.
func further(back int) int {
	if back == 0 || back == sideReach {
		return 0
	}
	return back + 1
}

func (c *sideBinned) add(o *sideBinned, times float64) {
	for b, v := range o {
		c[b] += times * v
	}
}

// sideShift is how much further a line brings the left page: whole bins, and the
// part of one more.
type sideShift struct {
	whole int
	part  float64
}

func (p *leafing) shift(t int) sideShift {
	steps := p.share(t) / p.length * sideBins
	return sideShift{int(steps), steps - math.Floor(steps)}
}

// add adds shares, so many times, that much further.
func (s sideShift) add(to, from *sideBinned, times float64) {
	whole, part := times*(1-s.part), times*s.part
	for b, v := range from {
		to[min(b+s.whole, sideBins-1)] += whole * v
		to[min(b+s.whole+1, sideBins-1)] += part * v
	}
}

// back is what shares come to that move that much further.
func (s sideShift) back(after *sideBinned) (before sideBinned) {
	for b := range before {
		before[b] = after[min(b+s.whole, sideBins-1)]*(1-s.part) + after[min(b+s.whole+1, sideBins-1)]*s.part
	}
	return before
}

// begin sets what the first line may be.
func (p *leafing) begin() {
	c := &p.forwards[0]
	*c = sideCells{}
	right := logistic(p.lean[0])
	p.shift(0).add(&c[0][0], &sideBinned{1 - right}, 1)
	c[1][0][0] = right
}

// end is how well a scan can end with so much on its left page.
func (p *leafing) end() *sideCells {
	var c sideCells
	for b := range sideBins {
		left := (float64(b) + .5) / sideBins * p.length
		ln := 0.
		for _, v := range [2]float64{left, p.length - left} {
			over := max(0, v/p.room-1) / overfull
			ln -= over * over / 2
		}
		for side := range c {
			for back := range c[side] {
				c[side][back][b] = math.Exp(max(ln, -300))
			}
		}
	}
	return &c
}

// sideMoves are how often the page stays and changes, by the page and by how far
// back the other stands.
type sideMoves struct {
	stay   [2]float64
	change [2][sideReach + 1]float64
}

// movesTo are the moves to line t.
func (p *leafing) movesTo(t, way int) (m sideMoves) {
	stay := sideWays[way].tight
	if p.e.pieces[p.from+t].space {
		stay = sideWays[way].blank
	}
	right := logistic(p.lean[t])
	own := [2]float64{2 * (1 - right), 2 * right}
	for side := range 2 {
		m.stay[side] = stay * p.odds[t][0] * own[side]
		m.change[side][0] = (1 - stay) * sideLone * own[1-side]
		for back := 1; back <= sideReach; back++ {
			m.change[side][back] = (1 - stay) * p.odds[t][back] * own[1-side]
		}
	}
	return m
}

// oddsOf are the odds that a line goes on from the one before it, and from those
// further before.
func (p *leafing) oddsOf(t int) (odds [sideReach + 1]float64) {
	for back := range min(sideReach, t-1) + 1 {
		met := p.e.met.at(p.from+t-1-back, p.from+t)
		odds[back] = max(sideLost, math.Exp(sideSharp*float64(met)))
	}
	return odds
}

// scale makes the shares sum to one, and gives what they summed to.
func (c *sideCells) scale() float64 {
	sum := 0.
	for side := range c {
		for back := range c[side] {
			for _, v := range c[side][back] {
				sum += v
			}
		}
	}
	for side := range c {
		for back := range c[side] {
			for b := range c[side][back] {
				c[side][back][b] /= sum
			}
		}
	}
	return sum
}

// with is the share of the right page where both say what they do, and all that
// they agree on.
func (c *sideCells) with(o *sideCells) (right, sum float64) {
	var of [2]float64
	for side := range c {
		for back := range c[side] {
			of[side] += c[side][back].dot(&o[side][back])
		}
	}
	return of[1] / (of[0] + of[1]), of[0] + of[1]
}

// dot is the sum of the products, in four sums that need not wait for each other.
func (c *sideBinned) dot(o *sideBinned) float64 {
	var s0, s1, s2, s3 float64
	for b := 0; b < sideBins; b += 4 {
		s0 += c[b] * o[b]
		s1 += c[b+1] * o[b+1]
		s2 += c[b+2] * o[b+2]
		s3 += c[b+3] * o[b+3]
	}
	return s0 + s1 + s2 + s3
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
