package prepare

import (
	"image"
	"math"
	"slices"
)

// Gutter is the line between the pages of a spread: x = X + Slope·y, in pixels of the scan.
type Gutter struct{ X, Slope float64 }

// At is where the gutter crosses row y.
func (g Gutter) At(y float64) float64 { return g.X + g.Slope*y }

const (
	spreadAspect = 1.1 // a scan that is not wider than this, the height being 1, shows one page
	gutterFrom   = 0.2 // the gutter is looked for in the middle of the width,
	gutterTo     = 0.8
	gutterTop    = 0.08 // and by what lies between these shares of the height
	gutterBottom = 0.92
	gutterCell   = 8   // in squares of so many pixels
	maxTilt      = 3.0 // degrees
	tiltStep     = 0.25

	shadowDepth = 0.1   // by how much of the paper's brightness beside it a gutter is darker
	valleyWidth = 0.02  // of the width; the least that parts two pages without a shadow
	valleyInk   = 0.012 // share of its height that may be ink
	sideInk     = 0.1   // of all ink must stand on each side
)

// findGutter tells whether the scan shows a spread, and where it is to be
// parted: at the darkest line of the shadow between the pages if there is one,
// else in the middle of the widest upright strip without ink that has text on
// both sides. The line may slant.
func findGutter(scan *image.Gray, ink reduced) (Gutter, bool) {
	w, h := float64(scan.Rect.Dx()), float64(scan.Rect.Dy())
	if w < spreadAspect*h {
		return Gutter{}, false
	}
	if g, ok := findShadow(reduce(scan, gutterCell)); ok {
		return g, true
	}
	return findValley(ink)
}

// findShadow tries all slants and keeps that with the deepest shadow.
func findShadow(light grid) (Gutter, bool) {
	var best Gutter
	deepest := 0.0
	for tilt := -maxTilt; tilt <= maxTilt; tilt += tiltStep {
		slope := math.Tan(tilt * degree)
		profile := light.profile(slope)
		for x := int(gutterFrom * float64(light.w)); x < int(gutterTo*float64(light.w)); x++ {
			if d := depth(profile, x); d > deepest {
				deepest = d
				best = lineAt(float64(x)+0.5, slope, light.h, gutterCell)
			}
		}
	}
	return best, deepest > shadowDepth
}

// lineAt is the line that crosses the middle height of a reduced picture at x.
func lineAt(x, slope float64, h, cell int) Gutter {
	return Gutter{X: (x - slope*float64(h)/2) * float64(cell), Slope: slope}
}

// profile is the mean of each slanting column, named by where it crosses the
// middle of the height.
func (g grid) profile(slope float64) []float64 {
	sums, counts := make([]float64, g.w), make([]float64, g.w)
	for y := int(gutterTop * float64(g.h)); y < int(gutterBottom*float64(g.h)); y++ {
		shift := int(math.Round(slope * (float64(y) + 0.5 - float64(g.h)/2)))
		for x := max(0, -shift); x < min(g.w, g.w-shift); x++ {
			sums[x] += float64(g.at(x+shift, y))
			counts[x]++
		}
	}
	for x := range sums {
		sums[x] /= max(1, counts[x])
	}
	return sums
}

// depth is by how much of the paper beside it the profile is darker about x,
// on the side where it is less so. A thin line is no shadow.
func depth(profile []float64, x int) float64 {
	beside := max(4, len(profile)/20)
	if x < 2*beside || x >= len(profile)-2*beside {
		return 0
	}
	here := (profile[x-1] + 2*profile[x] + profile[x+1]) / 4
	left, right := median(profile[x-2*beside:x-beside/2]), median(profile[x+beside/2+1:x+2*beside])
	return 1 - here/max(1, min(left, right))
}

// findValley tries all slants and keeps that with the widest strip without ink.
func findValley(ink reduced) (Gutter, bool) {
	g := newGrid(ink.w, ink.h)
	for i, is := range ink.ink {
		if is {
			g.v[i] = 1
		}
	}
	var best Gutter
	widest := 0
	for tilt := -maxTilt; tilt <= maxTilt; tilt += tiltStep {
		slope := math.Tan(tilt * degree)
		profile := g.profile(slope)
		if a, b := emptiest(profile); b-a > widest {
			widest = b - a
			best = lineAt(float64(a+b)/2, slope, ink.h, reduction)
		}
	}
	return best, float64(widest) > valleyWidth*float64(ink.w)
}

// emptiest is the widest stretch of the profile's middle with hardly any ink
// and enough on both sides, a to b.
func emptiest(profile []float64) (a, b int) {
	all := 0.0
	for _, v := range profile {
		all += v
	}
	from, to := int(gutterFrom*float64(len(profile))), int(gutterTo*float64(len(profile)))
	before, start, atStart := 0.0, -1, 0.0
	for x, v := range profile {
		if x >= from && x < to && v <= valleyInk {
			if start < 0 {
				start, atStart = x, before
			}
		} else if start >= 0 {
			if x-start > b-a && atStart > sideInk*all && all-before > sideInk*all {
				a, b = start, x
			}
			start = -1
		}
		before += v
	}
	return a, b
}

// strips are the pages on both sides of the gutter.
func (g Gutter) strips(w, h int) (left, right strip) {
	width, height := float64(w), float64(h)
	first, last := min(g.At(0), g.At(height)), max(g.At(0), g.At(height))
	left = strip{0, min(width, last), 0, height, func(y float64) (float64, float64) { return 0, g.At(y) }}
	right = strip{max(0, first), width, 0, height, func(y float64) (float64, float64) { return g.At(y), width }}
	return left, right
}

func median(vs []float64) float64 {
	s := slices.Sorted(slices.Values(vs))
	return s[len(s)/2]
}
