package segment

import (
	"slices"
	"strings"

	"recto/internal/corpus"
)

// matterCuts are the beginnings of the parts that are not papers.
func matterCuts(b *book, lists []list, titles []candidate) []cut {
	first, last := len(b.rows), 0
	if len(titles) > 0 {
		first, last = titles[0].start, titles[len(titles)-1].end
	}
	var cuts []cut
	for i := range b.rows {
		if inList(lists, i) {
			continue
		}
		if kind, ok := matterKind(b, i, first, last); ok {
			cuts = append(cuts, cut{row: i, kind: kind, title: b.rows[i].text, evidence: []string{"a heading of its own stands on " + b.at(i)}})
		}
	}
	cuts = append(cuts, contentsCuts(b, lists, first)...)
	slices.SortStableFunc(cuts, func(x, y cut) int { return x.row - y.row })
	return slices.CompactFunc(cuts, func(x, y cut) bool { return x.row == y.row })
}

// contentsCuts are the beginning of the contents list and of what follows it.
func contentsCuts(b *book, lists []list, first int) []cut {
	var cuts []cut
	for _, l := range lists {
		if l.kind != contents || l.from >= first {
			continue
		}
		cuts = append(cuts, cut{row: l.from, kind: corpus.Contents, evidence: []string{"a list of titles with page numbers begins here"}})
		if contentsHeading(b.rows[l.from].fold) {
			cuts[0].title, cuts[0].evidence = b.rows[l.from].text, []string{"the heading of the contents list stands here"}
		}
		if l.to < first && l.to < len(b.rows) {
			cuts = append(cuts, cut{row: l.to, kind: corpus.FrontMatter, evidence: []string{"the contents list ends before it"}})
		}
	}
	return cuts
}

var (
	opening = set("introduction preface foreword prologue editorial overview")
	closing = set("index contributors epilogue afterword colophon")
	closers = []string{"notes on contributors", "list of contributors", "about the authors", "about the contributors", "index of names", "author index", "subject index"}
)

// matterKind tells whether a row is the heading of an introduction before the
// first paper, or of back matter after the last one.
func matterKind(b *book, i, first, last int) (corpus.PartKind, bool) {
	r := b.rows[i]
	if len(strings.Fields(r.text)) > 4 || r.place > 1 {
		return "", false
	}
	switch {
	case i < first && first < len(b.rows) && opening[r.fold]:
		return corpus.Introduction, true
	case last > 0 && i > last && (closing[r.fold] || slices.Contains(closers, r.fold)):
		return corpus.BackMatter, true
	}
	return "", false
}
