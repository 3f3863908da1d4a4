// Package layout turns scans into printed pages with lines in reading order:
// the third stage of the pipeline.
//
// Where words have boxes it trusts places alone, never the order of the source:
// it straightens the scan, finds the gutter of a spread and parts it, builds
// lines, finds columns and puts all in reading order. Where words have only
// line and column, a scan is one page, its lines are un-woven where that promises
// more than the order of the source, and every place where the order is doubtful
// is marked as a break.
//
// Running heads, folios, signatures and debris are set apart by role; nothing
// is dropped. Folios are read and held against their sequence.
//
// The package changes no word, joins no hyphenated word and looks at no picture.
package layout

import (
	"recto/internal/corpus"
	"recto/internal/language"
)

// Arrange gives the printed pages of a source in order, each with its lines in
// reading order, every word of the scans in exactly one line. The report counts
// spreads, pages, lines of each role and breaks, and names irregular folios.
func Arrange(source string, scans []corpus.Scan, m *language.Model) ([]corpus.Page, corpus.Report) {
	var report corpus.Report
	var pages []corpus.Page
	if hasBoxes(scans) {
		pages = arrangeBoxes(source, scans, &report)
	} else {
		pages = arrangeText(source, scans, m, &report)
	}
	for i := range pages {
		for j := range pages[i].Lines {
			pages[i].Lines[j].Page = pages[i].ID
		}
	}
	count(pages, &report)
	return pages, report
}

func hasBoxes(scans []corpus.Scan) bool {
	for _, s := range scans {
		for _, w := range s.Words {
			return w.HasBox()
		}
	}
	return false
}

func count(pages []corpus.Page, report *corpus.Report) {
	report.Pages = len(pages)
	report.Add("layout.pages", len(pages))
	for _, p := range pages {
		for _, l := range p.Lines {
			report.Add("layout.lines", 1)
			if name := roleCounts[l.Role]; name != "" {
				report.Add(name, 1)
			}
			if l.Break {
				report.Add("layout.breaks", 1)
			}
		}
	}
}

var roleCounts = map[corpus.Role]string{
	corpus.Footnote:    "layout.footnotes",
	corpus.MarginNote:  "layout.margin-notes",
	corpus.LineNumber:  "layout.line-numbers",
	corpus.RunningHead: "layout.running-heads",
	corpus.Folio:       "layout.folio-lines",
	corpus.Signature:   "layout.signatures",
	corpus.Debris:      "layout.debris",
}

// arrangeBoxes is Arrange for scans whose words have boxes.
func arrangeBoxes(source string, scans []corpus.Scan, report *corpus.Report) []corpus.Page {
	sheets := make([]sheet, len(scans))
	for i, s := range scans {
		sheets[i] = straighten(s)
	}
	findGutters(sheets)
	var leaves []leaf
	for _, s := range sheets {
		parts := s.leaves()
		if len(parts) == 2 {
			report.Add("layout.spreads", 1)
		}
		leaves = append(leaves, parts...)
	}
	scale := measureSizes(leaves)
	findBeside(leaves)
	readLines(leaves, scale)
	pages := make([]corpus.Page, len(leaves))
	for i, l := range leaves {
		pages[i] = corpus.Page{
			ID:     corpus.PageID(source, l.scan, l.side),
			Scan:   l.scan,
			Side:   l.side,
			Region: l.region,
			Lines:  l.lines(),
		}
	}
	setForme(pages, leaves, report)
	return pages
}
