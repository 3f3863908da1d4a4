package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// A strip beside the text holds notes if it is much narrower than the text, if
// white parts them from top to bottom, and if the text beside them fills its
// column as it does elsewhere in the source. A column of a table, the names of
// speakers or the numbers of a list take their place from the text instead.
const (
	mostBeside  = 0.4  // of the text's width, that a strip is wide at most
	leastWhite  = 0.4  // between a strip and the text, in heights of a word
	wholeColumn = 0.93 // of the usual width of text, that what is beside a strip has at least
	leastRows   = 8    // of the text
	leastFilled = 0.5  // of the rows beside a strip, that reach the edge of the text next to it
)

// strip is what stands beside the text of a leaf, on one side.
type strip struct {
	items []item
	rows  []row // from the top
}

// findBeside takes what stands in the margins beside the text of all leaves out
// of their items, and keeps it apart.
func findBeside(leaves []leaf) {
	usual := usualWidth(leaves)
	for i := range leaves {
		l := &leaves[i]
		for _, left := range []bool{true, false} {
			l.takeBeside(left, usual)
		}
	}
}

// usualWidth is how wide text is in a source, in heights of a word, as far as
// white does not part it.
func usualWidth(leaves []leaf) float64 {
	var widths []float64
	for _, l := range leaves {
		for _, r := range assemble(l.items, l.height, "") {
			longest := 0.0
			for _, p := range r.pieces(1.5 * l.height) {
				longest = max(longest, p.x2-p.x1)
			}
			if longest > 12*l.height {
				widths = append(widths, longest/l.height)
			}
		}
	}
	return quantile(widths, 0.6)
}

// pieces are the parts of a row between white of a width and more.
func (r row) pieces(white float64) []row {
	var out []row
	from := 0
	end := r.items[0].x2
	for i := 1; i <= len(r.items); i++ {
		if i < len(r.items) && r.items[i].x1-end < white {
			end = max(end, r.items[i].x2)
			continue
		}
		out = append(out, makeRow(r.items[from:i], r.lane))
		if i < len(r.items) {
			from, end = i, r.items[i].x2
		}
	}
	return out
}

// takeBeside looks for a strip on one side of a leaf, and takes its notes and
// line numbers.
func (l *leaf) takeBeside(left bool, usual float64) {
	rows := assemble(l.items, l.height, "")
	if len(rows) < leastRows {
		return
	}
	for _, x := range whites(l.items, rows, l.height, left) {
		s, text := cutAt(rows, x, l.height, left)
		if len(s.items) == 0 || !stands(s, text, l.height, usual, left) {
			continue
		}
		numbers := s.lineNumbers(text, left)
		if taken := append(numbers, s.without(numbers, l.height).notes(text, l.height)...); len(taken) > 0 {
			l.take(taken)
			return
		}
	}
}

