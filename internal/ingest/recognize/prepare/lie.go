package prepare

import (
	"image"
	"math"
)

// Turn is by how many quarters a picture is to be turned clockwise to stand upright.
type Turn int

// Apply is the picture, whose bounds begin at zero, turned.
func (t Turn) Apply(m *image.Gray) *image.Gray {
	for range t & 3 {
		m = quarterTurn(m)
	}
	return m
}

func quarterTurn(m *image.Gray) *image.Gray {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		row := m.Pix[y*m.Stride : y*m.Stride+w]
		for x, p := range row {
			out.Pix[x*out.Stride+h-1-y] = p
		}
	}
	return out
}

const (
	lyingStep  = 2 * degree // of the angles under which lines are looked for
	fewPieces  = 100        // of lines; fewer tell nothing
	lyingRise  = 0.12       // of the ink beside small letters must be more on one side where lines run down the scan,
	headRise   = 0.2        // and on the lower side where letters stand on their heads
	riseMargin = 2          // by how much the one must exceed that of the other direction
)

// lies tells how a scan is to be turned for its lines to run from left to right
// and its letters to stand on their feet. Lines are what stands out from the
// white between them; small letters have more ink above them, of b, d, f, h, k,
// l and t and of capitals, than below, of g, p, q and y, and as much on either
// side (R. S. Caprari, Algorithm for text page up/down orientation
// determination, Pattern Recognition Letters 21, 2000). A scan that says little
// of this lies as it should.
func lies(ink reduced) Turn {
	points := ink.points(strip{x2: float64(ink.w * reduction), y2: float64(ink.h * reduction)})
	if len(points) < fewPoints {
		return 0
	}
	across := linesOf(points, ink.w, ink.h)
	along := linesOf(quarter(points, ink.h), ink.h, ink.w)
	rise, pieces := across.rise()
	side, sidePieces := along.rise()
	lying := along.contrast > across.contrast && math.Abs(side) > max(lyingRise, riseMargin*math.Abs(rise))
	switch {
	case sidePieces >= fewPieces && lying && side > 0:
		return 1
	case sidePieces >= fewPieces && lying:
		return 3
	case pieces >= fewPieces && rise < -headRise:
		return 2
	}
	return 0
}

// quarter turns points of a picture of this height clockwise.
func quarter(points []point, height int) []point {
	out := make([]point, len(points))
	for i, p := range points {
		out[i] = point{float32(height-1) - p.y, p.x}
	}
	return out
}

const stretches = 16 // of the width, in each of which rows are counted by themselves

// profiles are the ink of each row of the pieces of a picture.
type profiles struct {
	rows     [stretches][]float32
	full     [stretches]float32 // ink of a row of text
	contrast float64            // of lines: 0 where all rows hold the same, 1 where every second is white
}

// linesOf are the profiles under the angle at which lines stand out most.
func linesOf(points []point, w, h int) (best profiles) {
	for a := -maxSkew; a <= maxSkew; a += lyingStep {
		if p := profilesOf(points, w, h, math.Tan(a)); p.contrast >= best.contrast {
			best = p
		}
	}
	return best
}

func profilesOf(points []point, w, h int, slope float64) (out profiles) {
	for i := range out.rows {
		out.rows[i] = make([]float32, h)
	}
	for _, p := range points {
		i := min(int(p.x)*stretches/w, stretches-1)
		middle := (float64(i) + 0.5) * float64(w) / stretches
		y := int(float64(p.y) - slope*(float64(p.x)-middle))
		if y >= 0 && y < h {
			out.rows[i][y]++
		}
	}
	for i := range out.rows {
		out.full[i] = full(out.rows[i])
	}
	for _, lag := range []int{4, 6, 9, 13, 19} { // the pitch of lines is twice that
		out.contrast = max(out.contrast, out.contrastAt(lag))
	}
	return out
}

// contrastAt is how much rows differ from those that are so far below, each
// taken together with its neighbours, lest strokes of letters pass for lines.
// Rules and edges of paper count as little more than rows of text.
func (p profiles) contrastAt(lag int) float64 {
	var differ, all float64
	for i, rows := range p.rows {
		most := 3 * p.full[i]
		for y := 1; y+lag+1 < len(rows); y++ {
			a := min(most, rows[y-1]+rows[y]+rows[y+1])
			b := min(most, rows[y+lag-1]+rows[y+lag]+rows[y+lag+1])
			differ += float64((a - b) * (a - b))
			all += float64(a*a + b*b)
		}
	}
	return differ / max(1, all)
}

// rise is how much more ink is above the small letters of lines than below
// them, as a share of both, and of how many pieces of lines.
func (p profiles) rise() (share float64, lines int) {
	var above, below float64
	for i, rows := range p.rows {
		a, b, n := besideLines(rows, max(4, p.full[i]/2))
		above, below, lines = above+a, below+b, lines+n
	}
	return (above - below) / max(1, above+below), lines
}

// besideLines sums the ink above and below small letters, which are what is in
// rows of at least this much ink, to three fifths of their height.
func besideLines(rows []float32, limit float32) (above, below float64, lines int) {
	const low, high = 4, 24 // rows of small letters
	for y := 0; y < len(rows); y++ {
		top := y
		for y < len(rows) && rows[y] >= limit {
			y++
		}
		reach := (y - top) * 3 / 5
		if y-top < low || y-top > high || top-reach-1 < 0 || y+reach >= len(rows) {
			continue
		}
		for i := 1; i <= reach; i++ {
			above += float64(rows[top-1-i])
			below += float64(rows[y+i])
		}
		lines++
	}
	return above, below, lines
}

// full is what a row of text holds: more than nine tenths of all rows do.
func full(rows []float32) float32 {
	var counts [256]int
	for _, v := range rows {
		counts[min(int(v), len(counts)-1)]++
	}
	rest := len(rows) * 9 / 10
	for v, n := range counts {
		if rest -= n; rest < 0 {
			return float32(v)
		}
	}
	return 0
}
