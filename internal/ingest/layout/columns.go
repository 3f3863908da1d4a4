package layout

import "math"

// maxPartings is how many times a page's width is parted into columns at most.
const maxPartings = 2

// readLines builds the rows of all leaves in reading order: columns where there
// are some, bands of full-width rows between them. Where most leaves have two
// columns, those that show them less clearly, as beside figures, have them too.
func readLines(leaves []leaf, scale scale) {
	gaps := make([]float64, len(leaves))
	var found []float64 // as shares of the page's width
	full := 0
	for i, l := range leaves {
		rows := assemble(l.items, l.height, "")
		if len(rows) >= 12 {
			full++
		}
		if x, ok := columnGap(l.items, rows, l.height); ok {
			gaps[i] = x
			found = append(found, (x-l.region.X1)/max(1, l.region.Width()))
		}
	}
	usual := 0.0
	if 2*len(found) > full {
		usual = median(found)
	}
	for i := range leaves {
		l := &leaves[i]
		if gaps[i] == 0 && usual > 0 {
			gaps[i] = faintGap(l.items, l.region.X1+usual*l.region.Width(), l.height)
		}
		l.readLines(gaps[i], scale)
	}
	setSpaces(leaves)
	for i := range leaves {
		leaves[i].setBeside(scale)
	}
}

func (l *leaf) readLines(gap float64, scale scale) {
	l.rows = order(l.items, l.height, "", gap)
	shape(l.rows, l.height)
	for i := range l.rows {
		l.rows[i].size = scale.size(l.rows[i])
		l.rows[i].face = face(l.rows[i])
	}
}

// faintGap is the emptiest strip close to x, or 0 if too many rows run over it.
func faintGap(items []item, x, height float64) float64 {
	rows := assemble(items, height, "")
	best, fewest := 0.0, len(rows)/2
	for off := -2 * height; off <= 2*height; off += height / 4 {
		n := 0
		for _, r := range rows {
			if r.crosses(x+off, height) {
				n++
			}
		}
		if n < fewest || n == fewest && math.Abs(off) < math.Abs(best-x) && best != 0 {
			best, fewest = x+off, n
		}
	}
	return best
}

// order is a cut by white space, as in recursive XY-cut (Nagy and Seth 1984),
// but careful: a region stays one column unless both columns are well filled.
// A gap other than 0 is where it is known to be parted.
func order(items []item, height float64, lane string, gap float64) []row {
	rows := assemble(items, height, lane)
	if len(lane) >= maxPartings {
		return rows
	}
	x, ok := gap, gap != 0
	if !ok {
		x, ok = columnGap(items, rows, height)
	}
	if !ok {
		return rows
	}
	var out []row
	var left, right []item
	flush := func() {
		if len(left) > 0 {
			out = append(out, order(left, height, lane+"l", 0)...)
		}
		if len(right) > 0 {
			out = append(out, order(right, height, lane+"r", 0)...)
		}
		left, right = nil, nil
	}
	for _, r := range rows {
		if r.crosses(x, height) {
			flush()
			out = append(out, r)
			continue
		}
		for _, it := range r.items {
			if it.center() < x {
				left = append(left, it)
				continue
			}
			right = append(right, it)
		}
	}
	flush()
	return out
}

// crosses reports whether the row runs over x without a gap there.
func (r row) crosses(x, height float64) bool {
	end := r.x1
	for i, it := range r.items {
		if it.x1 > x {
			return i > 0 && it.x1-end < 0.7*height
		}
		if it.x2 > x {
			return true
		}
		end = max(end, it.x2)
	}
	return false
}

// columnGap finds the white strip between two columns.
func columnGap(items []item, rows []row, height float64) (float64, bool) {
	if len(rows) < 8 {
		return 0, false
	}
	x1, x2 := extent(rows)
	cover := coverage(items, x2)
	from, to := int((x1+0.3*(x2-x1))/binWidth), int((x1+0.7*(x2-x1))/binWidth)
	if from < 0 || to > len(cover) || from >= to {
		return 0, false
	}
	a, b := widestBelow(cover[from:to], 0.15*float64(len(rows)))
	if float64(b-a)*binWidth < 0.5*height {
		return 0, false
	}
	x := (float64(from+a) + float64(b-a)/2) * binWidth
	return x, bothFilled(rows, x, height)
}

func extent(rows []row) (float64, float64) {
	x1, x2 := rows[0].x1, rows[0].x2
	for _, r := range rows {
		x1, x2 = min(x1, r.x1), max(x2, r.x2)
	}
	return x1, x2
}

// bothFilled reports whether most rows keep clear of x and fill the columns on
// both sides of it.
func bothFilled(rows []row, x, height float64) bool {
	var left, right []float64
	crossing := 0
	x1, x2 := extent(rows)
	for _, r := range rows {
		if r.crosses(x, height) {
			crossing++
			continue
		}
		if r.x1 < x {
			left = append(left, r.endBefore(x)-r.x1)
		}
		if r.x2 > x {
			right = append(right, r.x2-r.startAfter(x))
		}
	}
	const enough = 6
	return len(left) >= enough && len(right) >= enough && 3*crossing <= len(rows) &&
		median(left) > 0.6*(x-x1) && median(right) > 0.6*(x2-x)
}

func (r row) endBefore(x float64) float64 {
	end := r.x1
	for _, it := range r.items {
		if it.center() < x {
			end = max(end, it.x2)
		}
	}
	return end
}

func (r row) startAfter(x float64) float64 {
	for _, it := range r.items {
		if it.center() >= x {
			return it.x1
		}
	}
	return r.x2
}
