package reference

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	address = regexp.MustCompile(`(?i)https?:|www\.|\.(?:com|org|edu|net|html?|pdf)\b|10\.\d{4,}/|@`)
	joint   = regexp.MustCompile(`[\pL\d][)\]”"’]*[;:,)][;:.,]*[\pL\d(\[“"‘]`)
	sticky  = regexp.MustCompile(`\p{Ll}{2}[)\]”"’]*\.\p{Lu}\p{L}`)
)

// printed is a word as the model sees it: parted by space, or by punctuation
// where the printer or the OCR left the space out, as in "2008;24(8):1953-5".
type printed struct {
	text  string
	glued bool // no space stands before it
}

// cut parts a reference into words.
func cut(raw string) []printed {
	var out []printed
	for w := range strings.FieldsSeq(raw) {
		glued := false
		for at := cutAt(w); at > 0; at = cutAt(w) {
			out = append(out, printed{w[:at], glued})
			w, glued = w[at:], true
		}
		out = append(out, printed{w, glued})
	}
	return out
}

// cutAt is where a further word begins within one, or 0.
func cutAt(w string) int {
	if len(w) < 4 || address.MatchString(w) {
		return 0
	}
	if m := sticky.FindStringIndex(w); m != nil {
		return m[0] + strings.LastIndexByte(w[m[0]:m[1]], '.') + 1
	}
	from := 0
	for {
		m := joint.FindStringIndex(w[from:])
		if m == nil {
			return 0
		}
		_, last := utf8.DecodeLastRuneInString(w[:from+m[1]])
		at := from + m[1] - last
		if apart(w[:at], w[at:]) {
			return at
		}
		from += m[1] - last
	}
}

// apart reports whether the two sides of a mark are two words. A comma between
// figures parts thousands; a bracket that closes within a word parts nothing.
func apart(before, after string) bool {
	mark := before[len(before)-1]
	next, _ := utf8.DecodeRuneInString(after)
	prev, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, ";:.,)]”\"’"))
	switch mark {
	case ',':
		return !(unicode.IsDigit(prev) && unicode.IsDigit(next)) || strings.Contains(before, ")")
	case ')':
		return strings.Contains(before, "(") && utf8.RuneCountInString(after) > 2
	}
	return true
}

// texts are the words alone.
func texts(words []printed) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.text
	}
	return out
}
