package publish

import (
	"cmp"
	"slices"

	"recto/internal/corpus"
	"recto/internal/publish/pdf"
)

// words sets tokens line by line: all words of a line on one baseline and in
// one size, however high their own letters are, for viewers and programs tell
// lines by that.
func (s sheet) words(spots []spot) []pdf.Word {
	var out []pdf.Word
	for from := 0; from < len(spots); {
		to := from + 1
		for to < len(spots) && besides(spots[to-1].box, spots[to].box) {
			to++
		}
		out = append(out, s.line(spots[from:to])...)
		from = to
	}
	return out
}

func (s sheet) line(spots []spot) []pdf.Word {
	l := fit(spots)
	out := make([]pdf.Word, len(spots))
	for i, p := range spots {
		width, space := p.box.Width(), 0.0
		if i+1 < len(spots) {
			width, space = parted(p.box, spots[i+1].box, narrowest*l.height)
		}
		foot := l.foot + l.slope*(p.box.X1-l.left)
		at := s.rect(corpus.Box{X1: p.box.X1, Y1: foot, Y2: foot - pdf.Baseline*l.height})
		out[i] = pdf.Word{
			Text: p.text, X: at.X1, Y: at.Y1, Width: width * s.scale, Space: space * s.scale,
			Size: l.height * s.scale, Slope: -l.slope,
		}
	}
	return out
}

// parted is how wide a word and the space after it are set. A word that touches
// the next gives way, for programs tell words by the space between them.
func parted(word, next corpus.Box, least float64) (width, space float64) {
	whole := next.X1 - word.X1
	space = min(max(next.X1-word.X2, least), whole/2)
	return min(word.Width(), whole-space), space
}

const (
	narrowest = 0.2 // space, as a share of the line's height
	steepest  = 0.1 // slope that a line of print can have on a scan that was set upright
	outliers  = 10  // a box in so many may be far too high or low
)

// band is the strip in which a line stands, in pixels: its foot on the left and
// how far it falls for each pixel to the right.
type band struct{ left, foot, height, slope float64 }

// fit finds the strip by a straight line through the middles of the words.
func fit(spots []spot) band {
	b := band{left: spots[0].box.X1, slope: slope(spots)}
	feet, heads := make([]float64, len(spots)), make([]float64, len(spots))
	for i, p := range spots {
		shift := b.slope * ((p.box.X1+p.box.X2)/2 - b.left)
		feet[i], heads[i] = p.box.Y2-shift, p.box.Y1-shift
	}
	slices.Sort(feet)
	slices.SortFunc(heads, func(x, y float64) int { return cmp.Compare(y, x) })
	edge := len(spots) - 1 - len(spots)/outliers
	b.foot = feet[edge]
	b.height = b.foot - heads[edge]
	return b
}

// slope is that of the regression through the middles of words; a line too
// short to tell counts as level.
func slope(spots []spot) float64 {
	n := float64(len(spots))
	first, last := spots[0].box, spots[len(spots)-1].box
	if n < 4 || last.X2-first.X1 < 10*first.Height() {
		return 0
	}
	var x, y, xx, xy float64
	for _, p := range spots {
		cx, cy := (p.box.X1+p.box.X2)/2-first.X1, (p.box.Y1+p.box.Y2)/2
		x, y, xx, xy = x+cx, y+cy, xx+cx*cx, xy+cx*cy
	}
	spread := n*xx - x*x
	if spread <= 0 {
		return 0
	}
	return min(max((n*xy-x*y)/spread, -steepest), steepest)
}
