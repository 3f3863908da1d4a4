package reference

import (
	"regexp"
	"strings"
)

var (
	stretch   = regexp.MustCompile(`[\pL\d|]+`)
	inFigures = regexp.MustCompile(`^[0-9lIO|]*[0-9][0-9lIO|]*[a-z]?$`) // figures and what OCR takes them for
	asFigures = strings.NewReplacer("l", "1", "I", "1", "|", "1", "O", "0")
)

// figured writes the letters that OCR takes figures for as figures, where the
// stretch between two marks is hardly anything else: "l4(1)" is 14(1), "2OO1"
// 2001. O2 stays oxygen.
func figured(word string) string {
	if !strings.ContainsAny(word, "lIO|") || !strings.ContainsAny(word, "0123456789") || address.MatchString(word) {
		return word
	}
	return stretch.ReplaceAllStringFunc(word, func(s string) string {
		noughts := strings.Count(s, "O")
		ones := strings.Count(s, "l") + strings.Count(s, "I") + strings.Count(s, "|")
		figures := len(s) - noughts - ones
		year := figures == 2 && noughts == 2
		if !inFigures.MatchString(s) || ones > figures || noughts >= figures && noughts > 0 && !year {
			return s
		}
		return asFigures.Replace(s)
	})
}
