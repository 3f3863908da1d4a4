package structure

import (
	"regexp"
	"strings"

	"recto/internal/corpus"
	"recto/internal/ingest/structure/outline"
)

// markBody says what the rows from a given one are.
func markBody(rows []row, from int) {
	markNotes(rows)
	var at []int // the rows that are labelled
	var seen []outline.Row
	for i := from; i < len(rows); i++ {
		if r := rows[i]; !r.line.Role.Note() {
			at = append(at, i)
			seen = append(seen, outline.Row{Line: r.line, Text: r.text, Words: r.words, Top: r.top})
		}
	}
	labels := outline.Find(seen)
	for k, i := range at {
		before := -1
		if k > 0 {
			before = at[k-1]
		}
		markRow(rows, before, i, labels[k])
	}
	markEndnotes(rows, at)
	markTables(rows, at)
	markListItems(rows, at)
	markQuotations(rows, at)
}

var kindOf = map[outline.Label]corpus.BlockKind{
	outline.Paragraph: corpus.Paragraph, outline.Heading: corpus.Heading, outline.Entry: corpus.ReferenceBlock, outline.Note: corpus.Note,
}

// markRow marks row i, which follows row prev, or none if that is negative.
func markRow(rows []row, prev, i int, label outline.Label) {
	r := &rows[i]
	r.kind, r.start = kindOf[label&^1], label.Begins()
	goesOn := prev >= 0 && rows[prev].kind == r.kind
	if prev >= 0 && r.kind == corpus.Paragraph && rows[prev].kind == corpus.Caption && !r.start && !(r.line.Space && !r.top) {
		r.kind, goesOn = corpus.Caption, true
	}
	if (r.kind == corpus.Paragraph || r.kind == corpus.Heading) && captioned(rows, i) {
		r.kind, r.start = corpus.Caption, true
	}
	r.start = r.start || !goesOn
	if !r.start {
		return
	}
	switch r.kind {
	case corpus.Heading:
		r.label, _ = sectionNumber(r.text)
	case corpus.ReferenceBlock:
		r.label = entryLabel(r.words)
	case corpus.Note:
		r.label = noteLabel(r.words)
	}
}

var entryNumber = regexp.MustCompile(`^(?:\[\d{1,3}\]|\d{1,3}[.)]|\(\d{1,3}\)|\d{1,3})$`)

// entryLabel is the number that an entry of a reference list begins with, or empty.
func entryLabel(words []string) string {
	if len(words) > 1 && entryNumber.MatchString(words[0]) {
		return strings.Trim(words[0], "[](). ")
	}
	return ""
}

var caption = regexp.MustCompile(`^(?:Figure|Fig\.|Table|TABLE|FIGURE|Plate|Chart|Diagram|Map|Box)\s+\d{1,2}(?:\.\d{1,2})?(?:[.:]|\s*$|\s+\p{Lu})`)

// captioned reports whether a row begins a caption.
func captioned(rows []row, i int) bool {
	return caption.MatchString(rows[i].text) && (rows[i].line.Space || rows[i].top || i == 0 || endsSentence(rows[i-1].text))
}

// markContents makes each entry of a contents list a list item.
func markContents(rows []row) {
	begin := true
	for i := range rows {
		r := &rows[i]
		r.kind = corpus.ListItem
		if i == 0 && len(r.words) < 4 && !entryEnd.MatchString(r.text) {
			r.kind, r.start, r.level = corpus.Heading, true, 1
			continue
		}
		r.start = begin || r.line.Space
		begin = entryEnd.MatchString(r.text)
	}
}

var entryEnd = regexp.MustCompile(`\d{1,3}$`)
