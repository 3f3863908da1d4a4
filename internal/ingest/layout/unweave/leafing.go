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

// sideCells are the shares of all ways to part the lines up to one of them: by its
// page, by how many lines before it the last of the other page stands (0 for none
// so near), and by how much of the left page there has been.
type sideCells [2][sideReach + 1][sideBins]float64

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

// read is the chances of a way and ln of its likelihood.
func (p *leafing) read(way int) (right []float64, ln float64) {
	p.begin()
	for t := 1; t < p.n; t++ {
		p.forwards[t] = sideCells{}
		from, to := &p.forwards[t-1], &p.forwards[t]
		bin, part := p.bins(t)
		p.moves(t, way, func(m sideMove) {
			for b, v := range from[m.side][m.back] {
				switch v *= m.weight; {
				case v == 0:
				case m.toSide == 1:
					to[1][m.toBack][b] += v
				default:
					to[0][m.toBack][min(b+bin, sideBins-1)] += v * (1 - part)
					to[0][m.toBack][min(b+bin+1, sideBins-1)] += v * part
				}
			}
		})
		ln += math.Log(to.scale())
	}
	right = make([]float64, p.n)
	after, before := p.end(), new(sideCells)
	sum := 0.
	right[p.n-1], sum = p.forwards[p.n-1].with(after)
	ln += math.Log(sum)
	for t := p.n - 1; t > 0; t-- {
		*before = sideCells{}
		bin, part := p.bins(t)
		p.moves(t, way, func(m sideMove) {
			next := &after[m.toSide][m.toBack]
			for b := range before[m.side][m.back] {
				v := next[b]
				if m.toSide == 0 {
					v = next[min(b+bin, sideBins-1)]*(1-part) + next[min(b+bin+1, sideBins-1)]*part
				}
				before[m.side][m.back][b] += m.weight * v
			}
		})
		before.scale()
		right[t-1], _ = p.forwards[t-1].with(before)
		after, before = before, after
	}
	return right, ln
}

// begin sets what the first line may be.
func (p *leafing) begin() {
	c := &p.forwards[0]
	*c = sideCells{}
	right := logistic(p.lean[0])
	bin, part := p.bins(0)
	c[0][0][min(bin, sideBins-1)] += (1 - right) * (1 - part)
	c[0][0][min(bin+1, sideBins-1)] += (1 - right) * part
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

// bins is how many steps a line adds to its page, and the part of one more.
func (p *leafing) bins(t int) (whole int, part float64) {
	steps := p.share(t) / p.length * sideBins
	return int(steps), steps - math.Floor(steps)
}

// sideMove is a way to go on from the line before to a line.
type sideMove struct {
	side, back, toSide, toBack int
	weight                     float64
}

// moves calls visit with each way to go on to line t.
func (p *leafing) moves(t, way int, visit func(sideMove)) {
	stay := sideWays[way].tight
	if p.e.pieces[p.from+t].space {
		stay = sideWays[way].blank
	}
	right := logistic(p.lean[t])
	own := [2]float64{2 * (1 - right), 2 * right}
	on := stay * p.odds[t][0]
	for side := range 2 {
		for back := range min(sideReach, t-1) + 1 {
			further, change := 0, sideLone
			if back > 0 {
				change = p.odds[t][back]
				if back < sideReach {
					further = back + 1
				}
			}
			visit(sideMove{side, back, side, further, on * own[side]})
			visit(sideMove{side, back, 1 - side, 1, (1 - stay) * change * own[1-side]})
		}
	}
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
			for b, v := range c[side][back] {
				of[side] += v * o[side][back][b]
			}
		}
	}
	return of[1] / (of[0] + of[1]), of[0] + of[1]
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
