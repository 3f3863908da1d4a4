package structure

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"recto/internal/corpus"
)

var (
	between  = regexp.MustCompile(`\s*(?:[,;&]|\band\b|\bwith\b)\s*`)
	dotted   = regexp.MustCompile(`(\p{Ll}{3})\.\s+(\p{Lu})`) // a comma read as a full stop
	initial  = regexp.MustCompile(`^\p{Lu}(?:\.?-?\p{Lu})*\.?$`)
	mail     = regexp.MustCompile(`\S@\S`)
	noteSign = regexp.MustCompile(`[*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰0-9]+(?:,[*†‡0-9]+)*$`)
)

// clinging are marks and specks of the scan that no name begins or ends with.
const clinging = ",;:‘’'\"“”`|_~•·—–-"

var (
	particles = set("van von de der den del della di da dos du la le el al bin ibn ten ter zu af")
	honours   = set("dr prof professor mr mrs ms sir dame rev phd ma msc bsc dphil edd")
)

// nameScore tells how much a line looks like a line of persons' names: 0 not at
// all, 1 one name by its shape, 2 one with initials or several.
func (v *volume) nameScore(text string) int {
	n := len(strings.Fields(text))
	if n < 2 || n > 24 || strings.HasSuffix(text, ":") || strings.ContainsAny(text, "?=“”") {
		return 0
	}
	names, others, certain := 0, 0, false
	for _, piece := range between.Split(dotted.ReplaceAllString(text, "$1, $2"), -1) {
		if strings.TrimSpace(piece) == "" {
			continue
		}
		ok, with := v.nameShaped(piece)
		if !ok {
			if !v.loneName(piece) {
				others++
			}
			continue
		}
		names++
		certain = certain || with
	}
	switch {
	case names == 0 || others > names/2:
		return 0
	case names > 1 || certain:
		return 2
	}
	return 1
}

// loneName reports whether a piece is one word of a name, the rest of which may
// be lost or stand on another line.
func (v *volume) loneName(piece string) bool {
	w := strings.Trim(piece, " .")
	return !strings.Contains(w, " ") && utf8.RuneCountInString(w) > 2 && capital(w) && !institutional(w) && v.lower[strings.ToLower(w)] == 0
}

// nameShaped reports whether a piece looks like a person's name, and whether it
// has initials. A word that the volume prints in lower case makes no name.
func (v *volume) nameShaped(piece string) (ok, with bool) {
	if countries[strings.ToLower(strings.Trim(piece, " ."))] {
		return false, false
	}
	known, count := 0, 0
	for w := range strings.FieldsSeq(piece) {
		w = noteSign.ReplaceAllString(w, "")
		low := strings.ToLower(strings.Trim(w, "."))
		switch {
		case w == "" || honours[low] || particles[low]:
			continue
		case initial.MatchString(w):
			with = true
			continue
		case !capital(w) || utf8.RuneCountInString(w) < 2 || institutional(w) || strings.ContainsAny(w, "0123456789\"()~<>|^"):
			return false, false
		}
		count++
		if v.lower[low] == 0 {
			known++
		}
	}
	if count == 0 || count > 4 || known == 0 {
		return false, false
	}
	return count >= 2 || with, with
}

// nameLed reports whether a name begins a line and an institution follows it.
func (v *volume) nameLed(text string) bool {
	name, rest, ok := strings.Cut(text, ",")
	if !ok || len(strings.Fields(name)) > 5 || !affiliated(rest+" "+name) {
		return false
	}
	shaped, with := v.nameShaped(name)
	first := strings.ToLower(strings.Fields(name + " .")[0])
	return shaped && (with || v.lower[first] == 0)
}

// countries and cities of two words, which look like names.
var countries = map[string]bool{
	"united kingdom": true, "united states": true, "united states of america": true, "new zealand": true, "south africa": true,
	"south korea": true, "hong kong": true, "czech republic": true, "saudi arabia": true, "sri lanka": true, "costa rica": true,
	"the netherlands": true, "new york": true, "los angeles": true, "san francisco": true, "san diego": true, "great britain": true,
	"northern ireland": true, "russian federation": true, "european union": true, "new jersey": true, "north carolina": true,
	"south carolina": true, "new mexico": true, "west virginia": true, "são paulo": true, "rio de janeiro": true, "tel aviv": true,
}

var institutions = []string{
	"univers", "institut", "departm", "college", "facult", "laborator", "hospital", "school", "centre", "center",
	"academ", "council", "ministr", "polytechnic", "foundation", "observator", "museum", "library", "gmbh", "inc.", "bureau", "clinic",
}

// institutional reports whether a text names a kind of institution.
func institutional(s string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(s)) {
		for _, p := range institutions {
			if strings.HasPrefix(w, p) {
				return true
			}
		}
	}
	return false
}

// affiliated reports whether a line looks like an affiliation or an address.
func affiliated(text string) bool {
	if mail.MatchString(text) {
		return true
	}
	words := strings.Fields(text)
	if len(words) < 2 || strings.HasSuffix(text, ".") && len(words) > 12 {
		return false
	}
	capitals := 0
	for _, w := range words {
		if capital(w) {
			capitals++
		}
	}
	return capitals*2 >= len(words) && institutional(text)
}

// authors reads the names in a line or block of names.
func (v *volume) authors(text string) []corpus.Author {
	if v.nameLed(text) {
		name, place, _ := strings.Cut(text, ",")
		return []corpus.Author{named(name, strings.TrimSpace(place))}
	}
	var out []corpus.Author
	for _, piece := range between.Split(dotted.ReplaceAllString(text, "$1, $2"), -1) {
		if ok, _ := v.nameShaped(piece); ok || len(out) > 0 && len(strings.Fields(piece)) > 1 && capitals(strings.Fields(piece)) > 0.6 && !institutional(piece) {
			out = append(out, named(piece, ""))
		}
	}
	return out
}

// named parts a name in reading order into given and family names.
func named(name, affiliation string) corpus.Author {
	var words []string
	for w := range strings.FieldsSeq(name) {
		w = strings.Trim(noteSign.ReplaceAllString(w, ""), clinging)
		if w != "" && !honours[strings.ToLower(strings.Trim(w, "."))] {
			words = append(words, w)
		}
	}
	at := len(words) - 1
	for at > 1 && particles[strings.ToLower(words[at-1])] {
		at--
	}
	if at < 0 {
		return corpus.Author{}
	}
	return corpus.Author{
		Given:       uncapped(strings.Join(words[:at], " ")),
		Family:      uncapped(strings.Join(words[at:], " ")),
		Affiliation: affiliation,
	}
}

// uncapped takes a name printed in capitals down to its usual form.
func uncapped(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		if utf8.RuneCountInString(w) > 3 && shouted(w) {
			r := []rune(w)
			words[i] = string(r[:1]) + strings.ToLower(string(r[1:]))
		}
	}
	return strings.Join(words, " ")
}
