package annotations

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// region is a rectangle on a scan as a form has it: in hundredths of the picture's
// width and height, from its upper left corner. All of it empty is the whole page.
type region struct{ Left, Top, Width, Height string }

// regionOf reads the fields of a region, or the one field "region" that scripts
// write: all four parted by commas.
func regionOf(v func(string) string) region {
	if all := strings.Split(v("region"), ","); len(all) == 4 {
		return region{all[0], all[1], all[2], all[3]}
	}
	return region{v("left"), v("top"), v("width"), v("height")}
}

// least is how small a region may be, in hundredths of the picture.
const least = 0.2

// onScan is the region that a form is about, on the scan of one of some pages.
func (f form) onScan(pages []corpus.PageEntry) (corpus.Anchor, bool) {
	i := slices.IndexFunc(pages, func(p corpus.PageEntry) bool { return pageKey(p) == f.Page })
	if i < 0 || pages[i].Blob == "" || pages[i].Width <= 0 || pages[i].Height <= 0 {
		return corpus.Anchor{}, false
	}
	p := pages[i]
	box, ok := f.Region.box(p)
	return corpus.Anchor{Region: &corpus.Region{Scan: p.Scan, Picture: p.Blob, Width: p.Width, Height: p.Height, Box: box}}, ok
}

// box is the region in pixels of a page's scan, cut to what lies on it.
func (r region) box(p corpus.PageEntry) (corpus.Box, bool) {
	if r == (region{}) {
		if p.Region == (corpus.Box{}) {
			return corpus.Box{X2: float64(p.Width), Y2: float64(p.Height)}, true
		}
		return p.Region, true
	}
	var of [4]float64
	for i, text := range []string{r.Left, r.Top, r.Width, r.Height} {
		n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil || math.IsNaN(n) || math.Abs(n) > 100 {
			return corpus.Box{}, false
		}
		of[i] = n
	}
	x1, y1 := max(0, of[0]), max(0, of[1])
	x2, y2 := min(100, of[0]+of[2]), min(100, of[1]+of[3])
	if x2-x1 < least || y2-y1 < least {
		return corpus.Box{}, false
	}
	w, h := float64(p.Width)/100, float64(p.Height)/100
	return corpus.Box{X1: math.Round(x1 * w), Y1: math.Round(y1 * h), X2: math.Round(x2 * w), Y2: math.Round(y2 * h)}, true
}
