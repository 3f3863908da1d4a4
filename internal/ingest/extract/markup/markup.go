// Package markup reads words with boxes from the files in which libraries keep
// the OCR that they have already: hOCR 1.2, ALTO (all versions to 4) and PAGE
// (2009 to 2019).
//
// Such files break their rules as often as they keep them, so that all three are
// read by one forgiving tokenizer: any namespace or none, any encoding that is
// declared or evident, elements that are never closed. It knows neither entities
// of a document's own nor references to other files. What cannot be read costs
// that piece and is counted.
//
// The package opens no picture and puts no lines in order beyond what a file
// says of it. Words come out as printed: a word hyphenated over a line end stays
// two pieces, the first with its hyphen.
package markup

import (
	"fmt"

	"recto/internal/corpus"
)

// Kind is a format that the package reads.
type Kind string

// The kinds.
const (
	HOCR Kind = "hOCR"
	ALTO Kind = "ALTO"
	PAGE Kind = "PAGE"
)

const (
	maxFile  = 64 << 20 // bytes
	maxWords = 1_000_000
)

// Page is one page of a file.
type Page struct {
	Width, Height float64       // pixels; those of the scan where the file counts so, else of a scan of 300 dots an inch
	Picture       string        // name of the picture as the file gives it, perhaps with a path of its maker's; or empty
	Words         []corpus.Word // in reading order where the file tells it, with boxes inside the page; no ids
	Lost          int           // words left out because nothing tells where they stand
}

// Read gives the pages of a file of a kind that [Sniff] told. The errors are
// [corpus.ErrTooLarge], and [corpus.ErrBroken] where there is no page in it.
func Read(kind Kind, data []byte) ([]Page, error) {
	if len(data) > maxFile {
		return nil, fmt.Errorf("the %s file has %d MB, the most is %d; split it and try again: %w", kind, len(data)>>20, maxFile>>20, corpus.ErrTooLarge)
	}
	var b builder
	var h handler
	switch kind {
	case HOCR:
		h = &hocr{builder: &b}
	case ALTO:
		h = &alto{builder: &b, unit: 1}
	case PAGE:
		h = &pageXML{builder: &b}
	default:
		return nil, fmt.Errorf("%q: %w", kind, corpus.ErrUnsupported)
	}
	if err := walk(decode(data), h); err != nil {
		return nil, fmt.Errorf("read the %s file: %w", kind, err)
	}
	if b.count > maxWords {
		return nil, fmt.Errorf("the %s file holds over %d words; split it and try again: %w", kind, maxWords, corpus.ErrTooLarge)
	}
	if len(b.pages) == 0 {
		return nil, fmt.Errorf("the %s file has no page in it, get it anew and try again: %w", kind, corpus.ErrBroken)
	}
	pages := make([]Page, len(b.pages))
	for i := range b.pages {
		pages[i] = b.pages[i].finish()
	}
	return pages, nil
}
