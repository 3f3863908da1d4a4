package segment

import (
	"strings"
	"unicode"

	"recto/internal/language/names"
)

// shouted reports whether a text is set in capitals; damage may hide a few.
func shouted(text string) bool {
	upper, lower := 0, 0
	for _, r := range text {
		if unicode.IsUpper(r) {
			upper++
		}
		if unicode.IsLower(r) {
			lower++
		}
	}
	return upper >= 8 && upper >= 3*lower
}

// titleShaped reports whether a line could be a title: it begins with a
// capital and does not end like a sentence or in mid-phrase.
func titleShaped(text string) bool {
	n := len(strings.Fields(text))
	return n >= 2 && n <= 16 && names.Capital(text) && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ",") && !strings.HasSuffix(text, ";")
}

// wordless reports whether a text has fewer letters than a word of a title:
// figures set large are no title.
func wordless(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters < 3
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
