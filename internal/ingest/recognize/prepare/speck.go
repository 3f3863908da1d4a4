package prepare

import (
	"image"
	"slices"
)

// Lengths as shares of the page's height.
const (
	speckSide   = 1.0 / 260 // of what may be a speck; a full stop may be one too, but stands by a letter
	besideReach = 1.0 / 85  // so far beside a letter stand its points,
	aboveReach  = 1.0 / 190 // and so far above and below
	barLength   = 0.035     // of a bar at the edge: the shadow in the gutter, the rim of the paper
	barZone     = 0.03      // so far from an edge a bar is looked for
	inkOfResult = 128
)

// clean whitens specks that stand by themselves and bars along the edges of a
// binarised page, the latter with what lies between them and the edge.
func clean(m *image.Gray) {
	c := label(m)
	for _, i := range c.specks(m.Rect.Dy()) {
		b := c.boxes[i]
		whiten(m, b.Min.X-2, b.Min.Y-2, b.Max.X+2, b.Max.Y+2)
	}
	for _, b := range c.boxes {
		clearBar(m, b)
	}
}

// specks are the ids of the small components that stand neither by a letter nor
// by another that does, as the second point of a colon may.
func (c components) specks(height int) []int {
	h := float64(height)
	side, beside, above := int(h*speckSide), int(h*besideReach), int(h*aboveReach)
	kept := make([]bool, len(c.boxes))
	var small []int
	for i, b := range c.boxes {
		kept[i] = max(b.Dx(), b.Dy()) > side
		if !kept[i] && !b.Empty() {
			small = append(small, i)
		}
	}
	for range 2 {
		near := slices.Clone(kept)
		for _, i := range small {
			b := c.boxes[i]
			wide := image.Rect(b.Min.X-beside, b.Min.Y-above/3, b.Max.X+beside, b.Max.Y+above/3)
			high := image.Rect(b.Min.X-above/2, b.Min.Y-above, b.Max.X+above/2, b.Max.Y+above)
			near[i] = c.touches(wide, kept) || c.touches(high, kept)
		}
		kept = near
	}
	return slices.DeleteFunc(small, func(i int) bool { return kept[i] })
}

// clearBar whitens a bar and what lies outside of it.
func clearBar(m *image.Gray, b image.Rectangle) {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	zone, length := int(barZone*float64(h)), int(barLength*float64(h))
	switch {
	case b.Dy() >= length && b.Max.X <= zone:
		whiten(m, 0, b.Min.Y-2, b.Max.X+2, b.Max.Y+2)
	case b.Dy() >= length && b.Min.X >= w-zone:
		whiten(m, b.Min.X-2, b.Min.Y-2, w, b.Max.Y+2)
	case b.Dx() >= length && b.Max.Y <= zone:
		whiten(m, b.Min.X-2, 0, b.Max.X+2, b.Max.Y+2)
	case b.Dx() >= length && b.Min.Y >= h-zone:
		whiten(m, b.Min.X-2, b.Min.Y-2, b.Max.X+2, h)
	}
}

// run is a stretch of ink in a row.
type run struct {
	x1, x2 int
	id     int // of its component
}

// components are the pieces of ink that hang together.
type components struct {
	rows  [][]run
	boxes []image.Rectangle // by id; empty for ids that were joined to others
}

// label finds the components, diagonal neighbours included, by joining the runs
// of successive rows (K. Suzuki, I. Horiba and N. Sugie, Linear-time
// connected-component labeling, 2003, with runs for pixels).
func label(m *image.Gray) components {
	var parent []int
	c := components{rows: make([][]run, m.Rect.Dy())}
	for y := range c.rows {
		c.rows[y] = runs(m.Pix[y*m.Stride : y*m.Stride+m.Rect.Dx()])
		var above []run
		if y > 0 {
			above = c.rows[y-1]
		}
		parent = join(c.rows[y], above, parent)
	}
	c.boxes = make([]image.Rectangle, len(parent))
	for y, row := range c.rows {
		for i := range row {
			r := &row[i]
			r.id = root(parent, r.id)
			c.boxes[r.id] = c.boxes[r.id].Union(image.Rect(r.x1, y, r.x2, y+1))
		}
	}
	return c
}

func runs(pixels []uint8) []run {
	var out []run
	start := -1
	for x, p := range pixels {
		switch ink := p < inkOfResult; {
		case ink && start < 0:
			start = x
		case !ink && start >= 0:
			out = append(out, run{x1: start, x2: x})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, run{x1: start, x2: len(pixels)})
	}
	return out
}

// join gives the runs of a row the ids of those above that they touch, or new ones.
func join(row, above []run, parent []int) []int {
	j := 0
	for i := range row {
		r := &row[i]
		r.id = -1
		for j < len(above) && above[j].x2 < r.x1 {
			j++
		}
		for k := j; k < len(above) && above[k].x1 <= r.x2; k++ {
			id := root(parent, above[k].id)
			if r.id >= 0 && r.id != id {
				parent[id] = r.id
				continue
			}
			r.id = id
		}
		if r.id < 0 {
			r.id = len(parent)
			parent = append(parent, r.id)
		}
	}
	return parent
}

func root(parent []int, id int) int {
	for parent[id] != id {
		parent[id] = parent[parent[id]]
		id = parent[id]
	}
	return id
}

// touches reports whether any component of those marked has ink in the box.
func (c components) touches(b image.Rectangle, marked []bool) bool {
	for y := max(0, b.Min.Y); y < min(len(c.rows), b.Max.Y); y++ {
		for _, r := range c.rows[y] {
			if r.x1 >= b.Max.X {
				break
			}
			if r.x2 > b.Min.X && marked[r.id] {
				return true
			}
		}
	}
	return false
}
