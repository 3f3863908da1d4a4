package reference

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// house gives an article the journal that its title took in: what has a volume
// and pages, and neither book nor publisher, is in something, and that is what
// the last sentence of its title names.
func house(list []span) []span {
	at := slices.IndexFunc(list, func(s span) bool { return s.label == Title })
	if at < 0 || !homeless(list) {
		return list
	}
	end := lastSentence(list[at].text)
	if end == 0 {
		return list
	}
	title, journal := list[at].text[:end], list[at].text[end:]
	return slices.Replace(list, at, at+1, span{Title, title}, span{Journal, journal})
}

// homeless reports whether runs have a volume and pages, but nothing that they
// would be of.
func homeless(list []span) bool {
	volume, pages := false, false
	for _, s := range list {
		switch s.label {
		case Journal, Container, Collection, Editor, Publisher, Location, Genre:
			return false
		case Volume:
			volume = true
		case Pages:
			pages = true
		}
	}
	return volume && pages
}

// nameWords is how many words the name of a journal has at most, less those in
// brackets.
const nameWords = 7

var (
	sentence   = regexp.MustCompile(`[.?!\]]["”’)]*,?\s+`)
	inBrackets = regexp.MustCompile(`\[[^\]]*\]?`)
)

// lastSentence is where the last sentence of a title begins, or 0. A full stop in
// a bracket or after a short form ends nothing.
func lastSentence(text string) int {
	ends := sentence.FindAllStringIndex(text, -1)
	for _, m := range slices.Backward(ends) {
		before, rest := text[:m[0]], text[m[1]:]
		first, _ := utf8.DecodeRuneInString(rest)
		if unclosed(before) && text[m[0]] != ']' || text[m[0]] == '.' && shortForm(before) || !unicode.IsUpper(first) {
			continue
		}
		if n := len(strings.Fields(inBrackets.ReplaceAllString(rest, ""))); n > nameWords || n == 0 {
			return 0
		}
		return m[1]
	}
	return 0
}

// shortForm reports whether a full stop after a text may be that of a short
// form, as names of journals are made of: a short word with a capital.
func shortForm(text string) bool {
	word := text[strings.LastIndexAny(text, " .(-")+1:]
	first, _ := utf8.DecodeRuneInString(word)
	return utf8.RuneCountInString(word) <= 4 && unicode.IsUpper(first)
}
