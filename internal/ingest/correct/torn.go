package correct

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// torn.go knows words that cannot be what was printed, since no word has such
// signs inside. Formulas, addresses, sentences whose blank was lost in print and
// names with figures are not meant.

// Bounds of torn words.
const (
	fewTorn    = 5 // letters
	manyUpper  = 8 // letters of a word that has figures between capitals
	mostFigure = 2
)

// torn reports an unknown word of some letters with a sign or figure between two
// of them that no word has there.
func torn(m *language.Model, core string) bool {
	letters, figures := 0, 0
	for _, r := range core {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			figures++
		}
	}
	if letters < fewTorn || figures > mostFigure || strings.ContainsAny(core, "()[]=+") {
		return false
	}
	for i := 0; i < len(core); {
		from := i + strings.IndexFunc(core[i:], tearing)
		if from < i {
			return false
		}
		to := from + strings.IndexFunc(core[from:], unicode.IsLetter)
		if to < from {
			return false
		}
		if from > 0 && tears(m, core[:from], core[from:to], core[to:], letters) {
			return true
		}
		i = to
	}
	return false
}

// tears reports signs between two pieces that do not stand there in print.
func tears(m *language.Model, before, signs, after string, letters int) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	switch {
	case strings.Trim(signs, "0123456789") == "":
		return unicode.IsLower(last) && unicode.IsLower(first) || letters >= manyUpper
	case strings.Trim(signs, ".,;:?!—") != "":
		return true
	case unicode.IsUpper(first):
		return false
	}
	return !known(m, before) || !known(m, after)
}

// known reports a word of some letters.
func known(m *language.Model, text string) bool {
	if utf8.RuneCountInString(text) < 3 {
		return false
	}
	_, ok := m.Lookup(language.Fold(text))
	return ok
}

// tearing reports what is no letter of a word.
func tearing(r rune) bool {
	return !unicode.IsLetter(r) && r != '\'' && r != '’' && !unicode.Is(unicode.M, r)
}
