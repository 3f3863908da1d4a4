package corpus

import (
	"strings"
	"unicode"
)

// Slug makes an id for addresses from a label: lower-case letters and digits,
// hyphens for the rest, and what stands in brackets left out, so that
// "object (of activity)" is "object". Letters of Western European languages lose
// their marks; those of other scripts stay as they are.
func Slug(label string) string {
	var b strings.Builder
	depth, gap := 0, false
	for _, r := range strings.ToLower(label) {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth > 0:
		default:
			if f, ok := fold[r]; ok {
				r = f
			}
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				gap = true
				continue
			}
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

var fold = map[rune]rune{
	'á': 'a', 'à': 'a', 'â': 'a', 'ä': 'a', 'ã': 'a', 'å': 'a', 'ç': 'c', 'é': 'e', 'è': 'e', 'ê': 'e', 'ë': 'e',
	'í': 'i', 'ì': 'i', 'î': 'i', 'ï': 'i', 'ñ': 'n', 'ó': 'o', 'ò': 'o', 'ô': 'o', 'ö': 'o', 'õ': 'o', 'ø': 'o',
	'ú': 'u', 'ù': 'u', 'û': 'u', 'ü': 'u', 'ý': 'y', 'ÿ': 'y', 'š': 's', 'ž': 'z', 'č': 'c', 'ř': 'r', 'ł': 'l',
}
