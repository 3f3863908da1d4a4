package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// edgeRows is how many lines from the top and the bottom of a page are looked
// at for running heads and folios.
const edgeRows = 2

// edge is a line at the top or the bottom of a page.
type edge struct {
	page, line int
	top        bool
	y          float64 // middle of the line as a share of the page's height
	key        string  // its letters
	pairs      letterPairs
	apart      bool // clearly more white than usual lies between it and the text
}

// setForme finds the lines that are no text: debris, running heads, folios,
// signatures; and footnotes among those that are text of another kind. Page i belongs to leaf i.
func setForme(pages []corpus.Page, leaves []leaf, report *corpus.Report) {
	for i := range pages {
		markDebris(&pages[i], leaves[i])
	}
	edges := findEdges(pages, leaves)
	readFolios(pages, edges, report)
	markHeads(pages, edges)
	markSignatures(pages, edges)
	for i := range pages {
		markFootnotes(&pages[i])
	}
}

// markDebris marks rows without letters or digits, and crumbs beyond the text's edges.
func markDebris(p *corpus.Page, l leaf) {
	if len(l.rows) == 0 {
		return
	}
	var text []int
	for i, r := range l.rows {
		if r.role == corpus.Text {
			text = append(text, i)
		}
	}
	if len(text) == 0 {
		return
	}
	left, right := edges(l.rows, text, l.height)
	for _, i := range text {
		r := l.rows[i]
		outside := r.x2 < left-l.height || r.x1 > right+l.height
		n := alphanumerics(r.raw())
		if n == 0 || outside && n < 4 {
			p.Lines[i].Role = corpus.Debris
		}
	}
}

// alphanumerics counts letters and digits.
func alphanumerics(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// findEdges gathers the outermost lines of every page.
func findEdges(pages []corpus.Page, leaves []leaf) []edge {
	var out []edge
	for p := range pages {
		rows := leaves[p].rows
		var byHeight []int
		for i := range rows {
			if pages[p].Lines[i].Role == corpus.Text {
				byHeight = append(byHeight, i)
			}
		}
		slices.SortStableFunc(byHeight, func(a, b int) int { return sign(rows[a].middle() - rows[b].middle()) })
		lead := leading(rows, byHeight, leaves[p].height)
		n := len(byHeight)
		for k, i := range byHeight {
			top := k < edgeRows
			if !top && k < n-edgeRows {
				continue
			}
			e := edge{page: p, line: i, top: top, key: letterKey(rows[i].raw()), pairs: newLetterPairs(rows[i].raw()), y: rows[i].middle() / max(1, leaves[p].size[1])}
			switch {
			case top && k+1 < n:
				e.apart = rows[byHeight[k+1]].middle()-rows[i].middle() > 1.3*lead
			case !top && k > 0:
				e.apart = rows[i].middle()-rows[byHeight[k-1]].middle() > 1.3*lead
			}
			out = append(out, e)
		}
	}
	return out
}

const (
	headReach   = 12   // pages before and after that a running head is compared with
	headAlike   = 0.55 // share of letter pairs that two printings of a head have in common through OCR damage
	headSupport = 2    // other pages that must have it
)

// markHeads marks top lines that come back on pages nearby at the same height,
// and then those that stand where such heads stand.
func markHeads(pages []corpus.Page, edges []edge) {
	var heads, below []float64 // heights of heads, and of the lines under them
	for i, e := range edges {
		if !e.top || len(e.key) < 4 || support(e, edges) < headSupport {
			continue
		}
		setRole(pages, e, corpus.RunningHead)
		if i+1 < len(edges) && edges[i+1].page == e.page && edges[i+1].top {
			heads, below = append(heads, e.y), append(below, edges[i+1].y)
		}
	}
	if len(heads) < 4 {
		return
	}
	low, high := quantile(heads, 0.05)-0.006, quantile(heads, 0.95)+0.006
	usual := median(heads)
	reach := 0.4 * (median(below) - usual)
	for _, e := range edges {
		near := e.y > usual-reach && e.y < usual+reach
		if e.top && (near || e.apart && e.y > low && e.y < high) {
			setRole(pages, e, corpus.RunningHead)
		}
	}
}

func setRole(pages []corpus.Page, e edge, role corpus.Role) {
	if l := &pages[e.page].Lines[e.line]; l.Role == corpus.Text {
		l.Role = role
	}
}

// support counts the pages nearby with a line like e in the same place.
func support(e edge, edges []edge) int {
	seen := map[int]bool{}
	for _, o := range edges {
		if o.page == e.page || !o.top || abs(o.page-e.page) > headReach || seen[o.page] {
			continue
		}
		if math.Abs(o.y-e.y) < 0.02 && alike(&o.pairs, &e.pairs, headAlike) {
			seen[o.page] = true
		}
	}
	return len(seen)
}

const (
	noteSize  = 0.93 // a note is set smaller than this
	noteShare = 0.5  // and takes no more than this of the page's lines
)

// markFootnotes marks the smaller lines at the foot of a page from the first
// that white space parts from the text and that begins with a note's mark.
func markFootnotes(p *corpus.Page) {
	first, small := -1, 0
	for i := len(p.Lines) - 1; i >= 0; i-- {
		l := p.Lines[i]
		if l.Role != corpus.Text {
			continue
		}
		if l.Size >= noteSize || l.Size == 0 && l.Space {
			break
		}
		small++
		if l.Space && beginsNote(l) {
			first = i
		}
	}
	if first <= 0 || float64(small) > noteShare*float64(len(p.Lines)) || afterHeading(p.Lines, first) {
		return
	}
	for i := first; i < len(p.Lines); i++ {
		if p.Lines[i].Role == corpus.Text {
			p.Lines[i].Role = corpus.Footnote
		}
	}
}

// beginsNote reports whether the line begins with a mark such as 3, 12, * or †,
// or with a sign that OCR takes such a small raised mark for, and goes on with a word.
func beginsNote(l corpus.Line) bool {
	raw := strings.TrimLeft(l.Raw(), "([")
	digits := 0
	for _, r := range raw {
		if unicode.IsDigit(r) {
			digits++
			continue
		}
		if digits == 0 {
			return strings.ContainsRune("*†‡§¹²³⁴⁵⁶⁷⁸⁹°®?‘’“”'\"", r)
		}
		return digits <= 2 && (unicode.IsLetter(r) || unicode.IsSpace(r) || strings.ContainsRune("“‘\"'", r))
	}
	return false
}

// afterHeading reports whether the text line before i reads as the heading of a
// list of references or notes, whose entries may be numbered and small as well.
func afterHeading(lines []corpus.Line, i int) bool {
	for i--; i >= 0; i-- {
		if lines[i].Role != corpus.Text {
			continue
		}
		key := letterKey(lines[i].Raw())
		return lines[i].Size < noteSize && lines[i].Size > 0 ||
			slices.Contains([]string{"references", "bibliography", "notes", "endnotes", "literature", "workscited"}, key)
	}
	return true
}
