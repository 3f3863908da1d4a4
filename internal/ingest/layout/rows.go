package layout

import (
	"math"
	"slices"

	"recto/internal/corpus"
)

// row is a line under way, in straightened coordinates.
type row struct {
	items          []item // left to right
	x1, y1, x2, y2 float64
	lane           string // the column it stands in: "" the page's width, then l and r for every parting

	space, short, center bool
	indent, size         float64
	face                 corpus.Face
	role                 corpus.Role
}

func (r row) middle() float64 { return (r.y1 + r.y2) / 2 }

// raw is the row's text.
func (r row) raw() string {
	return corpus.Line{Words: r.words()}.Raw()
}

func (r row) words() []corpus.Word {
	ws := make([]corpus.Word, len(r.items))
	for i, it := range r.items {
		ws[i] = it.word
	}
	return ws
}

// makeRow sets the box of a row to where most of its words stand, so that a
// word of odd height moves nothing.
func makeRow(items []item, lane string) row {
	r := row{items: items, lane: lane, x1: items[0].x1, x2: items[0].x2}
	tops, bottoms := make([]float64, len(items)), make([]float64, len(items))
	for i, it := range items {
		tops[i], bottoms[i] = it.y1, it.y2
		r.x1, r.x2 = min(r.x1, it.x1), max(r.x2, it.x2)
	}
	r.y1, r.y2 = median(tops), median(bottoms)
	return r
}

// assemble builds rows from words in any order. It walks from left to right and
// gives each word to the row whose end lies most level with it, so that rows may
// bend as the paper does.
func assemble(items []item, height float64, lane string) []row {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, byLeft)
	var open [][]item
	ends := map[int][]int{} // rows by the band of the page in which their last word stands
	band := func(y float64) int { return int(math.Floor(y / height)) }
	for _, it := range sorted {
		best, bestOff := -1, 0.0
		for b := band(it.y1) - 3; b <= band(it.y2)+3; b++ {
			for _, i := range ends[b] {
				off, ok := offLevel(open[i], it, height)
				if ok && (best < 0 || off < bestOff) {
					best, bestOff = i, off
				}
			}
		}
		to := band(it.middle())
		if best < 0 {
			best = len(open)
			open = append(open, nil)
		} else {
			from := band(open[best][len(open[best])-1].middle())
			ends[from] = slices.DeleteFunc(ends[from], func(i int) bool { return i == best })
		}
		ends[to] = append(ends[to], best)
		open[best] = append(open[best], it)
	}
	rows := make([]row, len(open))
	for i, items := range open {
		rows[i] = makeRow(items, lane)
	}
	slices.SortStableFunc(rows, byMiddle)
	return mend(rows, height)
}

func byMiddle(a, b row) int { return sign(a.middle() - b.middle()) }

// mend joins rows that stand beside each other less than half a line off level:
// an OCR that takes a line in pieces gives each its own height.
func mend(rows []row, height float64) []row {
	limit := 0.4 * leading(rows, every(len(rows)), height)
	type pair struct {
		left, right int
		off         float64
	}
	var pairs []pair
	for i, a := range rows {
		for j := i + 1; j < len(rows) && rows[j].middle()-a.middle() < limit; j++ {
			off := rows[j].middle() - a.middle()
			switch {
			case a.x2 < rows[j].x1+height/2:
				pairs = append(pairs, pair{i, j, off})
			case rows[j].x2 < a.x1+height/2:
				pairs = append(pairs, pair{j, i, off})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int { return sign(a.off - b.off) })
	home := every(len(rows)) // where a row's items are now
	for _, p := range pairs {
		l, r := home[p.left], home[p.right]
		if l == r || rows[l].x2 >= rows[r].x1+height/2 {
			continue
		}
		rows[l] = makeRow(append(rows[l].items, rows[r].items...), rows[l].lane)
		for i := range home {
			if home[i] == r {
				home[i] = l
			}
		}
	}
	var out []row
	for i, r := range rows {
		if home[i] == i {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, byMiddle)
	return out
}

// every is 0 to n-1.
func every(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// offLevel is how far a word stands above or below the end of a row, and
// whether it can continue it.
func offLevel(r []item, it item, height float64) (float64, bool) {
	end := r[len(r)-1]
	overlong := it.x1 < end.x2-0.6*max(height, it.height())
	tail := r[max(0, len(r)-3):]
	y1, y2 := 0.0, 0.0
	for _, t := range tail {
		y1, y2 = y1+t.y1/float64(len(tail)), y2+t.y2/float64(len(tail))
	}
	overlap := min(y2, it.y2) - max(y1, it.y1)
	off := it.middle() - (y1+y2)/2
	if off < 0 {
		off = -off
	}
	if overlong && (off > 0.12*height || it.x1 < end.x1+height) {
		return off, false // but OCR draws the box of a word too far at times
	}
	small, large := min(y2-y1, it.height()), max(y2-y1, it.height())
	return off, overlap >= 0.45*small && off <= 0.55*large
}
