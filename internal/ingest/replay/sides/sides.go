// Package sides tells on which of the two pages of a scan each of its lines
// stands, where the text layer was read across both and has no places: from how
// likely each line continues which other, as package streams sums it up, and from
// what a person said of some. A person's word about a line leaves out all ways to
// part the lines that say otherwise, and so bears on the lines around it.
//
// The package moves no line. It says what is likely, and which line is worth
// asking about next.
package sides

import (
	"slices"

	"recto/internal/corpus"
	"recto/internal/ingest/streams"
)

// Line is a line of a scan.
type Line struct {
	ID      string // Word.ID of its first word
	Words   int
	Origins []streams.Origin // which it may continue
	Said    corpus.Side      // the side that a person said; empty if nobody did
}

// Chances are for each line that it stands on the right page. Without any line
// of which the side was said, the two pages cannot be told apart, and all are
// one half.
func Chances(lines []Line) []float64 {
	if !slices.ContainsFunc(lines, func(l Line) bool { return l.Said != "" }) {
		return slices.Repeat([]float64{.5}, len(lines))
	}
	woven := make([]streams.Line, len(lines))
	for t, l := range lines {
		woven[t] = streams.Line{Origins: l.Origins, Second: second(l.Said)}
	}
	return streams.Second(woven)
}

// second is the chance that what is said to stand on a side is of the right page.
func second(said corpus.Side) float64 {
	switch said {
	case corpus.Left:
		return 0
	case corpus.Right:
		return 1
	}
	return .5
}
