package structure

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/language"
)

var (
	referenceHeads = []string{"references", "bibliography", "literature cited", "works cited", "notes and references", "reference list", "literature", "references cited", "list of references", "references and notes", "select bibliography"}
	dated          = regexp.MustCompile(`[(\[ ](?:1[6-9]|20)\d\d[a-z]?[)\],.;:]|\((?:in press|forthcoming|n\.d\.)`)
	inverted       = regexp.MustCompile(`^\p{Lu}[\p{L}'’\-]+,?\s+(?:\p{Lu}\.?[\s\-]?){1,4}(?:[,.&(:]|and\b|$)|^\p{Lu}[\p{L}'’\-]+,\s+\p{Lu}`)
	entryNumber    = regexp.MustCompile(`^(?:\[\d{1,3}\]|\d{1,3}[.)]|\(\d{1,3}\)|\d{1,3})$`)
	locator        = regexp.MustCompile(`\bpp?\.\s?\d|\d\s?[-–]\s?\d|\bdoi\b|https?:|\bvol\.|\beds?\.|Press\b|\d+\s?\(\d+\)`)
)

// findReferences finds the rows of the reference list, after its heading.
func findReferences(rows []row, from int) (start, end int) {
	for i := len(rows) - 1; i >= from+(len(rows)-from)/4; i-- {
		if !referenceHead(rows[i]) || referenceShare(rows, i+1, min(i+13, len(rows))) < 0.3 {
			continue
		}
		mark(rows, i, i+1, corpus.Heading)
		rows[i].level = max(1, rows[i].level)
		return i + 1, referencesEnd(rows, i+1)
	}
	return bareReferences(rows, from)
}

func referenceHead(r row) bool {
	if len(r.words) > 4 {
		return false
	}
	_, rest := sectionNumber(r.text)
	f := language.Plain(rest)
	if first, _, _ := strings.Cut(f, " "); len(f)-len(first) < 6 && (near(first, "references", 2) || near(first, "bibliography", 2)) {
		return true
	}
	for _, h := range referenceHeads {
		if near(f, h, len(h)/6) {
			return true
		}
	}
	return false
}

// referenceLike reports whether a row has a mark of a bibliographic reference.
func referenceLike(r row) bool {
	return dated.MatchString(r.text) || inverted.MatchString(r.text) || locator.MatchString(r.text)
}

func referenceShare(rows []row, from, to int) float64 {
	n := 0
	for _, r := range rows[from:to] {
		if referenceLike(r) {
			n++
		}
	}
	return float64(n) / float64(max(1, to-from))
}

// referencesEnd is the row where the list ends: a heading that is followed by
// rows unlike references, or the end of the paper.
func referencesEnd(rows []row, from int) int {
	for i := from + 1; i < len(rows); i++ {
		if rows[i].kind == corpus.Heading && rows[i].start && !dated.MatchString(rows[i].text) && !inverted.MatchString(rows[i].text) && referenceShare(rows, i+1, min(i+9, len(rows))) < 0.35 {
			return i
		}
	}
	return len(rows)
}

// bareReferences finds a list without heading: the end of a paper, from where
// the marks of references most outweigh those of prose.
func bareReferences(rows []row, from int) (start, end int) {
	end = len(rows)
	start = end
	sum, best := 0.0, 3.0
	for i := end - 1; i > from+(len(rows)-from)/3; i-- {
		if rows[i].line.Role == corpus.Footnote {
			continue
		}
		sum += markScore(rows[i])
		if sum > best && startShape(rows, i) > 0.5 {
			start, best = i, sum
		}
	}
	if end-start < 5 {
		return end, end
	}
	return start, end
}

// markScore weighs the marks of a reference on a row against those of prose.
func markScore(r row) float64 {
	s := -0.45
	if inverted.MatchString(r.text) {
		s += 1.2
	}
	if locator.MatchString(r.text) {
		s += 0.9
	}
	if dated.MatchString(r.text) {
		s += 0.5
	}
	if r.line.Size > 0 && r.line.Size <= 0.94 {
		s += 0.2
	}
	return s
}

