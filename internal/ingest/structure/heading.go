package structure

import (
	"regexp"
	"strings"
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
