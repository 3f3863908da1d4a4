package structure

import (
	"strings"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/language"
	"recto/internal/language/names"
)

// learnNames collects the pairs of capitalised words that a line holds and that
// the volume never prints in lower case, as persons' names are. It runs when
// all words are counted.
func (v *volume) learnNames(text string) {
	words := strings.Fields(text)
	for i := 0; i+1 < len(words); i++ {
		given, family := words[i], strings.TrimRight(words[i+1], ".,;:)’'")
		if nameWord(given) && nameWord(family) && v.judge.Lower(strings.ToLower(given)) == 0 && v.judge.Lower(strings.ToLower(family)) == 0 &&
			!names.Institutional(given+" "+family) && !names.Honour(given) {
			v.names[language.Plain(given+" "+family)] = corpus.Author{Given: given, Family: family}
		}
	}
}

// nameWord reports whether a word is a capital and at least two small letters.
func nameWord(w string) bool {
	n := 0
	for i, r := range w {
		if i == 0 && !unicode.IsUpper(r) || i > 0 && !unicode.IsLower(r) {
			return false
		}
		n++
	}
	return n > 2
}

// rescuedAuthors reads the rows below a title whose names are too damaged to be
// told by their shape: two words that come near a name that stands elsewhere
// in the volume are taken for it.
func (v *volume) rescuedAuthors(rows []row) []corpus.Author {
	var out []corpus.Author
	for _, r := range rows[:min(len(rows), 8)] {
		if len(r.words) > 9 || !strings.Contains(r.text, ",") {
			continue
		}
		for i := 0; i+1 < len(r.words); i++ {
			if a, ok := v.nearestName(language.Plain(r.words[i] + " " + r.words[i+1])); ok && capital(r.words[i+1]) {
				out = append(out, a)
				i++
			}
		}
	}
	return out
}

// nearestName is the known name that a folded text differs least from, if by no
// more than a fifth.
func (v *volume) nearestName(text string) (best corpus.Author, ok bool) {
	least := len(text)/5 + 1
	for key, a := range v.names {
		if !near(key, text, least-1) {
			continue
		}
		if d := distance([]rune(key), []rune(text)); d < least || d == least && a.Name() < best.Name() {
			best, ok, least = a, true, d
		}
	}
	return best, ok && len(text) >= 8
}
