package structure

import (
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// noteHeads are headings, folded, that a list of notes stands under.
var noteHeads = map[string]bool{"notes": true, "note": true, "endnotes": true, "end notes": true, "footnotes": true, "notes and references": true}

// markEndnotes makes notes of the lists of them that stand under a heading of
// their own: each begins with the number after the one before, or the next but
// one where a number was lost. Rows between go on with the note before them.
func markEndnotes(rows []row, at []int) {
	for k, i := range at {
		r := rows[i]
		if _, head := sectionNumber(strings.ToLower(r.text)); r.kind == corpus.Heading && r.start && noteHeads[strings.TrimRight(head, " .:")] {
			markNoteList(rows, at[k+1:])
		}
	}
}

// markNoteList marks the rows of a list of notes, up to the next heading that is
// not the first row of one.
func markNoteList(rows []row, at []int) {
	last := 0
	for _, i := range at {
		r := &rows[i]
		n := noteNumber(r.words)
		next := n > last && n <= last+2
		switch {
		case last == 0 && (!next || n > 1):
			return // no list of notes
		case next:
			r.kind, r.start, r.level, r.label = corpus.Note, true, 0, strconv.Itoa(n)
			last = n
		case r.kind == corpus.Heading && r.start, r.kind == corpus.Table:
			return
		default:
			r.kind, r.start, r.level, r.label = corpus.Note, false, 0, ""
		}
	}
}

// noteNumber is the number that a note begins with, or 0.
func noteNumber(words []string) int {
	n, err := strconv.Atoi(plainDigits(noteLabel(words)))
	if err != nil {
		return 0
	}
	return n
}
