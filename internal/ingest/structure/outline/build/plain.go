package main

import (
	"math/rand/v2"
	"slices"
	"unicode/utf8"

	"recto/internal/corpus"
	"recto/internal/ingest/structure/outline"
)

// straySpace is how often a line of OCR text stands after an empty line, whether
// there was white space or not.
const straySpace = 0.35

// plain is an example with boxes as a text source would give it: without sizes,
// faces and indents, with empty lines anywhere, and with nothing but the number of
// letters to tell a short line.
func plain(e outline.Example, seed uint64) outline.Example {
	chance := rand.New(rand.NewPCG(seed, seed))
	full := fullLine(e.Rows)
	out := outline.Example{Labels: e.Labels}
	for _, r := range e.Rows {
		l := r.Line
		r.Line = corpus.Line{
			Page: l.Page, Words: l.Words, Tokens: l.Tokens,
			Space: !r.Top && chance.Float64() < straySpace,
			Short: float64(utf8.RuneCountInString(r.Text)) < 0.85*full,
			Joint: 0.6,
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// fullLine is how many letters a full line of a text has.
func fullLine(rows []outline.Row) float64 {
	lengths := make([]int, 0, len(rows))
	for _, r := range rows {
		lengths = append(lengths, utf8.RuneCountInString(r.Text))
	}
	slices.Sort(lengths)
	return float64(lengths[len(lengths)*3/4])
}
