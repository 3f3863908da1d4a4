// Package names tells persons' names, institutions and places from other words
// by their shape and by what a volume and the lexicon print in lower case, and
// reads the names in a line of authors.
//
// It knows no person: a name that is set like a title, or a title that is set
// like a name, is for its callers to tell by what stands around it.
package names

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// Judge tells the names of one volume. It may be used by several goroutines
// once it has learned.
type Judge struct {
	model *language.Model
	lower map[string]int // words that the volume prints in lower case
}

// New makes a judge that has learned nothing of the volume. The model may be nil.
func New(model *language.Model) *Judge {
	return &Judge{model: model, lower: map[string]int{}}
}

// Learn counts the words that a line prints in lower case, which make no names.
func (j *Judge) Learn(text string) {
	for w := range strings.FieldsSeq(text) {
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if w != "" && w == strings.ToLower(w) {
			j.lower[w]++
		}
	}
}

// Lower is how often the volume prints a word, given in lower case, so.
func (j *Judge) Lower(word string) int { return j.lower[word] }

// Score tells how much a line looks like a line of persons' names: 0 not at
// all, 1 one name by its shape, 2 one name with initials, or several names.
func (j *Judge) Score(text string) int {
	n := len(strings.Fields(text))
	if n < 2 || n > 40 || strings.HasSuffix(text, ":") || strings.ContainsAny(text, "?=") || !twoCapitals(text) {
		return 0
	}
	found, others, certain := 0, 0, false
	for _, p := range pieces(text) {
		ok, initials := j.shaped(p.words)
		switch {
		case ok:
			found++
			certain = certain || initials
		case !j.Lone(strings.Join(p.words, " ")):
			others++
		}
	}
	switch {
	case found == 0 || others > found/2:
		return 0
	case found > 1 || certain:
		return 2
	}
	return 1
}

// twoCapitals reports whether a text has two capitals: no name has fewer.
func twoCapitals(text string) bool {
	n := 0
	for _, r := range text {
		if unicode.IsUpper(r) {
			if n++; n == 2 {
				return true
			}
		}
	}
	return false
}

// Shaped reports whether a text without commas looks like one person's name,
// and whether it has initials.
func (j *Judge) Shaped(text string) (ok, initials bool) {
	all := pieces(text)
	if len(all) != 1 {
		return false, false
	}
	return j.shaped(all[0].words)
}

var initial = regexp.MustCompile(`^\p{Lu}(?:\.?-?\p{Lu})?(?:\.?-?\p{Lu})?\.?$`)

func (j *Judge) shaped(words []string) (ok, initials bool) {
	if Place(strings.Join(words, " ")) {
		return false, false
	}
	known, rare, count := 0, 0, 0
	for i, w := range words {
		low := strings.ToLower(strings.Trim(w, "."))
		switch {
		case Honour(w) || particles[low] && count+1 < len(words):
			continue
		case initial.MatchString(w) && !(i == len(words)-1 && utf8.RuneCountInString(w) > 2 && count > 0):
			initials = true
			continue
		case !Capital(w) || utf8.RuneCountInString(w) < 2 || institution(w) || strings.ContainsAny(w, "0123456789\"()[]{}~<>|^/\\"):
			return false, false
		}
		count++
		if j.lower[low] == 0 {
			known++
			if !j.common(low) {
				rare++
			}
		}
	}
	if count == 0 || count > 4 || known == 0 || rare == 0 && !initials {
		return false, false
	}
	return count >= 2 || initials, initials
}

// Word reports whether the lexicon has a word.
func (j *Judge) Word(w string) bool {
	return j.model != nil && j.model.Grades(strings.Trim(w, clinging+".?!()[]")) == language.Good
}

// Given reports whether the lexicon knows a word as one that is always written
// with a capital, as given names are. Without a lexicon any capital will do.
func (j *Judge) Given(word string) bool {
	if j.model == nil {
		return Capital(word)
	}
	id, ok := j.model.Lookup(language.Fold(word))
	return ok && j.model.Case(id) == language.Capital && j.lower[strings.ToLower(word)] == 0 && !Place(word)
}

// everyday is ln P of the rarest words that count as common.
const everyday = -12.5

// common reports whether a word is an everyday one that is mostly written small.
func (j *Judge) common(word string) bool {
	if j.model == nil {
		return false
	}
	id, ok := j.model.Lookup(language.Fold(word))
	return ok && j.model.Grade(id) == language.Good && j.model.Case(id) == language.Lower && j.model.Ln(id) > everyday
}

// Everyday reports whether all words of a text are such as sentences are made of.
func (j *Judge) Everyday(text string) bool {
	for w := range strings.FieldsSeq(text) {
		low := strings.ToLower(strings.Trim(w, clinging+".()"))
		if j.lower[low] == 0 && !j.common(low) {
			return false
		}
	}
	return true
}

// Lone reports whether a piece is one word of a name, the rest of which may be
// lost or stand on another line.
func (j *Judge) Lone(piece string) bool {
	w := strings.Trim(piece, " .")
	return !strings.Contains(w, " ") && utf8.RuneCountInString(w) > 2 && Capital(w) && !institution(w) &&
		!strings.ContainsAny(w, "0123456789") && j.lower[strings.ToLower(w)] == 0
}

// Led reports whether a line begins with a name that an institution or a place
// follows, as "Ann Other, University of Somewhere", and parts them. What follows
// may be a place alone, and then the name may be that of an institution.
func (j *Judge) Led(text string) (name, place string, ok bool) {
	name, place, ok = strings.Cut(text, ",")
	if !ok || len(strings.Fields(name)) > 5 || !Affiliated(place+" "+name) && !Located(place) {
		return "", "", false
	}
	if shaped, _ := j.Shaped(name); !shaped || Institutional(name) {
		return "", "", false
	}
	return name, strings.TrimSpace(place), true
}

// Capital reports whether the first letter of a text is a capital.
func Capital(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}
