package reference

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

var (
	conjunction = regexp.MustCompile(`(?i)\s*,?\s+(?:and|und|et|y|with|smf)\s+|\s*,?\s*&\.?,?\s*`)
	others      = regexp.MustCompile(`(?i),?\s*\bet\s+al\b\.?|\band others\b|…|\.\.\.`)
	initialsRun = regexp.MustCompile(`^(?:\p{Lu}\p{Ll}?\.?[\s-]*){1,5}$`)
	bare        = regexp.MustCompile(`^\p{Lu}{1,3}$`)
	suffixes    = regexp.MustCompile(`(?i)^(?:jr|sr|ii|iii|iv)\.?$`)
	number      = regexp.MustCompile(`^\W*\d+\W*\s`)
)

var particles = map[string]bool{
	"van": true, "von": true, "de": true, "der": true, "den": true, "del": true, "della": true, "di": true,
	"da": true, "dos": true, "du": true, "la": true, "le": true, "el": true, "al": true, "bin": true, "ibn": true, "ten": true, "ter": true, "zu": true,
}

var bodies = []string{
	"univers", "institut", "departm", "council", "ministr", "commission", "committee", "organi", "association", "society",
	"foundation", "agency", "office", "national", "international", "bureau", "government", "group", "federation", "network", "centre", "center", "world", "european", "parliament", "bank", "board", "service",
}

// Persons reads a list of names as references have them, family names first or
// last, given names in full or as initials. A body is one author with a family
// name only. Persons that are only "et al." are left out.
func Persons(text string) []corpus.Author {
	text = others.ReplaceAllString(number.ReplaceAllString(text, ""), "")
	text = strings.TrimLeft(strings.Trim(text, " ,;:()[]"), ". ")
	if text == "" {
		return nil
	}
	if body(text) {
		return []corpus.Author{{Family: strings.TrimSpace(text)}}
	}
	var out []corpus.Author
	if strings.Contains(text, ";") || strings.Contains(text, "/") {
		for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == '/' }) {
			out = append(out, run(pieces(part))...)
		}
		return out
	}
	return run(pieces(text))
}

// body reports whether a text names an organisation.
func body(text string) bool {
	if strings.Contains(text, ",") && strings.Contains(text, ".") {
		return false
	}
	words := strings.Fields(strings.ToLower(text))
	for _, w := range words {
		for _, b := range bodies {
			if strings.HasPrefix(strings.Trim(w, "(),."), b) {
				return true
			}
		}
	}
	return len(words) == 1
}

// piece is what stands between commas or conjunctions.
type piece struct {
	words []string
	comma bool // a comma, and no conjunction, follows
}

func pieces(text string) []piece {
	var out []piece
	for group := range strings.SplitSeq(conjunction.ReplaceAllString(text, "\x00"), "\x00") {
		for part := range strings.SplitSeq(group, ",") {
			if words := strings.Fields(strings.Trim(part, " ()[]:")); len(words) > 0 {
				out = append(out, piece{words, true})
			}
		}
		if len(out) > 0 {
			out[len(out)-1].comma = false
		}
	}
	return out
}

// run reads pieces in order, taking two where a family name and given names are
// parted by a comma.
func run(ps []piece) []corpus.Author {
	var out []corpus.Author
	for i := 0; i < len(ps); i++ {
		p := ps[i]
		if len(p.words) == 1 && suffixes.MatchString(p.words[0]) && len(out) > 0 {
			continue
		}
		if isInitials(p.words) && len(out) > 0 && out[len(out)-1].Given == "" {
			out[len(out)-1].Given = strings.Join(p.words, " ")
			continue
		}
		if p.comma && i+1 < len(ps) && invertedPair(p.words, ps[i+1].words) {
			out = append(out, author(ps[i+1].words, p.words))
			i++
			continue
		}
		out = append(out, single(p.words))
	}
	return out
}

// invertedPair reports whether family is followed by given names.
func invertedPair(family, given []string) bool {
	if isInitials(given) {
		return !isInitials(family)
	}
	if isInitials(family[len(family)-1:]) || isInitials(family[:1]) {
		return false
	}
	lead := 0
	for lead < len(family)-1 && particles[strings.ToLower(family[lead])] {
		lead++
	}
	return len(family)-lead <= 1 && len(given) <= 3 && !isInitials(given[:1]) || len(family)-lead <= 1 && len(given) == 2 && bare.MatchString(given[0])
}

// single reads a name that has no comma inside.
func single(words []string) corpus.Author {
	last := len(words) - 1
	switch {
	case last == 0:
		return author(nil, words)
	case isInitials(words[:1]) && !isInitials(words): // J. A. Family
		k := 0
		for k < last && isInitials(words[k:k+1]) {
			k++
		}
		return author(words[:k], words[k:])
	case isInitials(words[last:]): // Family J. A.
		k := last
		for k > 1 && isInitials(words[k-1:k]) {
			k--
		}
		if lower(words[0]) || len(words[:k]) == 1 || !strings.HasSuffix(words[last], ".") || particles[strings.ToLower(words[0])] {
			return author(words[k:], words[:k])
		}
		return author(words[k:], words[:k])
	case allCaps(words[0]) && !allCaps(words[last]): // FAMILY Given
		k := 1
		for k < last && allCaps(words[k]) {
			k++
		}
		return author(words[k:], words[:k])
	}
	k := last
	for k > 0 && particles[strings.ToLower(words[k-1])] {
		k--
	}
	return author(words[:k], words[k:])
}

func author(given, family []string) corpus.Author {
	name := strings.Trim(strings.Join(given, " "), ",;:")
	if n := len(given); n > 0 && !isInitials(given[n-1:]) {
		name = strings.TrimRight(name, ".")
	}
	if closed := strings.TrimSuffix(name, "."); len(closed) > 1 && bare.MatchString(closed) {
		name = closed // the full stop ends the list
	}
	return corpus.Author{
		Given:  name,
		Family: strings.Trim(usualCase(strings.Join(family, " ")), ",;:.*"),
	}
}

// isInitials reports whether all words are initials, as "J.", "JA" or "J.-P.".
func isInitials(words []string) bool {
	for _, w := range words {
		w = strings.Trim(w, ",;:")
		if !(strings.Contains(w, ".") && initialsRun.MatchString(w)) && !bare.MatchString(w) {
			return false
		}
	}
	return len(words) > 0
}

func allCaps(w string) bool {
	return utf8.RuneCountInString(w) > 3 && w == strings.ToUpper(w) && strings.ContainsFunc(w, unicode.IsLetter)
}

func lower(w string) bool { return w == strings.ToLower(w) }

// usualCase takes names in capitals down.
func usualCase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if !allCaps(w) {
			continue
		}
		r := []rune(strings.ToLower(w))
		up := true
		for k := range r {
			if up {
				r[k] = unicode.ToUpper(r[k])
			}
			up = r[k] == '-'
		}
		words[i] = string(r)
	}
	return strings.Join(words, " ")
}
