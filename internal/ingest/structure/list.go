package structure

import (
	"math"
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
// begin with a bullet. Where indents are known, so do those that begin with what
// OCR takes bullets for, but only if others near them do as well: specks look like it.
func markListItems(rows []row, at []int) {
	var doubtful []int
	for k, i := range at {
		r := rows[i]
		if r.kind != corpus.Paragraph || !r.start || len(r.words) < 2 {
			continue
		}
		sure := bullet(r) != ""
		switch {
		case sure && r.line.Size == 0:
			markItem(rows, at[k:], r.words[0])
		case sure || misread.MatchString(r.words[0]) && r.line.Indent >= sameIndent:
			doubtful = append(doubtful, k)
		}
	}
	for n, k := range doubtful {
		if n > 0 && likeItems(rows, at, doubtful[n-1], k) || n+1 < len(doubtful) && likeItems(rows, at, k, doubtful[n+1]) || besideItem(rows, at, k) {
			markItem(rows, at[k:], rows[at[k]].words[0])
		}
	}
}

// listReach is how many rows lie between two items of a list at most.
const listReach = 8

// likeItems reports whether two rows that may begin list items are of one list.
func likeItems(rows []row, at []int, a, b int) bool {
	r, s := rows[at[a]], rows[at[b]]
	return b-a <= listReach && math.Abs(r.line.Indent-s.line.Indent) < sameIndent && (r.line.Indent >= sameIndent || r.words[0] == s.words[0])
}

// besideItem reports whether a list item stands next to the paragraph that
// begins at k, or another row of it begins like its first.
func besideItem(rows []row, at []int, k int) bool {
	if k > 0 && rows[at[k-1]].kind == corpus.ListItem {
		return true
	}
	first := rows[at[k]]
	for k++; k < len(at) && !rows[at[k]].start; k++ {
		if first.line.Indent >= sameIndent && itemLike(rows[at[k]], first) {
			return true
		}
	}
	return k < len(at) && rows[at[k]].kind == corpus.ListItem
}

// itemLike reports whether a row inside a block begins with a mark that stands
// just below the one that the block begins with.
func itemLike(r, first row) bool {
	return len(r.words) > 2 && (bullet(r) != "" || misread.MatchString(r.words[0])) &&
		r.line.Size > 0 && math.Abs(r.line.Indent-first.line.Indent) < sameIndent
}

// markItem makes list items of the paragraph that begins with the first of the
// rows, a new one wherever a mark stands just below the first.
func markItem(rows []row, at []int, label string) {
	first := rows[at[0]]
	for n, i := range at {
		r := &rows[i]
		if n > 0 && (r.start || r.kind != corpus.Paragraph) {
			return
		}
		r.kind = corpus.ListItem
		again := n > 0 && itemLike(*r, first)
		if again {
			r.start, label = true, r.words[0]
		}
		if n == 0 || again {
			r.label = label
		}
	}
}

// markQuotations makes block quotations of the paragraphs of two rows and more
// that stand in on the left as a whole, parted by white space from what is before.
func markQuotations(rows []row, at []int) {
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
