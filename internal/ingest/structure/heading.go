package structure

import (
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/language"
)

var (
	numbered  = regexp.MustCompile(`^((?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])[.)]?)\s+(\p{Lu}.*)$`)
	plainNum  = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2}){0,3}$`)
	statement = regexp.MustCompile(`[.,;]$`)
)

var commonHeadings = set("introduction background methods method methodology results findings discussion conclusion conclusions " +
	"acknowledgements acknowledgments acknowledgement acknowledgment references bibliography notes endnotes appendix abstract summary limitations " +
	"implications recommendations overview analysis data materials evaluation motivation funding")

// markHeadings marks the headings among the rows of a body, with levels.
func (v *volume) markHeadings(rows []row, from int) {
	for i := from; i < len(rows); i++ {
		if rows[i].line.Role == corpus.Footnote || rows[i].kind != "" {
			continue
		}
		if v.headingScore(rows, i, from) < 3 {
			continue
		}
		end := v.headingEnd(rows, i)
		mark(rows, i, end, corpus.Heading)
		rows[i].label, _ = sectionNumber(rows[i].text)
		i = end - 1
	}
	v.setLevels(rows)
}

// headingScore weighs whether a heading begins on row i.
func (v *volume) headingScore(rows []row, i, from int) float64 {
	r := rows[i]
	label, rest := sectionNumber(r.text)
	n := len(strings.Fields(rest))
	if n == 0 || n > 16 || !capital(rest) || statement.MatchString(rest) || bullet(r) != "" || caption.MatchString(r.text) || letters(rest) < 3 || proportion(rest) < 0.6 {
		return 0
	}
	s := v.typeScore(r) + wordScore(rest, n)
	if label != "" {
		s += 1.2
	}
	if i == from {
		s += 0.5
	} else if p := rows[i-1]; endsSentence(p.text) || p.kind == corpus.Heading || p.line.Role == corpus.Footnote {
		s += 0.5
	} else if !p.line.Short || !r.line.Space {
		s -= 1.5
	}
	return s + nextScore(rows, i)
}

// typeScore is what the setting of a row says for a heading.
func (v *volume) typeScore(r row) float64 {
	s := 0.0
	if !v.shapes.sized {
		if r.line.Space {
			s += 0.6
		}
		if r.line.Short {
			s += 0.6
		} else {
			s -= 2
		}
		return s
	}
	switch {
	case r.line.Size >= 1.22:
		s += 3
	case r.line.Size >= 1.09:
		s += 2
	}
	if r.line.Face&corpus.Bold != 0 {
		s += 2
	}
	if r.line.Face&corpus.Italic != 0 {
		s++
	}
	switch {
	case r.line.Space && !r.top:
		s += 1.5
	case r.top && r.line.Short:
		s += 1.1
	case r.top:
		s += 0.5
	}
	if r.line.Short {
		s += 0.7
	} else {
		s--
	}
	if r.line.Indent >= 0.5 && !r.line.Center {
		s--
	}
	return s
}

// wordScore is what the wording says for a heading of n words.
func wordScore(rest string, n int) float64 {
	s := 0.0
	f := language.Plain(rest)
	if commonHeadings[f] || n <= 3 && commonHeadings[strings.Fields(f + " .")[0]] {
		s += 2.2
	}
	if n <= 8 {
		s += 0.4
	}
	if capitals(strings.Fields(rest)) >= 0.7 {
		s += 0.5
	}
	if shouted(rest) {
		s++
	}
	return s
}

// nextScore is what the row after says for a heading on row i.
func nextScore(rows []row, i int) float64 {
	for j := i + 1; j < len(rows); j++ {
		if rows[j].line.Role == corpus.Footnote {
			continue
		}
		if small(rows[j].text) && rows[i].line.Size > 0 && rows[i].line.Space && rows[i].line.Short {
			return -0.8 // the first words of the next row may be lost
		}
		if small(rows[j].text) {
			return -2
		}
		return 0.4
	}
	return -1
}

// headingEnd is the row after the last one of a heading: rows of the same large
// type, not parted by space, belong to it.
func (v *volume) headingEnd(rows []row, i int) int {
	end := i + 1
	for end < len(rows) && end < i+4 && v.shapes.sized && rows[i].line.Size >= 1.09 && !rows[end].top &&
		!rows[end].line.Space && rows[end].line.Size >= 1.09 && near2(rows[i].line.Size, rows[end].line.Size) && rows[end].kind == "" {
		end++
	}
	return end
}

func near2(a, b float64) bool { return a < b*1.06 && b < a*1.06 }

// sectionNumber parts the number from the words of a heading.
func sectionNumber(s string) (label, rest string) {
	m := numbered.FindStringSubmatch(s)
	if m == nil {
		return "", s
	}
	return strings.TrimRight(m[1], ".)"), m[2]
}

// setLevels gives headings their levels: by their numbers, else by type size.
func (v *volume) setLevels(rows []row) {
	var sizes []float64
	for _, r := range rows {
		if r.kind == corpus.Heading && r.start && r.line.Size > 0 && !slices.ContainsFunc(sizes, func(s float64) bool { return near2(s, r.line.Size) }) {
			sizes = append(sizes, r.line.Size)
		}
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	for i := range rows {
		r := &rows[i]
		if r.kind != corpus.Heading || !r.start {
			continue
		}
		r.level = 1
		if plainNum.MatchString(r.label) {
			r.level = 1 + strings.Count(r.label, ".")
			continue
		}
		if at := slices.IndexFunc(sizes, func(s float64) bool { return near2(s, r.line.Size) }); at > 0 {
			r.level = min(at+1, 3)
		}
	}
}

// letters counts the letters of a text.
func letters(s string) int {
	return len([]rune(strings.ReplaceAll(strings.Map(func(r rune) rune {
		if isLetter(r) {
			return r
		}
		return -1
	}, s), " ", "")))
}

// proportion is the share of letters among what is not white space.
func proportion(s string) float64 {
	n := len([]rune(strings.ReplaceAll(s, " ", "")))
	if n == 0 {
		return 0
	}
	return float64(letters(s)) / float64(n)
}
