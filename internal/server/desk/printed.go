package desk

import (
	"slices"
	"strconv"

	"recto/internal/corpus"
)

// printedPage is the picture of a printed page with one of its lines marked.
type printedPage struct {
	Name    string
	Picture string     // address of the picture of its scan
	Scan    corpus.Box // all of that, in pixels
	View    corpus.Box // what of it shows the page
	Line    corpus.Box
}

// printed is the page on which a word stands; nil where it has no picture, or the
// word no place on it.
func printed(e *corpus.Edition, word string) *printedPage {
	for _, p := range e.Pages {
		for _, l := range p.Lines {
			if !slices.ContainsFunc(l.Words, func(w corpus.Word) bool { return w.ID == word }) {
				continue
			}
			i := slices.IndexFunc(e.Scans, func(s corpus.Scan) bool { return s.Number == p.Scan })
			picture := pictureOf(e, p.Scan, 1600)
			if i < 0 || picture == "" || !l.Words[0].HasBox() {
				return nil
			}
			shown := printedPage{
				Name: "Scan " + strconv.Itoa(p.Scan), Picture: picture, View: p.Region,
				Scan: corpus.Box{X2: float64(e.Scans[i].Width), Y2: float64(e.Scans[i].Height)},
			}
			if p.Folio != "" {
				shown.Name = "Page " + p.Folio
			}
			if shown.View == (corpus.Box{}) {
				shown.View = shown.Scan
			}
			for _, w := range l.Words {
				shown.Line = shown.Line.Union(w.Box)
			}
			return &shown
		}
	}
	return nil
}
