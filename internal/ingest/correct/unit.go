package correct

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// piece is a word of the evidence, as the engine takes it in.
type piece struct {
	raw  string
	conf float64 // the engine's confidence; 0 if it gave none
	line int     // lines are numbered in reading order
	bol  bool    // first of its line
	eol  bool    // last of its line
	cut  bool    // what follows is not known to continue it
}

// kind tells what a unit is made of.
type kind byte

const (
	wordKind kind = iota
	numberKind
	signKind  // neither letters nor digits
	fixedKind // an address or the like: never altered by the model
)

// unit is what is read at once: a piece, or a part of one that is set off by a
// hyphen, dash or stroke. lead + core + poss + tail + sep is the unit's text
// letter for letter.
type unit struct {
	piece                       int
	kind                        kind
	lead, core, poss, tail, sep string
	fold                        string
	verdict                     verdict // of a rule, if any
	id                          language.ID
	grade                       language.Grade
	glued                       bool // it stands in the same piece as the unit before
	bol, eol, cut, ending       bool
	opened, closed              bool    // a quotation mark at its edge has its partner
	named                       bool    // an unknown word with a capital inside a sentence
	torn                        bool    // an unknown word with a sign inside that no word has there
	counts                      int     // how often the document has it, as evidence for itself
	unsure                      float64 // what the confidence says of its being misread
}

func (u *unit) raw() string { return u.lead + u.core + u.poss + u.tail + u.sep }

// with is the unit's text with another core.
func (u *unit) with(core string) string { return u.lead + core + u.poss + u.tail + u.sep }

// parting reports the signs that join words in print.
func parting(r rune) bool {
	switch r {
	case '-', '‐', '‑', '–', '—', '/', '\u00ad':
		return true
	}
	return false
}

func hyphen(s string) bool { return s == "-" || s == "‐" || s == "‑" || s == "\u00ad" || s == "¬" }

func alnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

var address = regexp.MustCompile(`(?i)://|^\W*www[.,]|[\w.]@[\w]|^\W*doi[:.]|\w[.,](com|org|net|edu|gov|ac\.uk|co\.uk|html?|pdf)\b`)

// addressed reports an address of the web or of mail, or the like.
func addressed(raw string) bool {
	at := strings.IndexAny(raw, ":@.,")
	return at >= 0 && at < len(raw)-1 && address.MatchString(raw)
}

var ordinal = regexp.MustCompile(`^\d+(st|nd|rd|th)$`)

var roman = regexp.MustCompile(`^(I{2,3}|I?[VX]I{0,3}|[XL]{2,4}[IVX]{0,4}|[ivx]{2,5})$`)

// unitsOf splits pieces into units, and tells how old their spelling is.
func unitsOf(m *language.Model, pieces []piece) (units []unit, old float64) {
	units = make([]unit, 0, len(pieces)*5/4)
	judged := judge(pieces)
	for i, p := range pieces {
		first := len(units)
		if v, ok := judged[i]; ok {
			units = append(units, unit{piece: i, kind: fixedKind, core: p.raw, verdict: v})
		} else {
			units = appendUnits(units, i, p.raw)
		}
		for k := first; k < len(units); k++ {
			u := &units[k]
			u.unsure = unsureness(p.conf)
			u.glued, u.bol = k > first, k == first && p.bol
			last := k == len(units)-1
			u.eol, u.cut = last && p.eol, last && p.cut
			u.know(m)
			u.named = u.kind == wordKind && u.grade != language.Good && k > 0 && !units[k-1].ending && !units[k-1].cut && titled(u.core)
		}
	}
	match(units)
	return units, olden(m, units)
}

func appendUnits(units []unit, piece int, raw string) []unit {
	if len(raw) > maxPiece || addressed(raw) {
		return append(units, unit{piece: piece, kind: fixedKind, core: raw})
	}
	from, letters := 0, false
	for i, r := range raw {
		if i < from {
			continue
		}
		if !parting(r) || !letters || r == '/' && raw[i-1] == '\\' { // the strokes of a V
			letters = letters || alnum(r)
			continue
		}
		end := i + utf8.RuneLen(r)
		for end < len(raw) { // a dash of two hyphens
			next, n := utf8.DecodeRuneInString(raw[end:])
			if !parting(next) {
				break
			}
			end += n
		}
		u := newUnit(piece, raw[from:i])
		u.sep = raw[i:end]
		units = append(units, u)
		from, letters = end, false
	}
	if from < len(raw) || len(raw) == 0 {
		units = append(units, newUnit(piece, raw[from:]))
	}
	return units
}