// whites are the middles of the white strips on one half of a leaf that hardly a
// row crosses, the one nearest to the text first.
func whites(items []item, rows []row, height float64, left bool) []float64 {
	x1, x2 := extent(rows)
	cover := make([]float64, int((x2-x1)/binWidth)+1)
	for _, it := range items {
		for i := max(0, int((it.x1-x1)/binWidth)); i <= int((it.x2-x1)/binWidth) && i < len(cover); i++ {
			cover[i]++
		}
	}
	limit := max(1, 0.06*float64(len(rows)))
	var out []float64
	start := -1
	for i, c := range cover {
		if c <= limit {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 && float64(i-start)*binWidth >= leastWhite*height {
			x := x1 + float64(start+i)/2*binWidth
			if left == (x < (x1+x2)/2) {
				out = append(out, x)
			}
		}
		start = -1
	}
	if left {
		slices.Reverse(out)
	}
	return out
}

// cutAt parts rows at a place: what stands on the outer side of it, and the
// rows of the text on the other. Rows that run over it are text.
func cutAt(rows []row, x, height float64, left bool) (strip, []row) {
	var s strip
	var text []row
	for _, r := range rows {
		if r.crosses(x, leastWhite*height) {
			text = append(text, r)
			continue
		}
		var outer, inner []item
		for _, it := range r.items {
			if (it.center() < x) == left {
				outer = append(outer, it)
			} else {
				inner = append(inner, it)
			}
		}
		s.items = append(s.items, outer...)
		if len(inner) > 0 {
			text = append(text, makeRow(inner, ""))
		}
	}
	if len(s.items) > 0 {
		s.rows = assemble(s.items, height, "")
	}
	return s, text
}

// stands reports whether a strip stands beside text, and is no column of it.
func stands(s strip, text []row, height, usual float64, left bool) bool {
	if len(text) < leastRows {
		return false
	}
	a1, a2 := extent(s.rows)
	m1, m2 := margins(text, every(len(text)), height)
	b1, b2 := m1.x, m2.x
	if b2-b1 < wholeColumn*usual*height || a2-a1 > mostBeside*(b2-b1) {
		return false
	}
	beside, filled := 0, 0
	for _, r := range s.rows {
		t, ok := levelWith(text, r, height)
		if !ok {
			continue
		}
		beside++
		edge := math.Abs(t.x1 - m1.at(t.middle()))
		if !left {
			edge = math.Abs(m2.at(t.middle()) - t.x2)
		}
		if edge < 2*height && len(t.pieces(2*height)) == 1 {
			filled++
		}
	}
	return beside > 0 && float64(filled) >= leastFilled*float64(len(s.rows))
}

// levelWith is the row of the text that a row stands beside.
func levelWith(text []row, r row, height float64) (row, bool) {
	best := nearestRow(text, r.middle())
	if best < 0 || math.Abs(text[best].middle()-r.middle()) > 1.2*height {
		return row{}, false
	}
	return text[best], true
}

// nearestRow is the row whose middle is nearest to a height, or -1.
func nearestRow(rows []row, y float64) int {
	best := -1
	for i, r := range rows {
		if best < 0 || math.Abs(r.middle()-y) < math.Abs(rows[best].middle()-y) {
			best = i
		}
	}
	return best
}

// notes are the rows of a strip that read as words, and stand beside the text
// rather than over or under it, as running heads and folios do. The names of
// those who speak, each with its colon, are text.
func (s strip) notes(text []row, height float64) []row {
	top, bottom := text[0].middle(), text[len(text)-1].middle()
	var out []row
	speakers, groups := 0, 0
	for _, g := range s.groups(height) {
		single := len(g) == 1
		if !wordy(g) || single && (g[0].middle() < top+height || g[0].middle() > bottom-height) {
			continue
		}
		groups++
		if single && strings.HasSuffix(g[0].raw(), ":") {
			speakers++
		}
		g[0].space = true
		for i := range g {
			g[i].role = corpus.MarginNote
		}
		out = append(out, g...)
	}
	if groups > 1 && 2*speakers >= groups {
		return nil
	}
	return out
}

// without is the strip without some words of it.
func (s strip) without(rows []row, height float64) strip {
	gone := wordsOf(rows)
	s.items = slices.DeleteFunc(slices.Clone(s.items), func(it item) bool { return gone[it.word.ID] })
	s.rows = nil
	if len(s.items) > 0 {
		s.rows = assemble(s.items, height, "")
	}
	return s
}

func wordsOf(rows []row) map[string]bool {
	ids := map[string]bool{}
	for _, r := range rows {
		for _, it := range r.items {
			ids[it.word.ID] = true
		}
	}
	return ids
}

// groups are the rows of a strip, parted where more white lies between them than
// between lines.
func (s strip) groups(height float64) [][]row {
	var out [][]row
	for i, r := range s.rows {
		r.space = false
		if i == 0 || r.middle()-s.rows[i-1].middle() > 2.2*height {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], r)
	}
	return out
}

// wordy reports whether rows read as words, and not as dirt, numbers or bullets.
func wordy(rows []row) bool {
	letters, all, longest := 0, 0, 0
	sure, rated := 0.0, 0
	for _, r := range rows {
		for _, it := range r.items {
			n := 0
			for _, c := range it.word.Raw {
				all++
				if unicode.IsLetter(c) {
					n++
				}
			}
			letters, longest = letters+n, max(longest, n)
			if it.word.Conf > 0 {
				sure, rated = sure+it.word.Conf, rated+1
			}
		}
	}
	return longest >= 3 && letters >= 4 && 10*letters >= 6*all && (rated == 0 || sure >= 0.5*float64(rated))
}

// take moves rows out of the leaf's items to where its margin's are kept.
func (l *leaf) take(rows []row) {
	gone := wordsOf(rows)
	var rest []item
	for _, it := range l.items {
		if !gone[it.word.ID] {
			rest = append(rest, it)
		}
	}
	l.items = rest
	l.beside = append(l.beside, rows...)
}

// setBeside puts the rows of the margins into the reading order, each note after
// the row that it begins beside.
func (l *leaf) setBeside(scale scale) {
	after := map[int][]row{}
	at := -1
	for _, r := range l.beside {
		if at < 0 || r.space || r.role == corpus.LineNumber {
			at = nearestRow(l.rows, r.middle())
		}
		r.size, r.face = scale.size(r), face(r)
		after[at] = append(after[at], r)
	}
	if len(after) == 0 {
		return
	}
	out := slices.Clone(after[-1])
	for i, r := range l.rows {
		out = append(append(out, r), after[i]...)
	}
	l.rows = out
}
