// Package extract turns the bytes of a source into scans with words: the first
// stage of the pipeline.
//
// It reads plain text, PDF files, pictures (TIFF of one page or many, PNG, JPEG),
// files with the OCR that a library has already (hOCR, ALTO, PAGE), and archives
// of both. Every word keeps its place, so that all that is made of it later leads
// back there: line and column in a text, a box on the scan picture elsewhere. Ids
// are stable for the same bytes.
//
// PDF files come from strangers. They are looked over by pdfcpu and read by
// PDFium, which runs as WebAssembly without a file system, with a limit on
// memory and on time for every page; a page that breaks the sandbox costs that
// page, not the volume. Pictures are decoded in Go, after their declared sizes
// were looked at, within a share of memory and a time for each.
//
// The package recognises no letters in pictures, orders nothing and corrects
// nothing: words come out as the source has them, in the order of the source.
package extract

import "recto/internal/corpus"

// The media types that [Sniff] can answer and the package can read.
const (
	PDFType  = "application/pdf"
	TextType = "text/plain"
	TIFFType = "image/tiff"
	PNGType  = "image/png"
	JPEGType = "image/jpeg"
	ZipType  = "application/zip"
)

// Document is what a source holds.
type Document struct {
	MediaType string
	Metadata  corpus.Metadata
	Scans     []corpus.Scan
	Images    []bool // by index of Scans: the page is one image, its words, if any, the work of an OCR; nil in a text
	Report    corpus.Report
}

// report counts what the scans hold and repeats their problems.
func (d *Document) report() {
	d.Report.Scans = len(d.Scans)
	for _, s := range d.Scans {
		d.Report.Words += len(s.Words)
		if s.Problem != "" {
			d.Report.Add("extract.scans-with-problems", 1)
			d.problem(s.Number, s.Problem)
		}
	}
	d.Report.Add("extract.scans", d.Report.Scans)
	d.Report.Add("extract.words", d.Report.Words)
}

func (d *Document) problem(scan int, text string) {
	d.Report.Problems = append(d.Report.Problems, corpus.Problem{Stage: "extract", Scan: scan, Text: text})
}
