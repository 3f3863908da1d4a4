package layout

import (
	"math"
	"slices"

	"recto/internal/corpus"
)

// item is a word in straightened coordinates: pixels of the scan, turned so
// that lines run level.
type item struct {
	word           corpus.Word
	x1, y1, x2, y2 float64
}

func (a item) height() float64 { return a.y2 - a.y1 }
func (a item) middle() float64 { return (a.y1 + a.y2) / 2 }
func (a item) center() float64 { return (a.x1 + a.x2) / 2 }

// sheet is a straightened scan.
type sheet struct {
	scan   corpus.Scan
	items  []item
	height float64 // median height of a word
	skew   float64 // how far lines fall, pixels down for each pixel to the right
	gutter float64 // where the scan is parted, in straightened pixels; 0 if it is one page
}

// straighten turns the words of a scan by its skew.
func straighten(s corpus.Scan) sheet {
	sh := sheet{scan: s}
	sh.items = make([]item, 0, len(s.Words))
	heights := make([]float64, 0, len(s.Words))
	for _, w := range s.Words {
		sh.items = append(sh.items, item{w, w.Box.X1, w.Box.Y1, w.Box.X2, w.Box.Y2})
		heights = append(heights, w.Box.Height())
	}
	sh.height = max(1, median(heights))
	sh.skew = skew(sh.items, sh.height)
	for i := range sh.items {
		it := &sh.items[i]
		dy, dx := sh.skew*it.center(), sh.skew*it.middle()
		it.x1, it.x2 = it.x1+dx, it.x2+dx
		it.y1, it.y2 = it.y1-dy, it.y2-dy
	}
	return sh
}

const maxSkew = 0.12 // about seven degrees

// skew is the median slope between words and their right-hand neighbours, which
// no odd word moves.
func skew(items []item, height float64) float64 {
	sorted := slices.Clone(items)
	slices.SortFunc(sorted, byLeft)
	var slopes []float64
	for i, a := range sorted {
		if b, ok := neighbour(a, sorted[i+1:], height); ok {
			slopes = append(slopes, (b.y2-a.y2)/(b.center()-a.center()))
		}
	}
	if len(slopes) < 20 {
		return 0
	}
	s := median(slopes)
	if math.Abs(s) > maxSkew {
		return 0
	}
	return s
}

// neighbour is the nearest word to the right on the same line as a, by rough overlap.
func neighbour(a item, later []item, height float64) (item, bool) {
	for _, b := range later {
		if b.x1 > a.x2+2*height {
			break
		}
		overlap := min(a.y2, b.y2) - max(a.y1, b.y1)
		if b.x1 >= a.x2-height/2 && b.center() > a.center() && overlap > 0.5*min(a.height(), b.height()) {
			return b, true
		}
	}
	return item{}, false
}

func byLeft(a, b item) int {
	switch {
	case a.x1 != b.x1:
		return sign(a.x1 - b.x1)
	case a.y1 != b.y1:
		return sign(a.y1 - b.y1)
	}
	return 0
}

func sign(v float64) int {
	switch {
	case v < 0:
		return -1
	case v > 0:
		return 1
	}
	return 0
}

func median(vs []float64) float64 { return quantile(vs, 0.5) }

// quantile is the value below which the share q of the values lies, 0 for none.
func quantile(vs []float64, q float64) float64 {
	if len(vs) == 0 {
		return 0
	}
	s := slices.Clone(vs)
	slices.Sort(s)
	return s[int(q*float64(len(s)-1)+0.5)]
}
