package layout

import (
	"math"
	"slices"
)

// margin is the edge of a column, which may lean where the scan is warped.
type margin struct {
	x, y, lean float64 // a point on it, and pixels to the right for each pixel down
}

func (m margin) at(y float64) float64 { return m.x + m.lean*(y-m.y) }

// margins are where most rows of a column begin and end. Rows that lost a word
// at the edge, and specks beyond it, do not move them.
func margins(rows []row, members []int, height float64) (left, right margin) {
	starts, ends := make([]point, 0, len(members)), make([]point, 0, len(members))
	for _, i := range members {
		r := rows[i]
		starts = append(starts, point{r.firstLetters(), r.middle()})
		ends = append(ends, point{-r.x2, r.middle()})
	}
	left, right = fit(starts, height), fit(ends, height)
	right.x, right.lean = -right.x, -right.lean
	return left, right
}

// edges are the margins of a page at half its height.
func edges(rows []row, members []int, height float64) (float64, float64) {
	left, right := margins(rows, members, height)
	return left.x, right.x
}

type point struct{ x, y float64 }

// fit lays a margin through the leftmost points that enough others lie close
// to: by the median of slopes (Theil 1950, Sen 1968), if there are many.
func fit(ps []point, height float64) margin {
	slices.SortFunc(ps, func(a, b point) int { return sign(a.x - b.x) })
	m := margin{y: median(heights(ps))}
	m.x = firstCluster(ps, height)
	var near []point
	for _, p := range ps {
		if math.Abs(p.x-m.x) < height {
			near = append(near, p)
		}
	}
	if len(near) < 8 {
		return m
	}
	m.lean = lean(near, height)
	offs := make([]float64, 0, len(ps))
	for _, p := range ps {
		offs = append(offs, p.x-m.lean*(p.y-m.y))
	}
	level := make([]point, len(ps))
	for i, p := range ps {
		level[i] = point{offs[i], p.y}
	}
	slices.SortFunc(level, func(a, b point) int { return sign(a.x - b.x) })
	m.x = firstCluster(level, height)
	return m
}

// lean is the median slope between points that are not close to each other.
func lean(ps []point, height float64) float64 {
	var slopes []float64
	for i, p := range ps {
		for _, q := range ps[i+1:] {
			if dy := q.y - p.y; math.Abs(dy) > 10*height {
				slopes = append(slopes, (q.x-p.x)/dy)
			}
		}
	}
	if len(slopes) < 8 {
		return 0
	}
	return min(0.02, max(-0.02, median(slopes)))
}

func heights(ps []point) []float64 {
	ys := make([]float64, len(ps))
	for i, p := range ps {
		ys[i] = p.y
	}
	return ys
}

// firstCluster is the least x that enough points, sorted by it, lie close to.
func firstCluster(ps []point, height float64) float64 {
	enough := max(2, int(math.Ceil(0.15*float64(len(ps)))))
	for i := range ps {
		j := i
		for j < len(ps) && ps[j].x-ps[i].x < 0.8*height {
			j++
		}
		if j-i >= enough {
			return ps[i+(j-i)/2].x
		}
	}
	return ps[0].x
}

// begin is where the row begins right of a margin; specks before it are no part of it.
func (r row) begin(margin float64) float64 {
	for _, it := range r.items {
		if it.x1 >= margin {
			return it.x1
		}
	}
	return r.x1
}

// firstLetters is where the first word stands that has a letter or a figure.
func (r row) firstLetters() float64 {
	for _, it := range r.items {
		if alphanumerics(it.word.Raw) > 0 {
			return it.x1
		}
	}
	return r.x1
}