// listing is how a reference list is set.
type listing struct {
	hanging, numbered, spaced bool
	hang                      float64 // usual indent of the rows after the first of an entry
}

// markReferences cuts a reference list into entries.
func (v *volume) markReferences(rows []row, from, to int) {
	l := v.listing(rows, from, to)
	prev := -1
	for i := from; i < to; i++ {
		r := &rows[i]
		if r.line.Role == corpus.Footnote {
			continue
		}
		r.kind, r.level, r.label, r.broken = corpus.ReferenceBlock, 0, "", false
		r.start = prev < 0 || l.entryScore(rows, prev, i) > 0
		if r.start && l.numbered {
			r.label = strings.Trim(r.words0(), "[](). ")
		}
		prev = i
	}
}

func (r row) words0() string {
	if len(r.words) == 0 {
		return ""
	}
	return r.words[0]
}

// listing learns how a list is set from all of its rows.
func (v *volume) listing(rows []row, from, to int) listing {
	n, out, numbers, spaces := 0, 0, 0, 0
	var in []float64
	for i := from; i < to; i++ {
		r := rows[i]
		if r.line.Role == corpus.Footnote {
			continue
		}
		n++
		if r.line.Indent < 0.55 {
			out++
		} else {
			in = append(in, r.line.Indent)
		}
		if entryNumber.MatchString(r.words0()) {
			numbers++
		}
		if r.line.Space && !r.top {
			spaces++
		}
	}
	hang := 0.0
	if len(in) > 0 {
		slices.Sort(in)
		hang = in[len(in)/2]
	}
	return listing{
		hang:     hang,
		hanging:  v.shapes.sized && n >= 4 && out*10 >= n && out*10 <= n*8,
		numbered: numbers*6 >= n && numbers >= 2,
		spaced:   spaces*8 >= n && spaces*10 <= n*8,
	}
}

// entryScore weighs whether row i begins an entry after row prev.
func (l listing) entryScore(rows []row, prev, i int) float64 {
	p, r := rows[prev], rows[i]
	s := -0.9
	if l.numbered {
		if entryNumber.MatchString(r.words0()) {
			s += 2.5
		} else {
			s -= 1.5
		}
	}
	if l.hanging {
		switch {
		case r.line.Indent < 0.55:
			s += 1.8
		case r.line.Indent > l.hang+1: // its first words are lost: it may be either
			s -= 0.3
		default:
			s -= 2
		}
	}
	if l.spaced && !r.top {
		if r.line.Space {
			s += 1.2
		} else {
			s -= 0.8
		}
	}
	s += startShape(rows, i)
	if endsEntry(p.text) {
		s += 0.7
	} else {
		s -= 0.9
	}
	if p.line.Short {
		s += 0.5
	}
	return s
}

// startShape is what the wording of a row says for the beginning of an entry.
func startShape(rows []row, i int) float64 {
	r := rows[i]
	s := 0.0
	if inverted.MatchString(r.text) {
		s += 0.9
	}
	if small(r.text) {
		s -= 1.5
	} else if first := []rune(r.words0() + " ")[0]; !unicode.IsUpper(first) && !entryNumber.MatchString(r.words0()) {
		s -= 0.5
	}
	if dated.MatchString(r.text) || i+1 < len(rows) && dated.MatchString(rows[i+1].text) {
		s += 0.2
	} else {
		s -= 0.4
	}
	return s
}

// endsEntry reports whether a row ends as the last row of an entry does.
func endsEntry(s string) bool {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, ")") || strings.HasSuffix(s, "]") {
		return true
	}
	f := strings.Fields(s)
	if len(f) == 0 {
		return false
	}
	last := f[len(f)-1]
	return strings.Contains(last, "/") || strings.Contains(last, "10.") || len(last) > 0 && unicode.IsDigit(rune(last[len(last)-1]))
}