// maxPiece is the longest piece, in bytes, that is looked into.
const maxPiece = 120

// newUnit takes text without a parting sign at its end apart.
func newUnit(piece int, text string) unit {
	from := strings.IndexFunc(text, alnum)
	if from < 0 {
		return unit{piece: piece, kind: signKind, core: text}
	}
	to := strings.LastIndexFunc(text, alnum)
	_, n := utf8.DecodeRuneInString(text[to:])
	to += n
	for to < len(text) { // combining marks belong to the letter before
		r, n := utf8.DecodeRuneInString(text[to:])
		if !unicode.Is(unicode.M, r) {
			break
		}
		to += n
	}
	u := unit{piece: piece, lead: text[:from], core: text[from:to], tail: text[to:]}
	for _, poss := range []string{"'s", "’s", "'S", "’S"} {
		if c, ok := strings.CutSuffix(u.core, poss); ok && c != "" {
			u.core, u.poss = c, poss
		}
	}
	u.kind = kindOf(u.core)
	return u
}

func kindOf(core string) kind {
	letters, digits := 0, 0
	for _, r := range core {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	if digits > letters || letters == 0 || digits > 0 && ordinal.MatchString(core) {
		return numberKind
	}
	return wordKind
}

// know looks the unit up.
func (u *unit) know(m *language.Model) {
	u.fold = language.Fold(u.core)
	u.ending = strings.ContainsAny(u.tail, ".!?") || u.kind == signKind && strings.ContainsAny(u.core, ".!?")
	u.id = m.Unknown()
	switch {
	case u.kind == numberKind:
		u.id = m.Number()
	case u.kind == wordKind && strings.Trim(u.core, "IVXLivx") == "" && roman.MatchString(u.core):
		u.grade = language.Good
	case u.kind == wordKind:
		if id, ok := m.Lookup(u.fold); ok {
			u.id, u.grade = id, m.Grade(id)
		} else if abbreviation(u.core) {
			u.grade = language.Good
		} else if derived(m, u.fold) {
			u.grade = language.Doubtful
		} else {
			u.torn = torn(m, u.core)
		}
	}
}

// capital reports a first capital that the word itself does not ask for.
func capital(m *language.Model, text string, id language.ID) bool {
	r, n := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(r) || id >= m.Unknown() || m.Case(id) != language.Lower {
		return false
	}
	second, _ := utf8.DecodeRuneInString(text[n:])
	return unicode.IsLower(second)
}

// prefixes make words of words, and are none themselves.
var prefixes = []string{
	"anti", "bio", "co", "counter", "cyber", "de", "dis", "eco", "eigen", "electro", "ethno", "extra", "geo", "hydro", "hyper", "infra", "inter",
	"intra", "macro", "mega", "meta", "micro", "mis", "mono", "multi", "nano", "neo", "neuro", "non", "over", "poly", "post", "pre", "proto",
	"pseudo", "psycho", "quasi", "re", "semi", "socio", "sub", "super", "techno", "tele", "thermo", "trans", "ultra", "un", "under",
}

// derived reports a word that a prefix, or an s at its end, makes of a good one
// of some length.
func derived(m *language.Model, fold string) bool {
	if one, ok := strings.CutSuffix(fold, "s"); ok && len(one) > 5 && !strings.HasSuffix(one, "s") && m.Grades(one) == language.Good {
		return true
	}
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(fold, p); ok && len(rest) > 5 && m.Grades(rest) == language.Good {
			return true
		}
	}
	return false
}

// titled reports a capital followed by small letters.
func titled(s string) bool {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	return unicode.IsUpper(first) && unicode.IsLower(second)
}

// abbreviation reports letters parted by stops, as in "i.e" and "Ph.D".
func abbreviation(core string) bool {
	parts := strings.Split(core, ".")
	for _, p := range parts {
		first, n := utf8.DecodeRuneInString(p)
		switch letters := utf8.RuneCountInString(p); {
		case letters == 0 || letters > 2 || !plain(p):
			return false
		case letters == 2 && (!unicode.IsUpper(first) || !unicode.IsLower([]rune(p[n:])[0])):
			return false
		}
	}
	return len(parts) > 1
}
