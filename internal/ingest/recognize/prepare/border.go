package prepare

import (
	"image"
	"slices"
)

// The dark around the paper is looked for in squares of borderCell pixels, from
// the edges inwards up to borderDepth of the width and the height.
const (
	borderCell  = 8
	borderDepth = 0.14
	borderDark  = 0.42 // of the brightness of paper
	borderGrow  = 2    // squares beyond the dark that are cleared with it: the edge of the paper
)

// clearBorders whitens in the even picture what is dark in the scan and hangs
// together with the scan's edges.
func clearBorders(scan, even *image.Gray) {
	cells := reduce(scan, borderCell)
	if cells.w == 0 || cells.h == 0 {
		return
	}
	dark := cells.darkFromEdges(borderDark * paperOf(cells))
	for y := range cells.h {
		for x := range cells.w {
			if dark[y*cells.w+x] {
				whiten(even, (x-borderGrow)*borderCell, (y-borderGrow)*borderCell, (x+1+borderGrow)*borderCell, (y+1+borderGrow)*borderCell)
			}
		}
	}
}

// paperOf is the brightness of most paper: that which nine tenths of the cells
// do not exceed.
func paperOf(g grid) float32 {
	vs := slices.Clone(g.v)
	slices.Sort(vs)
	return vs[len(vs)*9/10]
}

// darkFromEdges floods the cells darker than limit from the edges.
func (g grid) darkFromEdges(limit float32) []bool {
	dark := make([]bool, len(g.v))
	dx, dy := int(borderDepth*float64(g.w)), int(borderDepth*float64(g.h))
	var open [][2]int
	visit := func(x, y int) {
		inside := x > dx && x < g.w-1-dx && y > dy && y < g.h-1-dy
		if x < 0 || y < 0 || x >= g.w || y >= g.h || inside || dark[y*g.w+x] || g.at(x, y) >= limit {
			return
		}
		dark[y*g.w+x] = true
		open = append(open, [2]int{x, y})
	}
	for x := range g.w {
		visit(x, 0)
		visit(x, g.h-1)
	}
	for y := range g.h {
		visit(0, y)
		visit(g.w-1, y)
	}
	for len(open) > 0 {
		c := open[len(open)-1]
		open = open[:len(open)-1]
		visit(c[0]-1, c[1])
		visit(c[0]+1, c[1])
		visit(c[0], c[1]-1)
		visit(c[0], c[1]+1)
	}
	return dark
}

func whiten(m *image.Gray, x1, y1, x2, y2 int) {
	x1, x2 = max(0, x1), min(m.Rect.Dx(), x2)
	for y := max(0, y1); y < min(m.Rect.Dy(), y2); y++ {
		row := m.Pix[y*m.Stride+x1 : y*m.Stride+x2]
		for x := range row {
			row[x] = white
		}
	}
}
