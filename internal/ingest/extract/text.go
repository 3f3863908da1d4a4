package extract

import (
	"fmt"
	"strings"
	"unicode"

	"recto/internal/corpus"
)

// Scans of a text without form feeds are guessed: a line that begins with a
// space begins a scan if enough printed lines stand before it, since such a
// line may also be the rest of a line whose first word was lost.
const (
	minScanLines = 12  // printed lines in a scan before a leading space ends it
	minScanChars = 600 // and characters, for the lines may be scraps
)

// maxText is the most bytes of a text source, some three thousand printed pages.
const maxText = 8 << 20

// Text reads plain text. A word's Line is 1-based, counting line feeds alone;
// its Col is the 0-based offset in that line in characters, a byte order mark
// not counted. A form feed is a character of its line and begins a new scan.
// Without form feeds, scans are guessed by leading spaces; without these the
// source is one scan. A source without words gives [corpus.ErrNoText].
func Text(src corpus.Source, data []byte) (Document, error) {
	doc := Document{MediaType: TextType}
	if len(data) > maxText {
		return doc, fmt.Errorf("the text has %d MB, the most is %d; give its volumes one by one: %w", len(data)>>20, maxText>>20, corpus.ErrTooLarge)
	}
	text := decode(data)
	lines := splitLines(text)
	if strings.ContainsRune(text, '\f') {
		doc.Scans = scansByFormFeed(src.ID, lines)
	} else {
		doc.Scans = scansByLeadingSpace(src.ID, lines)
	}
	doc.report()
	if doc.Report.Words == 0 {
		return doc, fmt.Errorf("the file holds white space only: %w", corpus.ErrNoText)
	}
	if !wordy(text) {
		return doc, fmt.Errorf("the file holds hardly a letter among its signs: %w", corpus.ErrNoText)
	}
	return doc, nil
}

// wordy reports whether at least one sign in ten is a letter or a digit; even
// the worst OCR gives more.
func wordy(text string) bool {
	signs, letters := 0, 0
	for _, r := range text {
		if !unicode.IsSpace(r) {
			signs++
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	return 10*letters >= signs
}

// piece is a word with its place: scan is how many form feeds stand before it.
type piece struct {
	raw             string
	line, col, scan int
}

// splitLines gives the words of each line that has any.
func splitLines(text string) [][]piece {
	var lines [][]piece
	scan := 0
	for n, line := range strings.Split(text, "\n") {
		var pieces []piece
		col, start, from := 0, -1, 0
		end := func(to int) {
			if start >= 0 {
				pieces = append(pieces, piece{line[from:to], n + 1, start, scan})
			}
			start = -1
		}
		for i, r := range line {
			switch {
			case unicode.IsSpace(r):
				end(i)
				if r == '\f' {
					scan++
				}
			case start < 0:
				start, from = col, i
			}
			col++
		}
		end(len(line))
		if len(pieces) > 0 {
			lines = append(lines, pieces)
		}
	}
	return lines
}

func scansByFormFeed(source string, lines [][]piece) []corpus.Scan {
	scans := []corpus.Scan{{Number: 1}}
	for _, line := range lines {
		for _, p := range line {
			for p.scan >= len(scans) {
				scans = append(scans, corpus.Scan{Number: len(scans) + 1})
			}
			put(source, &scans[p.scan], p)
		}
	}
	return scans
}

func scansByLeadingSpace(source string, lines [][]piece) []corpus.Scan {
	scans := []corpus.Scan{{Number: 1}}
	printed, chars := 0, 0
	for _, line := range lines {
		if line[0].col > 0 && printed >= minScanLines && chars >= minScanChars {
			scans = append(scans, corpus.Scan{Number: len(scans) + 1})
			printed, chars = 0, 0
		}
		printed++
		for _, p := range line {
			chars += len(p.raw) + 1
			put(source, &scans[len(scans)-1], p)
		}
	}
	return scans
}

func put(source string, s *corpus.Scan, p piece) {
	s.Words = append(s.Words, corpus.Word{
		ID:   corpus.WordID(source, s.Number, len(s.Words)+1),
		Raw:  p.raw,
		Scan: s.Number,
		Line: p.line,
		Col:  p.col,
	})
}
