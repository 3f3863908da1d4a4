package reference

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var (
	year     = regexp.MustCompile(`^\W*(?:1[5-9]|20)\d\d[a-z]?\W*$`)
	range_   = regexp.MustCompile(`\d\W?[-–—]\W?\d`)
	initials = regexp.MustCompile(`^\(?\p{Lu}(?:\.?-?\p{Lu})*\.?[,;:)]*$`)
	issue    = regexp.MustCompile(`^\d+\(\d+[^)]*\)\W*$`)
)

// word is what the features of a word and of its neighbours are made of.
type word struct {
	low    string // without the marks around it, in lower case
	plain  string // low without accents
	shape  string
	head   string // the marks before it
	tail   string // the marks after it
	class  class
	phrase class // of the phrases that it stands in
}

func look(s string, known lexicon) word {
	bare := strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	w := word{low: strings.ToLower(bare), shape: shape(s, bare)}
	w.plain = plain(w.low)
	w.class = known.words[w.plain]
	if bare == "" {
		w.low, w.tail = s, s
		return w
	}
	at := strings.Index(s, bare)
	w.head, w.tail = s[:at], s[at+len(bare):]
	return w
}

// looked are the words of a reference as the features see them.
func looked(words []string) []word {
	x := known()
	out := make([]word, len(words))
	for i, w := range words {
		out[i] = look(w, x)
	}
	x.mark(out)
	return out
}

// shape says of what kind of characters a word is made.
func shape(s, core string) string {
	switch {
	case year.MatchString(s):
		return "year"
	case strings.HasPrefix(core, "10.") && strings.Contains(core, "/"):
		return "doi"
	case address.MatchString(s):
		return "url"
	case issue.MatchString(s):
		return "issue"
	case range_.MatchString(s):
		return "range"
	case core == "":
		return "punct"
	case strings.Trim(core, "0123456789") == "":
		return "d" + strconv.Itoa(min(len(core), 5))
	case initials.MatchString(s):
		return "init"
	case strings.ContainsAny(core, "0123456789"):
		return "mixed"
	}
	r := []rune(core)
	switch {
	case unicode.IsLower(r[0]):
		return "low"
	case core == strings.ToUpper(core):
		return "CAPS"
	}
	return "Cap"
}

// quoted says for each word where it stands to the first quotation of the
// reference, which is its title more often than not: 'n' if there is none, 'b'
// before it, 'q' in it, 'a' after it.
func quoted(looks []word) []byte {
	out := make([]byte, len(looks))
	open, end := quotation(looks)
	for i := range out {
		switch {
		case open < 0:
			out[i] = 'n'
		case i < open:
			out[i] = 'b'
		case i <= end:
			out[i] = 'q'
		default:
			out[i] = 'a'
		}
	}
	return out
}

// quotation is the first and last word of the first quotation, or -1. A single
// mark at the end of a word may be an apostrophe, so that one with a further
// mark of punctuation closes before one without.
func quotation(looks []word) (open, end int) {
	open = -1
	single := false
	for i, w := range looks {
		if strings.ContainsAny(w.head, "“\"„«") || strings.ContainsAny(w.head, "‘'‚") {
			open, single = i, !strings.ContainsAny(w.head, "“\"„«")
			break
		}
	}
	if open < 0 {
		return -1, -1
	}
	closing := "”\"“»"
	if single {
		closing = "’'‘"
	}
	loose := -1
	for i := open; i < len(looks); i++ {
		if !strings.ContainsAny(looks[i].tail, closing) {
			continue
		}
		if !single || strings.ContainsAny(looks[i].tail, ".,;:?!)") {
			return open, i
		}
		if loose < 0 {
			loose = i
		}
	}
	if loose < 0 {
		return -1, -1
	}
	return open, loose
}
