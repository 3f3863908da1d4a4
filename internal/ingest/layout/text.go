package layout

import (
	"recto/internal/corpus"
	"recto/internal/language"
)

// arrangeText is Arrange for scans whose words have line and column alone: one
// page a scan, in the order of the source. It sets forme work apart by place and
// repetition, and estimates for every line whether it continues the one before.
func arrangeText(source string, scans []corpus.Scan, m *language.Model, report *corpus.Report) []corpus.Page {
	pages := make([]corpus.Page, len(scans))
	for i, s := range scans {
		pages[i] = corpus.Page{
			ID:    corpus.PageID(source, s.Number, corpus.Whole),
			Scan:  s.Number,
			Side:  corpus.Whole,
			Lines: sourceLines(s),
		}
	}
	markTextForme(pages, report)
	unweaveText(pages, m)
	return pages
}

// sourceLines cuts the words of a scan at the lines of the source.
func sourceLines(s corpus.Scan) []corpus.Line {
	var lines []corpus.Line
	last := 0
	for _, w := range s.Words {
		if len(lines) == 0 || w.Line != last {
			lines = append(lines, corpus.Line{Space: len(lines) > 0 && w.Line > last+1})
		}
		l := &lines[len(lines)-1]
		l.Words = append(l.Words, w)
		last = w.Line
	}
	return lines
}
