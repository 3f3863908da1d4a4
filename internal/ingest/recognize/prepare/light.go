package prepare

import "image"

// The light of the paper is measured in blocks of lightBlock pixels, as the
// brightness that lightShare of the block does not exceed, and closed over
// 2×lightReach+1 blocks, which bridges letters but follows shadows.
const (
	lightBlock = 12
	lightShare = 0.8
	lightReach = 2
	darkest    = 24 // no paper is taken to be darker, so that noise in the dark stays noise
)

// grid is a small table of values over a picture.
type grid struct {
	w, h int
	v    []float32
}

func newGrid(w, h int) grid { return grid{w, h, make([]float32, w*h)} }

func (g grid) at(x, y int) float32 { return g.v[y*g.w+x] }

// evenLight divides a picture by the light of its paper, so that paper is white
// all over: flat-field correction with the field estimated by a morphological
// closing (Gonzalez and Woods, Digital Image Processing, section 9.6).
func evenLight(scan *image.Gray) *image.Gray {
	light := paperLight(scan)
	w, h := scan.Rect.Dx(), scan.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, w, h))
	row := make([]float32, w)
	for y := range h {
		light.interpolate(y, row)
		in, to := scan.Pix[y*scan.Stride:y*scan.Stride+w], out.Pix[y*out.Stride:y*out.Stride+w]
		for x, p := range in {
			to[x] = uint8(min(white, float32(p)*white/row[x]))
		}
	}
	return out
}

func paperLight(scan *image.Gray) grid {
	g := newGrid((scan.Rect.Dx()+lightBlock-1)/lightBlock, (scan.Rect.Dy()+lightBlock-1)/lightBlock)
	for by := range g.h {
		for bx := range g.w {
			g.v[by*g.w+bx] = max(darkest, blockLight(scan, bx*lightBlock, by*lightBlock))
		}
	}
	g = g.spread(lightReach, func(a, b float32) float32 { return max(a, b) })
	g = g.spread(lightReach, func(a, b float32) float32 { return min(a, b) })
	return g.blur()
}

// blockLight is the brightness that lightShare of a block does not exceed.
func blockLight(scan *image.Gray, x, y int) float32 {
	var counts [256]int
	x2, y2 := min(x+lightBlock, scan.Rect.Dx()), min(y+lightBlock, scan.Rect.Dy())
	for r := y; r < y2; r++ {
		for _, p := range scan.Pix[r*scan.Stride+x : r*scan.Stride+x2] {
			counts[p]++
		}
	}
	rest := int(lightShare * float64((x2-x)*(y2-y)))
	for v, n := range counts {
		if rest -= n; rest < 0 {
			return float32(v)
		}
	}
	return white
}

// spread gives each cell the choice among those up to reach away, rows first.
func (g grid) spread(reach int, choose func(a, b float32) float32) grid {
	across, down := newGrid(g.w, g.h), newGrid(g.w, g.h)
	for y := range g.h {
		for x := range g.w {
			v := g.at(x, y)
			for i := max(0, x-reach); i <= min(g.w-1, x+reach); i++ {
				v = choose(v, g.at(i, y))
			}
			across.v[y*g.w+x] = v
		}
	}
	for y := range g.h {
		for x := range g.w {
			v := across.at(x, y)
			for i := max(0, y-reach); i <= min(g.h-1, y+reach); i++ {
				v = choose(v, across.at(x, i))
			}
			down.v[y*g.w+x] = v
		}
	}
	return down
}

// blur is the mean over each cell and its neighbours.
func (g grid) blur() grid {
	out := newGrid(g.w, g.h)
	for y := range g.h {
		for x := range g.w {
			var sum, n float32
			for j := max(0, y-1); j <= min(g.h-1, y+1); j++ {
				for i := max(0, x-1); i <= min(g.w-1, x+1); i++ {
					sum, n = sum+g.at(i, j), n+1
				}
			}
			out.v[y*g.w+x] = sum / n
		}
	}
	return out
}

// interpolate fills the light of row y, the cells' values standing in their middles.
func (g grid) interpolate(y int, row []float32) {
	j, fy := cell(y, g.h)
	k := min(j+1, g.h-1)
	for x := range row {
		i, fx := cell(x, g.w)
		l := min(i+1, g.w-1)
		top := g.at(i, j)*(1-fx) + g.at(l, j)*fx
		bottom := g.at(i, k)*(1-fx) + g.at(l, k)*fx
		row[x] = top*(1-fy) + bottom*fy
	}
}

// cell is the block whose middle is the last before p, and how far p is beyond
// it on the way to the next.
func cell(p, n int) (i int, f float32) {
	at := (float32(p)+0.5)/lightBlock - 0.5
	if at <= 0 {
		return 0, 0
	}
	i = min(int(at), n-1)
	return i, at - float32(i)
}
