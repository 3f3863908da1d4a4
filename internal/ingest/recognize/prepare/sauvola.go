package prepare

import (
	"image"
	"math"
)

// Sauvola's parameters. The window follows the height of the page; the range of
// the deviation is half the range of brightness.
const (
	sauvolaK      = 0.12
	sauvolaR      = 128
	windowShare   = 1.0 / 60 // of the height
	soft          = 40       // brightness over which ink passes to paper: the engine reads soft edges better than steps
	smallestReach = 8
)

// binarise parts ink from paper by a threshold for each pixel, which is lower
// where nothing stands out: J. Sauvola and M. Pietikäinen, Adaptive document
// image binarization, Pattern Recognition 33 (2000). Edges stay soft.
func binarise(m *image.Gray) *image.Gray {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	reach := max(smallestReach, int(float64(h)*windowShare)/2)
	out := image.NewGray(m.Rect)
	sums := newColumns(m, reach)
	for y := range h {
		sums.move(y)
		in, to := m.Pix[y*m.Stride:y*m.Stride+w], out.Pix[y*out.Stride:y*out.Stride+w]
		sums.thresholds(func(x int, t float32) {
			v := (float32(in[x])-t)*(white/soft) + white/2
			to[x] = uint8(min(max(v, 0), white))
		})
	}
	return out
}

// columns are running sums of brightness and its square over the rows of the
// window, one for each column: they do what integral images do in less memory.
type columns struct {
	m           *image.Gray
	reach       int
	sum, square []int32
	from, to    int // rows that are in the sums
}

func newColumns(m *image.Gray, reach int) *columns {
	w := m.Rect.Dx()
	return &columns{m: m, reach: reach, sum: make([]int32, w), square: make([]int32, w)}
}

// move sets the sums to the rows around y, which may only grow.
func (c *columns) move(y int) {
	for ; c.to < min(c.m.Rect.Dy(), y+c.reach+1); c.to++ {
		c.add(c.to, 1)
	}
	for ; c.from < y-c.reach; c.from++ {
		c.add(c.from, -1)
	}
}

func (c *columns) add(y int, sign int32) {
	row := c.m.Pix[y*c.m.Stride : y*c.m.Stride+len(c.sum)]
	for x, p := range row {
		v := int32(p)
		c.sum[x] += sign * v
		c.square[x] += sign * v * v
	}
}

// thresholds calls set for each column of the row.
func (c *columns) thresholds(set func(x int, t float32)) {
	var sum, square int64
	w, from, to := len(c.sum), 0, 0
	for x := range w {
		for ; to < min(w, x+c.reach+1); to++ {
			sum, square = sum+int64(c.sum[to]), square+int64(c.square[to])
		}
		for ; from < x-c.reach; from++ {
			sum, square = sum-int64(c.sum[from]), square-int64(c.square[from])
		}
		n := float32((to - from) * (c.to - c.from))
		mean := float32(sum) / n
		deviation := float32(math.Sqrt(float64(max(0, float32(square)/n-mean*mean))))
		set(x, mean*(1+sauvolaK*(deviation/sauvolaR-1)))
	}
}
