package structure

import (
	"regexp"
	"strings"

	"recto/internal/corpus"
)

// markBody says what the rows from a given one are.
func (v *volume) markBody(rows []row, from int) {
	markNotes(rows)
	v.markHeadings(rows, from)
	refs, end := findReferences(rows, from)
	v.markParagraphs(rows, from)
	if refs < end {
		v.markReferences(rows, refs, end)
	}
}

var noteMark = regexp.MustCompile(`^(\d{1,3}|[*†‡§¶]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)[.)]?$`)

// markNotes marks footnotes; each begins with its mark.
func markNotes(rows []row) {
	before := false
	for i := range rows {
		r := &rows[i]
		if r.line.Role != corpus.Footnote {
			before = false
			continue
		}
		r.kind = corpus.Note
		r.label = noteLabel(r.words)
		r.start = r.label != "" || !before
		before = true
	}
}

// noteLabel is the mark that a note begins with, or empty.
func noteLabel(words []string) string {
	if len(words) < 2 {
		return ""
	}
	if m := noteMark.FindStringSubmatch(words[0]); m != nil {
		return m[1]
	}
	return ""
}

// markParagraphs marks what is not marked yet: paragraphs, list items, block
// quotations, captions and tables.
func (v *volume) markParagraphs(rows []row, from int) {
	prev, item := -1, -1
	for i := from; i < len(rows); i++ {
		r := &rows[i]
		if r.kind != "" {
			if r.line.Role != corpus.Footnote {
				prev, item = -1, -1
			}
			continue
		}
		if prev >= 0 && !v.begins(rows, prev, i, item) {
			r.kind = rows[prev].kind
			prev = i
			continue
		}
		r.start = true
		r.broken = prev >= 0 && torn(rows[prev], *r)
		item = -1
		switch label := bullet(*r); {
		case label != "":
			r.kind, r.label, item = corpus.ListItem, label, i
		case captioned(rows, i):
			r.kind = corpus.Caption
		case v.quoted(rows, i):
			r.kind = corpus.Quotation
		default:
			r.kind = corpus.Paragraph
		}
		prev = i
	}
}

// begins reports whether row i begins a block of its own after row prev.
func (v *volume) begins(rows []row, prev, i, item int) bool {
	p, r := rows[prev], rows[i]
	if torn(p, r) {
		return true
	}
	if item >= 0 && bullet(r) == rows[item].label && len(r.words) > 1 && capital(r.words[1]) {
		return true
	}
	if bullet(r) != "" && (endsSentence(p.text) || strings.HasSuffix(p.text, ";") || strings.HasSuffix(p.text, ",") || p.line.Short || r.line.Space) {
		return true
	}
	if captioned(rows, i) && (r.line.Space || endsSentence(p.text)) {
		return true
	}
	if p.kind == corpus.Caption && r.line.Space && !r.top {
		return true
	}
	return v.startScore(p, r, item >= 0 && rows[item].line.Indent < r.line.Indent-0.3) >= 1.5
}

// torn reports whether row r is not known to go on row p, and the wording says
// that something is missing between them.
func torn(p, r row) bool { return r.line.Break && (!endsSentence(p.text) || small(r.text)) }

// startScore weighs whether row r begins a paragraph after row p; hanging says
// that it is indented against the list item that it may go on.
func (v *volume) startScore(p, r row, hanging bool) float64 {
	s := 0.0
	ended := endsSentence(p.text)
	indented := r.line.Indent >= 0.5 && r.line.Indent < 4 && r.line.Indent > p.line.Indent+0.4
	if v.shapes.sized {
		if r.line.Space && !r.top && v.shapes.spaced {
			s += 2
		} else if r.line.Space && !r.top {
			s += 1.5
		}
		if indented && !hanging {
			s += 1.6
		}
		if p.line.Indent > r.line.Indent+0.8 && p.kind == corpus.Quotation {
			s += 1.5
		}
	} else {
		if r.line.Space && !r.top {
			s += 0.5
		}
		if indented {
			s++
		}
	}
	switch {
	case ended && p.line.Short:
		s += 1.6
		if v.shapes.indented && v.shapes.sized && !indented && !r.line.Space {
			s -= 1.1
		}
	case ended:
		s += 0.2
	default:
		s -= 1.5
	}
	if small(r.text) {
		s -= 1.5
	}
	return s
}

var (
	bulletMark = regexp.MustCompile(`^[•◦▪■□●○◆◇►‣·*–—∙⁃➢✓-]$`)
	enumerator = regexp.MustCompile(`^\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)$`)
)

// bullet is the mark that a list item begins with, or empty.
func bullet(r row) string {
	if len(r.words) < 2 {
		return ""
	}
	if w := r.words[0]; bulletMark.MatchString(w) || enumerator.MatchString(w) {
		return w
	}
	return ""
}

var caption = regexp.MustCompile(`^(?:Figure|Fig\.|Table|TABLE|FIGURE|Plate|Chart|Diagram|Map|Box)\s+\d{1,2}(?:\.\d{1,2})?(?:[.:]|\s*$|\s+\p{Lu})`)

// captioned reports whether a row begins a caption.
func captioned(rows []row, i int) bool {
	return caption.MatchString(rows[i].text) && (rows[i].line.Space || rows[i].top || i == 0 || endsSentence(rows[i-1].text))
}

// quoted reports whether a block quotation begins: rows that are all indented
// between rows that are not.
func (v *volume) quoted(rows []row, i int) bool {
	if !v.shapes.sized || rows[i].line.Indent < 0.8 || rows[i].line.Center || !rows[i].line.Space {
		return false
	}
	n := 0
	for j := i; j < len(rows) && rows[j].kind == "" && rows[j].line.Indent >= 0.8 && (j == i || !rows[j].line.Space); j++ {
		n++
	}
	return n >= 2
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
