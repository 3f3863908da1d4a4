package correct

import (
	"strings"
	"unicode/utf8"

	"recto/internal/language"
)

// old.go keeps the corrector's hands off spellings that are of another time or
// country: they are not the recogniser's doing.

var variants = strings.NewReplacer(
	"our", "or", "z", "s", "ae", "e", "oe", "e", "’", "'", "ie", "i", "y", "i", "v", "u", "ck", "k", "ph", "f",
	"bb", "b", "dd", "d", "ff", "f", "gg", "g", "ll", "l", "mm", "m", "nn", "n", "pp", "p", "rr", "r", "ss", "s", "tt", "t",
)

// sameWord reports that two spellings differ as those of British and American
// English do, or those of old and new.
func sameWord(a, b string) bool {
	if utf8.RuneCountInString(a) < 4 {
		return false
	}
	a, b = strings.Map(lettersOnly, a), strings.Map(lettersOnly, b)
	return a != b && strings.TrimSuffix(variants.Replace(a), "e") == strings.TrimSuffix(variants.Replace(b), "e")
}

// archaic reports an unknown word that reads as a good one once its old
// spelling is made new.
func archaic(m *language.Model, fold string) bool {
	if len(fold) < 4 {
		return false
	}
	try := []string{
		strings.TrimSuffix(fold, "e"), strings.TrimSuffix(fold, "l"), strings.ReplaceAll(fold, "y", "i"),
		strings.ReplaceAll(fold, "u", "v"), strings.Replace(fold, "v", "u", 1), strings.Replace(fold, "u", "v", 1),
		strings.ReplaceAll(fold, "ie", "y"), strings.Replace(fold, "i", "j", 1), strings.ReplaceAll(fold, "'d", "ed"),
	}
	for _, s := range try {
		if s == fold {
			continue
		}
		if id, ok := m.Lookup(s); ok && m.Grade(id) == language.Good {
			return true
		}
	}
	return false
}

// olden marks the old spellings of a document that has enough of them as words,
// and tells how old its spelling is, from 0 to 1.
func olden(m *language.Model, units []unit) float64 {
	const enough, full = .008, .03
	var found []int
	words := 0
	for i := range units {
		u := &units[i]
		if u.kind != wordKind {
			continue
		}
		words++
		if u.grade == language.Absent && archaic(m, u.fold) {
			found = append(found, i)
		}
	}
	if len(found) < 3 || float64(len(found)) < enough*float64(words) {
		return 0
	}
	for _, i := range found {
		units[i].grade = language.Doubtful
	}
	return min(1, float64(len(found))/float64(words)/full)
}
