package structure

import (
	"math"
	"regexp"

	"recto/internal/corpus"
)

var (
	noteMark  = regexp.MustCompile(`^(\d{1,3}|[*†‡§¶]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)[.)]?$`)
	gluedMark = regexp.MustCompile(`^(\d{1,2}|[*†‡§¶]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)\p{L}{2}`)
)

const sameIndent = 0.35 // difference, in line heights

// markNotes marks the rows that layout has set apart as notes. A note begins
// with its mark; where OCR made something else of that, after a short row on a
// row that stands in as far as the first one does. One in the margin begins
// after white.
func markNotes(rows []row) {
	first := -1
	for i := range rows {
		r := &rows[i]
		if r.line.Role == corpus.MarginNote {
			r.kind, r.start = corpus.Note, i == 0 || rows[i-1].line.Role != corpus.MarginNote || r.line.Space
			if r.start {
				r.label = noteLabel(r.words)
			}
		}
		if r.line.Role != corpus.Footnote {
			first = -1
			continue
		}
		r.kind = corpus.Note
		r.label = noteLabel(r.words)
		r.start = r.label != "" || first < 0 ||
			rows[i-1].line.Short && math.Abs(r.line.Indent-rows[first].line.Indent) < sameIndent
		if first < 0 {
			first = i
		}
	}
}

// noteLabel is the mark that a note begins with, or empty.
func noteLabel(words []string) string {
	if len(words) == 0 {
		return ""
	}
	if m := gluedMark.FindStringSubmatch(words[0]); m != nil {
		return m[1]
	}
	if m := noteMark.FindStringSubmatch(words[0]); m != nil && len(words) > 1 {
		return m[1]
	}
	return ""
}
