package layout

import (
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// Lines of a text source that may be forme work stand this near to the
// beginning or the end of a scan; a spread has two running heads there.
const textEdge = 4

// markTextForme sets apart what a text source shows of forme work: lines of no
// letters, top lines that come back on scans nearby, and numbers that stand
// alone at an edge and count on from scan to scan.
func markTextForme(pages []corpus.Page, report *corpus.Report) {
	var edges []edge
	for p := range pages {
		lines := pages[p].Lines
		for i := range lines {
			if isDebris(lines[i].Raw()) {
				lines[i].Role = corpus.Debris
			}
		}
		edges = append(edges, textEdges(pages[p], p)...)
	}
	for _, e := range edges {
		if e.top && len(e.key) >= 6 && support(e, edges) >= headSupport {
			setRole(pages, e, corpus.RunningHead)
		}
	}
	readTextFolios(pages, edges, report)
}

// isDebris reports whether a line holds no letter or digit, a single bullet
// excepted, or hardly any among signs.
func isDebris(raw string) bool {
	all := 0
	for _, r := range raw {
		if !unicode.IsSpace(r) {
			all++
		}
	}
	n := alphanumerics(raw)
	if n == 0 {
		return !(all == 1 && strings.ContainsAny(raw, "•●▪■◦©®*"))
	}
	return all >= 4 && 3*n < all && !strings.Contains(raw, "...") && !strings.Contains(raw, "__")
}

func textEdges(p corpus.Page, index int) []edge {
	var text []int
	for i, l := range p.Lines {
		if l.Role == corpus.Text {
			text = append(text, i)
		}
	}
	var out []edge
	for k, i := range text {
		if top := k < textEdge; top || k >= len(text)-textEdge {
			out = append(out, edge{page: index, line: i, top: top, key: letterKey(p.Lines[i].Raw())})
		}
	}
	return out
}

// readTextFolios finds lone numbers at the edges of scans that count on by one
// a scan, or by two where a scan is a spread. A scan with both folios of a
// spread gets both, as "12–13".
func readTextFolios(pages []corpus.Page, edges []edge, report *corpus.Report) {
	var readings []reading
	for i, e := range edges {
		raw := pages[e.page].Lines[e.line].Raw()
		if v, roman, ok := number(strings.ReplaceAll(raw, " ", "")); ok && !roman && alphanumerics(raw) <= 4 {
			readings = append(readings, reading{page: e.page, edge: i, value: v, alone: true})
		}
	}
	step := 1
	if agreeing(readings, 2) > agreeing(readings, 1) {
		step = 2
	}
	for _, r := range readings {
		if !counts(r, readings, step) {
			continue
		}
		setRole(pages, edges[r.edge], corpus.Folio)
		report.Add("layout.folios", 1)
		p := &pages[r.page]
		if p.Folio == "" {
			p.Folio = r.text()
			continue
		}
		if before, _, ok := number(p.Folio); ok && before+1 == r.value {
			p.Folio += "–" + r.text()
		}
	}
}

func agreeing(readings []reading, step int) int {
	n := 0
	for _, r := range readings {
		if counts(r, readings, step) {
			n++
		}
	}
	return n
}

// counts reports whether another scan nearby counts on from r, the two pages of
// a spread being one apart.
func counts(r reading, all []reading, step int) bool {
	for _, o := range all {
		if o.page == r.page || abs(o.page-r.page) > folioReach {
			continue
		}
		off := (o.value - step*o.page) - (r.value - step*r.page)
		if off == 0 || step == 2 && abs(off) == 1 {
			return true
		}
	}
	return false
}
