package reference

import (
	"hash/fnv"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// feature names something that is true of a word; equal things have equal names.
type feature uint32

var (
	year     = regexp.MustCompile(`^\W*(?:1[5-9]|20)\d\d[a-z]?\W*$`)
	range_   = regexp.MustCompile(`\d\W?[-–—]\W?\d`)
	initials = regexp.MustCompile(`^\(?\p{Lu}(?:\.?-?\p{Lu})*\.?[,;:)]*$`)
	issue    = regexp.MustCompile(`^\d+\(\d+[^)]*\)\W*$`)
	address  = regexp.MustCompile(`(?i)https?:|www\.|\.(?:com|org|edu|net|html?)\b`)
)

// classes are words that tell a field, without their punctuation.
var classes = map[string]string{
	"in": "in", "ed": "ed", "eds": "ed", "editor": "ed", "editors": "ed", "edited": "ed", "hrsg": "ed", "dir": "ed",
	"edn": "edn", "edition": "edn", "rev": "edn",
	"vol": "vol", "volume": "vol", "no": "no", "nr": "no", "issue": "no", "number": "no",
	"p": "pp", "pp": "pp", "pages": "pp", "seiten": "pp", "s": "pp",
	"press": "pub", "publishers": "pub", "publishing": "pub", "verlag": "pub", "books": "pub", "publications": "pub", "wiley": "pub",
	"elsevier": "pub", "springer": "pub", "routledge": "pub", "sage": "pub", "blackwell": "pub",
	"journal": "jour", "review": "jour", "quarterly": "jour", "bulletin": "jour", "annals": "jour", "magazine": "jour", "transactions": "jour", "zeitschrift": "jour", "revue": "jour",
	"proceedings": "proc", "conference": "proc", "symposium": "proc", "workshop": "proc", "proc": "proc", "congress": "proc",
	"thesis": "gen", "dissertation": "gen", "phd": "gen", "report": "gen", "paper": "gen", "unpublished": "gen", "manuscript": "gen",
	"retrieved": "acc", "accessed": "acc", "available": "acc", "from": "acc", "doi": "doi", "isbn": "isbn", "translated": "tr", "trans": "tr",
	"and": "and", "&": "and", "et": "and", "al": "al", "und": "and",
	"university": "uni", "department": "uni", "institute": "uni", "school": "uni",
	"london": "city", "york": "city", "paris": "city", "berlin": "city", "cambridge": "city", "oxford": "city", "chicago": "city", "amsterdam": "city", "boston": "city", "washington": "city",
	"january": "mon", "february": "mon", "march": "mon", "april": "mon", "may": "mon", "june": "mon", "july": "mon", "august": "mon", "september": "mon", "october": "mon", "november": "mon", "december": "mon",
	"jan": "mon", "feb": "mon", "mar": "mon", "apr": "mon", "jun": "mon", "jul": "mon", "aug": "mon", "sep": "mon", "sept": "mon", "oct": "mon", "nov": "mon", "dec": "mon",
	"press,": "press", "forthcoming": "press",
}

// word is what the features of a word and of its neighbours are made of.
type word struct {
	low, shape, tail, head, class string
}

func look(s string) word {
	core := strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	w := word{low: strings.ToLower(core), shape: shape(s, core)}
	w.class = classes[w.low]
	if core == "" {
		w.low = s
		w.tail = s
		return w
	}
	at := strings.Index(s, core)
	w.head, w.tail = s[:at], s[at+len(core):]
	return w
}

// shape says of what kind of characters a word is made.
func shape(s, core string) string {
	switch {
	case year.MatchString(s):
		return "year"
	case address.MatchString(s):
		return "url"
	case strings.HasPrefix(core, "10.") && strings.Contains(core, "/"):
		return "doi"
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

// features are all that is true of each word of a reference.
func features(words []string) [][]feature {
	looks := make([]word, len(words))
	for i, w := range words {
		looks[i] = look(w)
	}
	out := make([][]feature, len(words))
	st := state{}
	for i := range words {
		f := make([]feature, 0, 48)
		add := func(parts ...string) { f = append(f, name(parts...)) }
		at := func(k int) word {
			if k < 0 {
				return word{shape: "^"}
			}
			if k >= len(looks) {
				return word{shape: "$"}
			}
			return looks[k]
		}
		local(add, at(i))
		for _, d := range []int{-2, -1, 1, 2} {
			around(add, strconv.Itoa(d), at(i+d))
		}
		p, w, n := at(i-1), at(i), at(i+1)
		add("pw", p.shape, p.tail, w.shape)
		add("wn", w.shape, w.tail, n.shape)
		add("pwn", p.shape, w.shape, n.shape)
		add("plw", p.low, w.low)
		add("wln", w.low, n.low)
		add("ptn", p.tail, w.shape, w.tail, n.shape)
		st.features(add, i, len(words), w)
		st.read(words[i], w)
		out[i] = f
	}
	return out
}

// local are the features of the word itself.
func local(add func(...string), w word) {
	add("bias")
	add("w", w.low)
	add("s", w.shape)
	add("t", w.tail)
	add("h", w.head)
	add("c", w.class)
	add("st", w.shape, w.tail)
	add("sh", w.shape, w.head)
	r := []rune(w.low)
	for n := 1; n <= 4 && n <= len(r); n++ {
		add("pre", string(r[:n]))
		add("suf", string(r[len(r)-n:]))
	}
	add("len", strconv.Itoa(min(len(r), 8)), w.shape)
}

// around are those of a neighbour at a distance.
func around(add func(...string), d string, w word) {
	add("w"+d, w.low)
	add("s"+d, w.shape, w.tail)
	add("c"+d, w.class)
	add("h"+d, w.head)
}

// state is what was read before a word.
type state struct {
	year, quote, in, ed, bracket bool
	sinceStop, stops             int
}

func (s *state) features(add func(...string), i, n int, w word) {
	flag := func(b bool) string {
		if b {
			return "1"
		}
		return "0"
	}
	pos := strconv.Itoa(min(9, 10*i/n))
	add("pos", pos)
	add("first", strconv.Itoa(min(i, 4)), w.shape)
	add("last", strconv.Itoa(min(n-1-i, 4)), w.shape)
	add("st8", flag(s.year), flag(s.quote), flag(s.in), w.shape)
	add("yr", flag(s.year), flag(s.quote), flag(s.bracket))
	add("in", flag(s.in), flag(s.ed), w.shape)
	add("stops", strconv.Itoa(min(s.stops, 5)), flag(s.year))
	add("since", strconv.Itoa(min(s.sinceStop, 6)), flag(s.year), flag(s.in))
	add("yearpos", flag(s.year), pos, w.shape)
}

func (s *state) read(raw string, w word) {
	s.sinceStop++
	if w.shape == "year" {
		s.year = true
	}
	if strings.ContainsAny(w.head, "“\"‘„«'") {
		s.quote = true
	}
	if strings.ContainsAny(w.tail, "”\"’»") {
		s.quote = false
	}
	if strings.Contains(raw, "(") {
		s.bracket = true
	}
	if strings.Contains(raw, ")") {
		s.bracket = false
	}
	if w.class == "in" && (w.shape == "Cap" || strings.HasSuffix(raw, ":")) {
		s.in = true
	}
	s.ed = s.ed || w.class == "ed"
	if strings.HasSuffix(raw, ".") && w.shape != "init" {
		s.stops++
		s.sinceStop = 0
	}
}

func name(parts ...string) feature {
	h := fnv.New32a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return feature(h.Sum32())
}
