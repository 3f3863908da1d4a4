package prepare

import "image"

const (
	reduction = 2   // by how much the picture is reduced to look for lines and gutters
	inkBelow  = 175 // mean brightness, the paper being white, of a reduced pixel that is ink
)

// reduced is a small picture of where ink stands.
type reduced struct {
	w, h int
	ink  []bool
}

func (r reduced) at(x, y int) bool { return r.ink[y*r.w+x] }

// findInk reduces an evenly lit picture.
func findInk(even *image.Gray) reduced {
	small := reduce(even, reduction)
	r := reduced{small.w, small.h, make([]bool, len(small.v))}
	for i, v := range small.v {
		r.ink[i] = v < inkBelow
	}
	return r
}

// reduce is the mean of every square of n by n pixels; what is left over at the
// right and the bottom is not looked at.
func reduce(m *image.Gray, n int) grid {
	g := newGrid(m.Rect.Dx()/n, m.Rect.Dy()/n)
	sums := make([]int, g.w)
	for y := range g.h {
		clear(sums)
		for j := range n {
			row := m.Pix[(y*n+j)*m.Stride:]
			for x := range sums {
				for _, p := range row[x*n : x*n+n] {
					sums[x] += int(p)
				}
			}
		}
		for x, s := range sums {
			g.v[y*g.w+x] = float32(s) / float32(n*n)
		}
	}
	return g
}
