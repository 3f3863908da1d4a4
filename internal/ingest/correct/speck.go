package correct

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// speck.go reads dirt as dirt: signs and scraps of letters where nothing was printed.

// around is how many units to each side tell whether a place is dirty.
const around = 4

// maxSpeck is the longest run of letters that is taken for dirt.
const maxSpeck = 8

// Signs that stand by themselves in dirt. Those of formulas are not among them.
const (
	marks  = ".,;:'\"‘’“”-–—"
	strays = "|~^_¦·°¬`¨´\\{}©®«»■*"
)

// fewUnits is the length of a text too short to tell whether it is dirty.
const fewUnits = 30

// dirty is the dirt around without which letters are never taken for dirt.
const dirty = .4

// plainly reports letters alone, without those of formulas and words of other
// languages. Where a scrap is all that a line has, figures are taken for letters.
func plainly(core string, alone bool) bool {
	for _, r := range core {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) && !(alone && unicode.IsDigit(r)) {
			return false
		}
	}
	return true
}

// proposeSpeck reads a unit as dirt. A known word, a number and a word of the
// glossary are never dirt.
func (e *engine) proposeSpeck(options []option, i int) []option {
	u := &e.units[i]
	if u.glued || u.sep != "" || i+1 < len(e.units) && e.units[i+1].glued {
		return options
	}
	if u.core == "©" && i+1 < len(e.units) && e.units[i+1].kind == numberKind {
		return options
	}
	if initial(u) {
		return options
	}
	n, dirt := utf8.RuneCountInString(u.core), e.dirt(i)
	alone := u.bol && u.eol
	if u.kind == wordKind && (len(e.units) < fewUnits || dirt < dirty && !alone || !plainly(u.core, alone) || strings.ContainsAny(u.tail, "()[]{}")) {
		return options
	}
	o := option{to: i + 1, rule: ruleSpeck, sign: true, harm: speckHarm, harms: 1}
	switch {
	case u.kind == signKind && (n > 3 || strings.Trim(u.core, marks+strays) != ""):
		return options
	case u.kind == signKind && dirt < dirty && strings.Trim(u.core, ".,;:") == "":
		return options // the stop of a sentence, with a blank too many
	case u.kind == signKind && strings.Trim(u.core, marks) == "":
		o.add(fSpeckMark, 1)
	case u.kind == signKind:
		o.add(fSpeckStray, 1)
	case u.kind != wordKind || u.grade == language.Good && n > 1 || u.fold == "a" || u.fold == "i" || n > maxSpeck || u.counts > 2 && n > 3 || e.doc.terms[u.fold]:
		return options
	case n == 1:
		o.add(fSpeckLetter, 1)
	case n <= 3:
		o.add(fSpeckShort, 1)
	default:
		o.add(fSpeckShort, 1)
		o.add(fSpeckLong, float64(n-3))
	}
	if u.kind == wordKind {
		if u.grade == language.Doubtful {
			o.add(fSpeckDoubtful, 1)
		}
		if unicode.IsUpper([]rune(u.core)[0]) {
			o.add(fSpeckUpper, 1)
		}
		if n > 1 && e.slip(u) {
			o.add(fSpeckNear, 1)
		}
		o.add(fSpeckSpelling, max(-2, min(2, e.m.Spelling(u.fold)/float64(n+1)+2.2)))
	}
	o.add(fSpeckAround, dirt)
	o.add(fSpeckDeep, max(0, dirt-.5))
	switch {
	case alone:
		o.add(fSpeckAlone, 1)
	case u.bol || u.eol:
		o.add(fSpeckEdge, 1)
	}
	return append(options, o)
}

// slip reports a word that one likely confusion makes of a good one.
func (e *engine) slip(u *unit) bool {
	return slices.ContainsFunc(e.candidates(u.core, u.grade), func(c candidate) bool {
		return c.grade == language.Good && c.edits == 1 && c.generic == 0
	})
}

// dirt is the share of the units around one that are no words.
func (e *engine) dirt(i int) float64 {
	from, to := max(0, i-around), min(len(e.units), i+around+1)
	return (e.odds[to] - e.odds[from] - (e.odds[i+1] - e.odds[i])) / max(1, float64(to-from-1))
}

// sumOdd adds up how much the units look like no words.
func (e *engine) sumOdd() {
	e.odds = make([]float64, len(e.units)+1)
	for i := range e.units {
		e.odds[i+1] = e.odds[i] + odd(&e.units[i])
	}
}

// initial reports a letter with a stop, as of a given name.
func initial(u *unit) bool {
	return u.kind == wordKind && strings.HasPrefix(u.tail, ".") && utf8.RuneCountInString(u.core) == 1
}

// odd is how much a unit looks like no word, from 0 to 1.
func odd(u *unit) float64 {
	n := utf8.RuneCountInString(u.core)
	switch {
	case u.kind == signKind && !u.glued && strings.Trim(u.core, marks+strays) == "":
		return 1
	case u.kind != wordKind:
		return 0
	case initial(u):
		return 0
	case n == 1 && u.fold != "a" && u.fold != "i":
		return 1
	case u.grade == language.Absent && u.counts < 2:
		return 1
	case u.grade == language.Doubtful && n <= 3:
		return .5
	}
	return 0
}
