package prepare

import (
	"image"
	"slices"
)

// What is dirt: a spot darker than its surroundings by dirtLift, and smaller
// than the points that are printed, which a square of dirtSide of the height is.
const (
	dirtLift = 60
	dirtSide = 1.0 / 600
)

// clearDirt fills dark spots that are smaller than any printed point to the
// level around them, be that paper or a letter: a greyscale area closing
// (L. Vincent, Grayscale area openings and closings, their efficient
// implementation and applications, 1993). Shallow spots stay, for they are
// pieces of faint letters.
func clearDirt(m *image.Gray) {
	side := float64(m.Rect.Dy()) * dirtSide
	s := spot{m: m, limit: int(side * side)}
	for y := 1; y < m.Rect.Dy()-1; y++ {
		for x := 1; x < m.Rect.Dx()-1; x++ {
			if i := y*m.Stride + x; m.Pix[i] <= white-dirtLift && s.lowest(i) {
				s.clear(i)
			}
		}
	}
}

// spot is a dark spot as it grows.
type spot struct {
	m      *image.Gray
	limit  int // pixels; what grows to so many is no dirt
	pixels []int
	beside []int // pixels
}

// lowest reports whether no neighbour of an inner pixel is darker, and none
// before it as dark, so that the inside of a stroke is looked at once.
func (s *spot) lowest(i int) bool {
	p, w := s.m.Pix, s.m.Stride
	v := p[i]
	return p[i-1] > v && p[i-w-1] > v && p[i-w] > v && p[i-w+1] > v &&
		p[i+1] >= v && p[i+w-1] >= v && p[i+w] >= v && p[i+w+1] >= v
}

// clear grows the spot from its darkest pixel, always to the darkest beside it,
// until it is as large as a point or meets something darker, and lifts it to the
// level then reached if that is far up.
func (s *spot) clear(at int) {
	s.pixels, s.beside = s.pixels[:0], s.beside[:0]
	first := s.m.Pix[at]
	level := first
	s.take(at)
	for len(s.pixels) < s.limit && len(s.beside) > 0 {
		k := s.darkest()
		next := s.beside[k]
		if s.m.Pix[next] < level {
			break
		}
		level = s.m.Pix[next]
		s.beside = slices.Delete(s.beside, k, k+1)
		s.take(next)
	}
	if int(level)-int(first) < dirtLift {
		return
	}
	for _, i := range s.pixels {
		s.m.Pix[i] = level
	}
}

// darkest is the index of the darkest pixel beside the spot.
func (s *spot) darkest() int {
	k := 0
	for j, i := range s.beside {
		if s.m.Pix[i] < s.m.Pix[s.beside[k]] {
			k = j
		}
	}
	return k
}

// take adds a pixel to the spot and its neighbours to those beside it.
func (s *spot) take(i int) {
	s.pixels = append(s.pixels, i)
	x, y := i%s.m.Stride, i/s.m.Stride
	for v := max(0, y-1); v <= min(s.m.Rect.Dy()-1, y+1); v++ {
		for u := max(0, x-1); u <= min(s.m.Rect.Dx()-1, x+1); u++ {
			if j := v*s.m.Stride + u; !slices.Contains(s.pixels, j) && !slices.Contains(s.beside, j) {
				s.beside = append(s.beside, j)
			}
		}
	}
}
