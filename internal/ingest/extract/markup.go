package extract

import (
	"fmt"

	"recto/internal/corpus"
	"recto/internal/ingest/extract/markup"
)

// The media types of files with a library's own OCR.
const (
	HOCRType = "text/vnd.hocr+html"
	ALTOType = "application/alto+xml"
	PAGEType = "application/vnd.prima.page+xml"
)

var markupTypes = map[markup.Kind]string{markup.HOCR: HOCRType, markup.ALTO: ALTOType, markup.PAGE: PAGEType}

// sniffMarkup tells a file of words by its content, and refuses other markup,
// whose tags would pass for text.
func sniffMarkup(data []byte) (string, error) {
	kind, is := markup.Sniff(data)
	if is && kind == "" {
		return "", fmt.Errorf("this is HTML or XML, and neither hOCR nor ALTO nor PAGE; save its text or print it to PDF and try again: %w", corpus.ErrUnsupported)
	}
	return markupTypes[kind], nil
}

// Markup reads an hOCR, ALTO or PAGE file, every page as a scan without a
// picture, as large as the file declares the page. A page without words has no
// size, since there is nothing to see on it. The errors are those of
// [markup.Read], [corpus.ErrUnsupported] where the file is none of these, and
// [corpus.ErrNoText].
func Markup(src corpus.Source, data []byte) (Document, error) {
	kind, _ := markup.Sniff(data)
	doc := Document{MediaType: markupTypes[kind]}
	pages, err := markup.Read(kind, data)
	if err != nil {
		return doc, err
	}
	for i, p := range pages {
		doc.Scans = append(doc.Scans, scanOf(src.ID, i+1, p))
	}
	doc.report()
	if doc.Report.Words == 0 {
		return doc, fmt.Errorf("the %s file holds no words that stand anywhere: %w", kind, corpus.ErrNoText)
	}
	return doc, nil
}

// scanOf is a page as the scan of a number.
func scanOf(source string, number int, p markup.Page) corpus.Scan {
	s := corpus.Scan{Number: number, Words: p.Words}
	for i := range s.Words {
		s.Words[i].ID, s.Words[i].Scan = corpus.WordID(source, number, i+1), number
	}
	if len(s.Words) > 0 {
		s.Width, s.Height = int(p.Width), int(p.Height)
	}
	if p.Lost > 0 {
		s.Problem = fmt.Sprintf("%d words were left out, for nothing tells where on the page they stand", p.Lost)
	}
	return s
}
