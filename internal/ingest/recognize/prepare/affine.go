package prepare

import (
	"image"
	"math"
)

// Affine maps (x, y) to (Ax + By + C, Dx + Ey + F). Coordinates are continuous
// with y down: a pixel covers the square from its number to the next.
type Affine struct{ A, B, C, D, E, F float64 }

// Apply maps a point.
func (m Affine) Apply(x, y float64) (float64, float64) {
	return m.A*x + m.B*y + m.C, m.D*x + m.E*y + m.F
}

// Invert is the way back. The map must not be singular.
func (m Affine) Invert() Affine {
	det := m.A*m.E - m.B*m.D
	a, b, d, e := m.E/det, -m.B/det, -m.D/det, m.A/det
	return Affine{a, b, -(a*m.C + b*m.F), d, e, -(d*m.C + e*m.F)}
}

// Scale is by how much lengths grow.
func (m Affine) Scale() float64 { return math.Sqrt(math.Abs(m.A*m.E - m.B*m.D)) }

// strip is an upright part of the scan, in pixels, of which another page may
// cut a slanting piece.
type strip struct {
	x1, x2, y1, y2 float64
	cut            func(y float64) (x1, x2 float64) // what of row y belongs to the page; nil for all
}

// keeps reports the part of row y that belongs to the page.
func (s strip) keeps(y float64) (x1, x2 float64) {
	if s.cut == nil {
		return s.x1, s.x2
	}
	return s.cut(y)
}

// level is the map from a picture in which the strip stands level, enlarged, to
// the scan, and the size of that picture. The strip's middle stays the middle.
func level(s strip, skew, enlarged float64) (m Affine, w, h int) {
	sin, cos := math.Sincos(skew)
	width, height := s.x2-s.x1, s.y2-s.y1
	w = int(math.Ceil(enlarged * (width*cos + height*math.Abs(sin))))
	h = int(math.Ceil(enlarged * (height*cos + width*math.Abs(sin))))
	m = Affine{A: cos / enlarged, B: -sin / enlarged, D: sin / enlarged, E: cos / enlarged}
	x, y := m.Apply(float64(w)/2, float64(h)/2)
	m.C, m.F = (s.x1+s.x2)/2-x, (s.y1+s.y2)/2-y
	return m, w, h
}

const white = 255

// resample draws the picture that the map leads from, by bilinear interpolation
// of src. What keeps leaves out and what lies beyond src is white.
func (m Affine) resample(src *image.Gray, w, h int, keeps func(y float64) (x1, x2 float64)) *image.Gray {
	dst := image.NewGray(image.Rect(0, 0, w, h))
	sw, sh := src.Rect.Dx(), src.Rect.Dy()
	lows, highs := make([]float64, sh), make([]float64, sh)
	for y := range sh {
		lows[y], highs[y] = keeps(float64(y))
	}
	const one = 1 << 8
	for v := range h {
		row := dst.Pix[v*dst.Stride : v*dst.Stride+w]
		for u := range row {
			x, y := m.Apply(float64(u)+0.5, float64(v)+0.5)
			x, y = x-0.5, y-0.5
			ix, iy := int(math.Floor(x)), int(math.Floor(y))
			if ix < 0 || iy < 0 || ix >= sw-1 || iy >= sh-1 || x < lows[iy] || x >= highs[iy] {
				row[u] = white
				continue
			}
			fx, fy := int((x-float64(ix))*one), int((y-float64(iy))*one)
			p := src.Pix[iy*src.Stride+ix:]
			top := int(p[0])*(one-fx) + int(p[1])*fx
			p = p[src.Stride:]
			bottom := int(p[0])*(one-fx) + int(p[1])*fx
			row[u] = uint8((top*(one-fy) + bottom*fy) / (one * one))
		}
	}
	return dst
}
