package layout

import (
	"math"
	"slices"

	"recto/internal/corpus"
)

// A scan can be a spread only if it is clearly wider than high; two columns on
// an upright page are never taken for one. The gutter is looked for around the
// middle third.
const (
	spreadAspect = 1.15
	gutterFrom   = 0.28
	gutterTo     = 0.72
	gutterPlay   = 0.1 // how far one scan's gutter lies from the usual place at most
)

// findGutters sets the gutter of every sheet that is a spread: the widest strip
// near the usual place, so that the white of a list of contents or a table is not
// taken for it. Where the picture itself was parted, that place holds. Sheets that show none themselves, such as those with one page
// blank, take the usual place; sources where most wide scans have no gutter have none.
func findGutters(sheets []sheet) {
	var found []float64 // as shares of the width
	wide := 0
	for _, s := range sheets {
		if !s.wide() || len(s.items) == 0 {
			continue
		}
		wide++
		if x, ok := s.parted(); ok {
			found = append(found, x/float64(s.scan.Width))
			continue
		}
		if x, ok := s.valley(gutterFrom, gutterTo); ok {
			found = append(found, x/float64(s.scan.Width))
		}
	}
	if len(found) == 0 || 2*len(found) < wide {
		return
	}
	usual := median(found)
	for i := range sheets {
		s := &sheets[i]
		if !s.wide() {
			continue
		}
		if x, ok := s.parted(); ok {
			s.gutter = x
			continue
		}
		s.gutter = usual * float64(s.scan.Width)
		if x, ok := s.valley(usual-gutterPlay, usual+gutterPlay); ok {
			s.gutter = x
		}
	}
}

// parted is where the pages meet that were found on the picture, on the
// straightened sheet.
func (s sheet) parted() (float64, bool) {
	if len(s.scan.Pages) != 2 {
		return 0, false
	}
	return s.scan.Pages[1].X1 + s.skew*float64(s.scan.Height)/2, true
}

func (s sheet) wide() bool {
	return float64(s.scan.Width) > spreadAspect*float64(s.scan.Height)
}

// valley finds the widest upright strip between two shares of the width that
// hardly a word crosses and that has text on both sides.
func (s sheet) valley(low, high float64) (float64, bool) {
	width := float64(s.scan.Width)
	cover := coverage(s.items, width)
	rows := s.rowsOfText()
	limit := max(1, 0.06*rows)
	from, to := int(low*float64(len(cover))), int(high*float64(len(cover)))
	a, b := widestBelow(cover[from:to], limit)
	if b == a {
		return 0, false
	}
	x1, x2 := float64(from+a)*binWidth, float64(from+b)*binWidth
	x := (x1 + x2) / 2
	left, right := 0, 0
	for _, it := range s.items {
		if it.center() < x {
			left++
		} else {
			right++
		}
	}
	if min(left, right) < 5 || x2-x1 < 1.2*s.height {
		return 0, false
	}
	return x, true
}

const binWidth = 4 // pixels

// coverage counts, for every strip of the width, the words that stand in it,
// little words and those of odd shape less.
func coverage(items []item, width float64) []float64 {
	cover := make([]float64, int(max(0, width)/binWidth)+2)
	for _, it := range items {
		if len(it.word.Raw) < 2 {
			continue
		}
		a := max(0, int(it.x1/binWidth))
		b := min(len(cover)-1, int(it.x2/binWidth))
		for i := a; i <= b; i++ {
			cover[i]++
		}
	}
	return cover
}

// rowsOfText estimates how many lines stand beside each other on the sheet.
func (s sheet) rowsOfText() float64 {
	tops := make([]float64, len(s.items))
	for i, it := range s.items {
		tops[i] = it.middle()
	}
	slices.Sort(tops)
	rows, last := 0.0, math.Inf(-1)
	for _, y := range tops {
		if y > last+s.height {
			rows++
			last = y
		}
	}
	return rows
}

// widestBelow is the longest stretch [a, b) of values up to limit; of equal
// ones that nearest the middle.
func widestBelow(vs []float64, limit float64) (int, int) {
	bestA, bestB, start := 0, 0, -1
	for i := 0; i <= len(vs); i++ {
		if i < len(vs) && vs[i] <= limit {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && better(start, i, bestA, bestB, len(vs)) {
			bestA, bestB = start, i
		}
		start = -1
	}
	return bestA, bestB
}

func better(a, b, c, d, n int) bool {
	if b-a != d-c {
		return b-a > d-c
	}
	return abs(a+b-n) < abs(c+d-n)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// leaf is one printed page under way.
type leaf struct {
	scan   int
	side   corpus.Side
	region corpus.Box
	skew   float64
	size   [2]float64 // of the scan, pixels
	items  []item
	height float64 // median height of a word on the scan
	beside []row   // in its margins; set by findBeside, from the top on each side
	rows   []row   // set by readLines, in reading order
}

// leaves parts the sheet at its gutter.
func (s sheet) leaves() []leaf {
	w, h := float64(s.scan.Width), float64(s.scan.Height)
	whole := leaf{
		scan: s.scan.Number, side: corpus.Whole, region: corpus.Box{X2: w, Y2: h},
		skew: s.skew, size: [2]float64{w, h}, items: s.items, height: s.height,
	}
	if s.gutter == 0 {
		return []leaf{whole}
	}
	left, right := whole, whole
	left.side, right.side = corpus.Left, corpus.Right
	x := min(max(s.gutter-s.skew*h/2, 1), w-1) // back on the scan, at half its height
	left.region.X2, right.region.X1 = x, x
	left.items, right.items = nil, nil
	for _, it := range s.items {
		if it.center() < s.gutter {
			left.items = append(left.items, it)
			continue
		}
		right.items = append(right.items, it)
	}
	return []leaf{left, right}
}
