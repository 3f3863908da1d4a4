package layout

import (
	"math"

	"recto/internal/corpus"
)

// shape sets what can be seen of each row: indents, short ends and centring,
// all relative to the rows of its own column.
func shape(rows []row, height float64) {
	lanes := map[string][]int{}
	for i, r := range rows {
		lanes[r.lane] = append(lanes[r.lane], i)
	}
	for _, members := range lanes {
		shapeLane(rows, members, height)
	}
}

func shapeLane(rows []row, members []int, height float64) {
	left, right := margins(rows, members, height)
	for _, i := range members {
		r := &rows[i]
		x1, x2 := left.at(r.middle()), right.at(r.middle())
		before, after := r.begin(x1-height/2)-x1, x2-r.x2
		r.indent = math.Round(10*max(0, before)/height) / 10
		r.short = after > max(3*height, 0.1*(x2-x1))
		r.center = before > 2*height && after > 2*height && math.Abs(before-after) < max(1.5*height, 0.15*min(before, after)+height)
	}
}

// leading is the usual distance between rows.
func leading(rows []row, members []int, height float64) float64 {
	var steps []float64
	for n := 1; n < len(members); n++ {
		d := rows[members[n]].middle() - rows[members[n-1]].middle()
		if d > 0.6*height && d < 4*height {
			steps = append(steps, d)
		}
	}
	if len(steps) == 0 {
		return 2 * height
	}
	return median(steps)
}

// face is what more than half of the row's letters are set in.
func face(r row) corpus.Face {
	bold, italic, all := 0, 0, 0
	for _, it := range r.items {
		n := len(it.word.Raw)
		all += n
		if it.word.Face&corpus.Bold != 0 {
			bold += n
		}
		if it.word.Face&corpus.Italic != 0 {
			italic += n
		}
	}
	var f corpus.Face
	if 2*bold > all {
		f |= corpus.Bold
	}
	if 2*italic > all {
		f |= corpus.Italic
	}
	return f
}

// lines are the leaf's rows as the domain has them.
func (l leaf) lines() []corpus.Line {
	lines := make([]corpus.Line, len(l.rows))
	for i, r := range l.rows {
		line := corpus.Line{
			Words: r.words(), Role: r.role, Space: r.space, Indent: r.indent,
			Short: r.short, Center: r.center, Size: r.size, Face: r.face,
		}
		for _, w := range line.Words {
			line.Box = line.Box.Union(w.Box)
		}
		lines[i] = line
	}
	return lines
}
