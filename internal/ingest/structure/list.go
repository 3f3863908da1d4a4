package structure

import (
	"regexp"

	"recto/internal/corpus"
)

var (
	bulletMark = regexp.MustCompile(`^[•◦▪■□●○◆◇►‣·*–—∙⁃➢✓-]$`)
	enumerator = regexp.MustCompile(`^\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)$`)
	misread    = regexp.MustCompile(`^(?:[oOe¢©®°º»«¤*+.•~-]{1,3})$`) // what OCR takes bullets for
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

// markListItems makes list items of the paragraphs among the given rows that
// begin with a bullet, or with what OCR takes one for where several do so, set in.
func markListItems(rows []row, at []int) {
	var doubtful []int
	for _, i := range at {
		r := rows[i]
		if r.kind != corpus.Paragraph || !r.start {
			continue
		}
		if label := bullet(r); label != "" {
			markItem(rows, at, i, label)
		} else if len(r.words) > 2 && misread.MatchString(r.words[0]) && r.line.Indent >= 0.3 {
			doubtful = append(doubtful, i)
		}
	}
	if len(doubtful) < 2 {
		return
	}
	for _, i := range doubtful {
		markItem(rows, at, i, rows[i].words[0])
	}
}

// markItem makes a list item of the paragraph that begins on a row.
func markItem(rows []row, at []int, first int, label string) {
	rows[first].label = label
	for _, i := range at {
		if i < first {
			continue
		}
		if i > first && (rows[i].start || rows[i].kind != corpus.Paragraph) {
			return
		}
		rows[i].kind = corpus.ListItem
	}
}

// markQuotations makes block quotations of the paragraphs of two rows and more
// that stand in on the left as a whole, parted by white space from what is before.
func (v *volume) markQuotations(rows []row, at []int) {
	for k := 0; k < len(at); {
		end := k + 1
		for end < len(at) && !rows[at[end]].start && rows[at[end]].kind == rows[at[k]].kind {
			end++
		}
		if quoted(rows, at[k:end]) {
			for _, i := range at[k:end] {
				rows[i].kind = corpus.Quotation
			}
		}
		k = end
	}
}

// quoted reports whether the rows of a block are those of a block quotation.
func quoted(rows []row, block []int) bool {
	first := rows[block[0]]
	if first.kind != corpus.Paragraph || !first.line.Space && !first.top || len(block) < 2 {
		return false
	}
	for _, i := range block {
		if rows[i].line.Indent < 0.8 || rows[i].line.Center || rows[i].line.Size == 0 {
			return false
		}
	}
	return true
}
