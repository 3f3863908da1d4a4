package extract

import (
	"math"

	"recto/internal/corpus"
)

const (
	pointsPerInch = 72
	renderDPI     = 150   // of a page that is more than images
	rasterDPI     = 300   // at least, for an engine
	maxDPI        = 600   // of a page that is images
	maxPixels     = 24e6  // of a rendered page; the resolution falls to keep it
	maxPoints     = 14400 // declared width or height of a page: 200 inches, the largest that PDF readers share
	maxImage      = 200e6 // declared pixels of an image that is drawn
)

// matrix maps (x, y) to (ax + cy + e, bx + dy + f), as PDF has it.
type matrix [6]float64

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// scale is by how much the matrix enlarges an upright length.
func (m matrix) scale() float64 { return math.Hypot(m[2], m[3]) }

// frame is how a page becomes the picture that is shown for it.
type frame struct {
	toPixels      matrix // from the page's own coordinates to pixels, origin top left
	width, height int    // pixels of the picture
	image         bool   // the page shows one image and nothing else
	jpeg          []byte // the picture, if that image is one JPEG; nil if it is to be rendered
}

// box maps a rectangle of the page into the picture; what lies beyond the edges is cut.
func (f frame) box(left, bottom, right, top float64) corpus.Box {
	x1, y1 := f.toPixels.apply(left, bottom)
	x2, y2 := f.toPixels.apply(right, top)
	w, h := float64(f.width), float64(f.height)
	b := corpus.Box{
		X1: clamp(min(x1, x2), w), Y1: clamp(min(y1, y2), h),
		X2: clamp(max(x1, x2), w), Y2: clamp(max(y1, y2), h),
	}
	return b
}

func clamp(v, limit float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return math.Round(10*min(max(v, 0), limit)) / 10
}

// rendered is the frame of a page whose visible part is the rectangle (left, top,
// right, bottom), turned clockwise by quarters, in so many dots an inch or as
// near to them as the limit allows.
func rendered(r [6]float64, quarters int, dpi float64) frame {
	left, top, right, bottom := r[0], r[1], r[2], r[3]
	w, h := right-left, top-bottom
	s := min(dpi/pointsPerInch, math.Sqrt(maxPixels/(w*h)))
	var f frame
	switch quarters & 3 {
	case 0:
		f.toPixels = matrix{s, 0, 0, -s, -left * s, top * s}
	case 1:
		f.toPixels = matrix{0, s, s, 0, -bottom * s, -left * s}
	case 2:
		f.toPixels = matrix{-s, 0, 0, s, right * s, -bottom * s}
	case 3:
		f.toPixels = matrix{0, -s, -s, 0, top * s, right * s}
	}
	if quarters&1 == 1 {
		w, h = h, w
	}
	f.width, f.height = max(1, int(math.Round(w*s))), max(1, int(math.Round(h*s)))
	return f
}

// embedded is the frame of a page that is one upright image of so many pixels,
// m being the image's own matrix, which maps the unit square onto the page.
func embedded(m matrix, width, height int, jpeg []byte) frame {
	sx, sy := float64(width)/m[0], float64(height)/m[3]
	return frame{
		toPixels: matrix{sx, 0, 0, -sy, -m[4] * sx, float64(height) + m[5]*sy},
		width:    width, height: height, image: true, jpeg: jpeg,
	}
}
