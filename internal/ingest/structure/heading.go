package structure

import (
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
)

var (
	numbered = regexp.MustCompile(`^((?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])[.)]?)\s+(\p{Lu}.*)$`)
	plainNum = regexp.MustCompile(`^\d{1,2}(?:\.\d{1,2}){0,3}$`)
)

var commonHeadings = set("introduction background methods method methodology results findings discussion conclusion conclusions " +
	"acknowledgements acknowledgments acknowledgement acknowledgment references bibliography notes endnotes appendix abstract summary limitations " +
	"implications recommendations overview analysis data materials evaluation motivation funding")

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
