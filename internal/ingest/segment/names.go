package segment

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	between = regexp.MustCompile(`\s*(?:[,;&]|\band\b|\bwith\b)\s*`)
	initial = regexp.MustCompile(`^\p{Lu}(?:\.-?\p{Lu})*\.?$`)
	mail    = regexp.MustCompile(`\S@\S`)
)

var particles = set("van von de der den del della di da dos du la le el al bin ibn ten ter zu af")

var honours = set("dr prof professor mr mrs ms sir dame rev phd ma msc bsc")

// nameScore tells how much a line looks like a line of persons' names: 0 not at
// all, 1 one name by its shape, 2 one name with initials or several names.
func (b *book) nameScore(text string) int {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 24 || strings.HasSuffix(text, ":") || strings.ContainsAny(text, "?=“”") {
		return 0
	}
	names, others, sure := 0, 0, false
	for _, piece := range between.Split(text, -1) {
		if strings.TrimSpace(piece) == "" {
			continue
		}
		ok, initials := b.nameShaped(piece)
		if !ok {
			if !b.loneName(piece) {
				others++
			}
			continue
		}
		names++
		sure = sure || initials
	}
	switch {
	case names == 0 || others > names/2:
		return 0
	case names > 1 || sure:
		return 2
	}
	return 1
}

// loneName reports whether a piece is one word of a name, the rest of which may
// be lost or stand on another line.
func (b *book) loneName(piece string) bool {
	w := strings.Trim(piece, " .")
	return !strings.Contains(w, " ") && utf8.RuneCountInString(w) > 2 && capital(w) && !institution(w) && b.lower[strings.ToLower(w)] == 0
}

// nameShaped reports whether a piece between commas looks like a person's
// name, and whether it has initials. A word that the volume also prints in
// lower case does not make a name.
func (b *book) nameShaped(piece string) (ok, initials bool) {
	known, count := 0, 0
	for w := range strings.FieldsSeq(piece) {
		w = strings.TrimRight(w, "*†‡0123456789¹²³,")
		low := strings.ToLower(strings.Trim(w, "."))
		switch {
		case w == "" || honours[low]:
			continue
		case particles[low]:
			continue
		case initial.MatchString(w):
			initials = true
			continue
		case !capital(w) || utf8.RuneCountInString(w) < 2 || institution(w) || strings.ContainsAny(w, "0123456789\"()~<>|^"):
			return false, false
		}
		count++
		if b.lower[low] == 0 {
			known++
		}
	}
	if count == 0 || count > 4 || known == 0 {
		return false, false
	}
	return count >= 2 || initials, initials
}

var institutions = []string{
	"univers", "institut", "departm", "college", "facult", "laborator", "hospital", "school", "centre", "center",
	"academ", "council", "ministr", "polytechnic", "foundation", "observator", "museum", "library", "gmbh", "inc.",
}

// institution reports whether a word names a kind of institution.
func institution(w string) bool {
	w = strings.ToLower(w)
	for _, s := range institutions {
		if strings.HasPrefix(w, s) {
			return true
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
	named, capitals := false, 0
	for _, w := range words {
		named = named || institution(w) && capital(w)
		if capital(w) {
			capitals++
		}
	}
	return named && capitals*2 >= len(words)
}

// capital reports whether a word begins with a capital letter.
func capital(w string) bool {
	for _, r := range w {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}

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
	return n >= 2 && n <= 16 && capital(text) && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, ",") && !strings.HasSuffix(text, ";")
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// nameLed reports whether a line begins with a name that an institution or a
// place follows, as "Ann Other, University of Somewhere".
func (b *book) nameLed(text string) bool {
	name, rest, ok := strings.Cut(text, ",")
	if !ok || len(strings.Fields(name)) > 5 || !affiliated(rest+" "+name) {
		return false
	}
	shaped, with := b.nameShaped(name)
	first := strings.ToLower(strings.Fields(name + " .")[0])
	return shaped && (with || b.lower[first] == 0)
}
