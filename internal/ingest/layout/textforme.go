package layout

import (
	"slices"
	"strings"
	"unicode"

	"recto/internal/cores"
	"recto/internal/corpus"
)

// Lines of a text source that may be forme work stand this near to the
// beginning or the end of a scan; a spread has two running heads there.
const textEdge = 4

// A scan with more lines than this is no scan of printed pages, and of its lines
// only those at its ends may be forme work: comparing all with all would take
// for ever.
const maxScanLines = 200

// A running head in the midst of a scan, as at the top of a right-hand page, is
// marked only if it is longer than headings such as "Acknowledgements" and comes
// back nearly the same close by.
const (
	topLetters   = 8
	topAlike     = 0.62
	midstLetters = 18
	midstAlike   = 0.8
	midstReach   = 4 // scans
	midstSupport = 3 // of these that must have it
	longLetters  = 30
	longSupport  = 2 // where it is so long that chance would not repeat it
)

// needed is how many other scans must have a running head in the midst of a scan.
func needed(e *edge) int {
	if len(e.key) >= longLetters {
		return longSupport
	}
	return midstSupport
}

// markTextForme sets apart what a text source shows of forme work: lines of no
// letters, lines that come back on scans nearby, and numbers that stand alone and
// count on from scan to scan. The first of several like lines stays: it is the
// title that the running heads repeat.
func markTextForme(pages []corpus.Page, report *corpus.Report) {
	edges, atEnds := make([][]edge, len(pages)), make([][]bool, len(pages))
	cores.Share(len(pages), func() func(int) {
		return func(p int) {
			lines := pages[p].Lines
			for i := range lines {
				if isDebris(lines[i].Raw()) {
					lines[i].Role = corpus.Debris
				}
			}
			edges[p], atEnds[p] = textEdges(pages[p], p)
		}
	})
	all := slices.Concat(edges...)
	ends := slices.Concat(atEnds...) // whether all[i] stands near the beginning or end of its scan
	markTextHeads(pages, all)
	readTextFolios(pages, all, ends, report)
}

func markTextHeads(pages []corpus.Page, all []edge) {
	contents := lastContents(pages, all)
	head := make([]bool, len(all))
	cores.Share(len(all), func() func(int) {
		return func(i int) {
			e := &all[i]
			if len(e.key) >= topLetters && (e.top || len(e.key) >= midstLetters) && !goesOn(pages[e.page].Lines[e.line]) {
				head[i] = repeated(all, i, contents)
			}
		}
	})
	for i, is := range head {
		if is {
			setRole(pages, all[i], corpus.RunningHead)
		}
	}
}

// repeated reports whether a line comes back, like a running head, on scans nearby
// and stood on one after the list of contents before.
func repeated(all []edge, i, contents int) bool {
	e := &all[i]
	from, reach := i, midstReach
	if e.top {
		reach = headReach
	}
	for from > 0 && all[from-1].page >= e.page-reach {
		from--
	}
	scans, last, before, again := 0, -1, false, false
	for j := from; j < len(all) && all[j].page <= e.page+reach; j++ {
		o := &all[j]
		if j == i || !likeHead(e, o) {
			continue
		}
		before = before || j < i && o.page > contents
		switch o.page {
		case e.page:
			again = true
		case last:
		default:
			scans, last = scans+1, o.page
		}
	}
	return before && (!again && scans >= needed(e) || e.top && scans >= headSupport)
}

// goesOn reports whether the line ends as no running head does.
func goesOn(l corpus.Line) bool {
	last := l.Words[len(l.Words)-1].Raw
	return strings.ContainsAny(last[len(last)-1:], ",;-")
}

// likeHead reports whether o may be another printing of the running head e.
func likeHead(e, o *edge) bool {
	short, long := min(e.pairs.len(), o.pairs.len()), max(e.pairs.len(), o.pairs.len())
	if e.top && o.top {
		if 5*short < 2*long {
			return false
		}
		return alike(&e.pairs, &o.pairs, topAlike)
	}
	return abs(e.page-o.page) <= midstReach && 3*short >= 2*long && alike(&e.pairs, &o.pairs, midstAlike)
}

// lastContents is the index of the last of the first scans with a list of
// contents, which names every title before it stands over its paper; -1 for none.
func lastContents(pages []corpus.Page, all []edge) int {
	const first = 6
	last := -1
	for _, e := range all {
		if e.page < first && (e.key == "contents" || e.key == "tableofcontents") {
			last = e.page
		}
	}
	return last
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

// textEdges is every text line of a scan, of one that is too long those at its
// ends alone, and which of them stand near its ends.
func textEdges(p corpus.Page, index int) (lines []edge, ends []bool) {
	long := len(p.Lines) > maxScanLines
	for i, l := range p.Lines {
		if long && i >= 2*textEdge && i < len(p.Lines)-2*textEdge {
			continue
		}
		if l.Role == corpus.Text {
			raw := l.Raw()
			lines = append(lines, edge{page: index, line: i, key: letterKey(raw), pairs: newLetterPairs(raw)})
		}
	}
	ends = make([]bool, len(lines))
	for k := range lines {
		lines[k].top = k < textEdge
		ends[k] = k < textEdge || k >= len(lines)-textEdge
	}
	return lines, ends
}

// readTextFolios finds lone numbers that count on by one a scan, or by two where
// a scan is a spread. Those near the ends of scans confirm each other, and any
// other that fits them. A scan with both folios of a spread gets both, as "12–13".
// Numbers that count on line by line are set apart too, though no scan is named by them.
func readTextFolios(pages []corpus.Page, all []edge, ends []bool, report *corpus.Report) {
	var sure, others, lone []reading
	for i, e := range all {
		raw := pages[e.page].Lines[e.line].Raw()
		v, roman, ok := number(strings.ReplaceAll(raw, " ", ""))
		if !ok || roman || alphanumerics(raw) > 4 {
			continue
		}
		r := reading{page: e.page, edge: i, value: v, alone: true}
		if r.text() == raw {
			lone = append(lone, r)
		}
		if ends[i] {
			sure = append(sure, r)
			continue
		}
		if r.text() == raw { // no label of a list, as "3."
			others = append(others, r)
		}
	}
	step := 1
	if len(counting(sure, sure, 2)) > len(counting(sure, sure, 1)) {
		step = 2
	}
	sure = counting(sure, sure, step)
	found := append(counting(others, sure, step), sure...)
	slices.SortFunc(found, func(a, b reading) int { return a.value - b.value })
	for _, r := range found {
		setRole(pages, all[r.edge], corpus.Folio)
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
	markChain(pages, all, lone, report)
}

// counting is those of the readings that one of the witnesses on another scan
// nearby counts on from, the two pages of a spread being one apart.
func counting(readings, witnesses []reading, step int) []reading {
	var out []reading
	for _, r := range readings {
		for _, o := range witnesses {
			off := (o.value - step*o.page) - (r.value - step*r.page)
			if o.page != r.page && abs(o.page-r.page) <= folioReach && (off == 0 || step == 2 && abs(off) == 1) {
				out = append(out, r)
				break
			}
		}
	}
	return out
}
