package language

import (
	"strings"
	"unicode"
)

// Plain keeps the letters and digits of a text, in lower case, words parted by
// single spaces, so that case and punctuation do not count in comparisons.
func Plain(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}
