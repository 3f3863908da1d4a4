package publish

import (
	"fmt"
	"io"
	"strings"

	"recto/internal/corpus"
	"recto/internal/publish/pdf"
)

// Pictures gives the bytes of a scan picture by the hash of its blob.
type Pictures func(blob string) ([]byte, error)

// PDF is a facsimile: the printed pages as they were scanned, cut to what is
// theirs on a spread, with the emended text unseen over its words, so that it
// is found and copied. First mentions of a concept on a page carry its
// definition as a note and lead to the library; citations lead to their
// references; headings are bookmarks; folios are the labels of the pages.
//
// A word that goes on after a line end stands whole where it begins, for no
// viewer joins it. What is not known is the size of the paper: pages are as
// large as A4 allows.
//
// The error is corpus.ErrNotFound where no scan has a picture. Pictures go out
// one by one; when an error comes, some of the file may have been written.
func PDF(w io.Writer, b Book, pictures Pictures) error {
	e, err := b.chosen()
	if err != nil {
		return err
	}
	sheets := sheetsOf(e)
	if len(sheets) == 0 {
		return fmt.Errorf("pictures of scans: %w", corpus.ErrNotFound)
	}
	f := newFacsimile(b, e, sheets)
	d := pdf.New(w, f.info())
	for i, s := range sheets {
		if err := d.Add(f.page(i, s, pictures)); err != nil {
			return err
		}
	}
	for _, m := range f.bookmarks {
		d.Bookmark(m)
	}
	return d.Close()
}

// HasScans reports whether a facsimile can be made of an edition.
func HasScans(e *corpus.Edition) bool { return len(sheetsOf(e)) > 0 }

// sheet is a printed page and the scan that it is on.
type sheet struct {
	page  corpus.Page
	scan  corpus.Scan
	cut   corpus.Box // of the scan
	scale float64    // points in a pixel, the same for all sheets
}

// A4 in points.
const sheetWidth, sheetHeight = 595.28, 841.89

func sheetsOf(e *corpus.Edition) []sheet {
	scans := map[int]corpus.Scan{}
	for _, s := range e.Scans {
		scans[s.Number] = s
	}
	var out []sheet
	scale := 0.0
	for _, p := range e.Pages {
		s := sheet{page: p, scan: scans[p.Scan], cut: p.Region}
		whole := corpus.Box{X2: float64(s.scan.Width), Y2: float64(s.scan.Height)}
		if s.cut.Width() < 1 || s.cut.Height() < 1 {
			s.cut = whole
		}
		if s.scan.Picture == "" || whole.Width() < 1 || whole.Height() < 1 {
			continue
		}
		fits := min(sheetWidth/s.cut.Width(), sheetHeight/s.cut.Height())
		if scale == 0 || fits < scale {
			scale = fits
		}
		out = append(out, s)
	}
	for i := range out {
		out[i].scale = scale
	}
	return out
}

// rect is a box of the scan in points of the page.
func (s sheet) rect(b corpus.Box) pdf.Rect {
	return pdf.Rect{
		X1: (b.X1 - s.cut.X1) * s.scale, Y1: (s.cut.Y2 - b.Y2) * s.scale,
		X2: (b.X2 - s.cut.X1) * s.scale, Y2: (s.cut.Y2 - b.Y1) * s.scale,
	}
}

// label is the printed number, or the number of the scan.
func (s sheet) label() string {
	if s.page.Folio != "" {
		return s.page.Folio
	}
	return fmt.Sprintf("scan %d", s.page.Scan)
}

func (f *facsimile) page(i int, s sheet, pictures Pictures) pdf.Page {
	picture := pdf.Picture{
		Key:  s.scan.Picture,
		Box:  s.rect(corpus.Box{X2: float64(s.scan.Width), Y2: float64(s.scan.Height)}),
		Load: func() ([]byte, error) { return pictures(s.scan.Picture) },
	}
	p := pdf.Page{
		Width: s.cut.Width() * s.scale, Height: s.cut.Height() * s.scale, Label: s.label(), Picture: picture,
	}
	seen := map[string]bool{} // concepts on this page
	for _, c := range f.on[i] {
		p.Blocks = append(p.Blocks, pdf.Block{Key: c.block.ID, Role: roleOf(c.block), Words: s.words(c.runs)})
		p.Links = append(p.Links, f.citations(s, c)...)
		links, notes := f.mentions(s, c, seen)
		p.Links, p.Notes = append(p.Links, links...), append(p.Notes, notes...)
	}
	return p
}

// roleOf is what a block is by the standard structure of PDF.
func roleOf(b corpus.Block) string {
	switch b.Kind {
	case corpus.TitleBlock:
		return "H1"
	case corpus.Heading:
		return fmt.Sprintf("H%d", min(max(b.Level, 1)+1, 6))
	case corpus.Quotation:
		return "BlockQuote"
	case corpus.Note:
		return "Note"
	case corpus.Caption:
		return "Caption"
	case corpus.ReferenceBlock:
		return "BibEntry"
	}
	return "P"
}

func (f *facsimile) info() pdf.Info {
	v, a := f.edition.Volume, f.book.about(f.edition)
	authors := a.authors
	if f.book.Part == "" {
		authors = a.editors
	}
	return pdf.Info{
		ID: f.edition.ID + " " + f.book.Part, Title: a.title, Authors: names(authors), Subject: a.within, Keywords: a.keywords,
		Language: f.book.Language, Publisher: v.Publisher, Rights: strings.TrimSpace(v.Rights), Date: yearText(v.Year), Source: a.address,
		Producer: f.book.Program, Modified: f.book.Modified,
	}
}
