package main

import (
	"math"
	"math/rand/v2"
)

const (
	resolution = 200.0 // pixels an inch of the scans
	seed       = 1987
	pageW      = pageWidth / 72 * resolution // pixels
	pageH      = pageHeight / 72 * resolution
	glass      = 1714 // height of a scan: a page and a little glass
)

// spread is two facing pages under the scanner, and how they lay there.
type spread struct {
	number      int // 1-based
	left, right *page
	behind      [2]*page // what stands on the other side of the left and right leaf

	width, height int     // of the scan in pixels
	gutter        float64 // x of the fold before the turn
	topEdge       float64 // y of the head of the book before the turn
	turn          float64 // radians, clockwise
	bend          float64 // how far the lines rise and fall towards the fold, pixels
	rng           *rand.Rand
}

// impose pairs versos with the rectos that face them; the first page is a
// recto alone. The book never lies in the middle of the glass.
func impose(pages []*page) []*spread {
	at := func(number int) *page {
		if number < 1 || number > len(pages) {
			return nil
		}
		return pages[number-1]
	}
	var spreads []*spread
	for left := 0; left <= len(pages); left += 2 {
		s := &spread{number: len(spreads) + 1, left: at(left), right: at(left + 1)}
		s.behind = [2]*page{at(left - 1), at(left + 2)}
		s.lay()
		spreads = append(spreads, s)
	}
	return spreads
}

// lay puts the book on the glass.
func (s *spread) lay() {
	s.rng = rand.New(rand.NewPCG(seed, uint64(s.number)))
	before, after := 10+s.rng.Float64()*250, 10+s.rng.Float64()*250
	s.width = int(2*pageW + before + after)
	s.height = glass
	s.gutter = before + pageW
	s.topEdge = 14 + s.rng.Float64()*30
	s.turn = (s.rng.Float64()*2 - 1) * 1.2 * math.Pi / 180
	s.bend = 4 + s.rng.Float64()*7
}

// The leaf falls away into the fold: within about reach pixels of it the
// print is foreshortened, at the fold itself by the share squeeze.
const (
	reach   = 80.0
	squeeze = .45
)

// seen is the distance from the fold at which the camera sees what lies at
// distance u on the flat leaf.
func seen(u float64) float64 { return u - squeeze*reach*(1-math.Exp(-u/reach)) }

// flatDistance is the inverse of seen.
func flatDistance(s float64) float64 {
	u := s + squeeze*reach*(1-math.Exp(-s/reach))
	for range 4 {
		u -= (seen(u) - s) / (1 - squeeze*math.Exp(-u/reach))
	}
	return u
}

// lift is how far a point at height y of the leaf is carried towards head or
// tail, at distance u from the fold.
func (s *spread) lift(u, y float64) float64 {
	return s.bend * math.Exp(-u/(1.5*reach)) * (2*y/pageH - 1)
}

// onScan carries a point of a page, in pixels from its top left corner, to the
// scan.
func (s *spread) onScan(left bool, px, py float64) (x, y float64) {
	u := px
	if left {
		u = pageW - px
	}
	x = s.gutter + seen(u)
	if left {
		x = s.gutter - seen(u)
	}
	return s.rotate(x, s.topEdge+py+s.lift(u, py), s.turn)
}

// onPage is the inverse of onScan. The distance from the fold is that on the
// scan.
func (s *spread) onPage(x, y float64) (left bool, px, py, fold float64) {
	x, y = s.rotate(x, y, -s.turn)
	fold = math.Abs(x - s.gutter)
	u := flatDistance(fold)
	lift := s.lift(u, pageH) // odd in y about the middle
	py = (y - s.topEdge + lift) / (1 + 2*lift/pageH)
	if x < s.gutter {
		return true, pageW - u, py, fold
	}
	return false, u, py, fold
}

// rotate turns a point about the middle of the scan.
func (s *spread) rotate(x, y, angle float64) (float64, float64) {
	cx, cy := float64(s.width)/2, float64(s.height)/2
	sin, cos := math.Sincos(angle)
	x, y = x-cx, y-cy
	return cx + x*cos - y*sin, cy + x*sin + y*cos
}

// box is a rectangle in pixels of a scan.
type box struct{ x1, y1, x2, y2 float64 }

// boxOf is where a printed word comes to lie on the scan: an em high, and as
// wide as the word.
func (s *spread) boxOf(left bool, w printed) box {
	const scale = resolution / 72
	b := box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, px := range []float64{w.x, w.x + w.width} {
		for _, py := range []float64{w.y - .74*w.size, w.y + .24*w.size} {
			x, y := s.onScan(left, px*scale, py*scale)
			b = box{min(b.x1, x), min(b.y1, y), max(b.x2, x), max(b.y2, y)}
		}
	}
	return b
}
