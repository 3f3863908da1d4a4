package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lesson is what a correction of one word says of every word that was scanned the
// same: without the punctuation that clings to it, Seen was printed Printed.
type Lesson struct {
	Seen, Printed string
}

// Lesson is what a correction teaches, if it teaches anything: it rereads one
// word that has letters.
func (c Correction) Lesson() (Lesson, bool) {
	if c.Kind != Reread || strings.ContainsFunc(c.At.Raw, unicode.IsSpace) {
		return Lesson{}, false
	}
	_, seen, _ := Bare(c.At.Raw)
	_, printed, _ := Bare(c.Text)
	return Lesson{seen, printed}, strings.ContainsFunc(seen, unicode.IsLetter) && printed != "" && seen != printed
}

// Bare parts a word from the punctuation around it.
func Bare(s string) (before, word, after string) {
	inner := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	from, to := strings.IndexFunc(s, inner), strings.LastIndexFunc(s, inner)
	if from < 0 {
		return s, "", ""
	}
	_, last := utf8.DecodeRuneInString(s[to:])
	return s[:from], s[from : to+last], s[to+last:]
}
