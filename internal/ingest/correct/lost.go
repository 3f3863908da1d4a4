package correct

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// lost.go weighs that what stands is wrong though nobody can tell what it was:
// a word that is left as it is for want of a better one is not trusted for that.

// proposeLost takes an unknown word for another that is not among the options.
// It reads as it stands.
func (e *engine) proposeLost(options []option, i int) []option {
	u := &e.units[i]
	if u.kind != wordKind || u.grade == language.Good || e.doc.terms[u.fold] {
		return options
	}
	o := option{to: i + 1, text: u.raw(), first: e.m.Unknown(), last: e.m.Unknown(), ends: u.ending, rule: ruleLost, harm: letterHarm, harms: 1}
	s := shapeOf(u.core)
	o.add(fLost, 1)
	switch {
	case u.grade == language.Doubtful:
		o.add(fLostDoubtful, 1)
	case s.upper == s.length:
		o.add(fLostUpper, 1)
	case s.capital:
		o.add(fLostCapital, 1)
	}
	o.add(fLostSigns, float64(min(s.signs, 2)))
	if u.torn {
		o.add(fLostTorn, 1)
	}
	o.add(fLostDigits, float64(min(s.digits, 2)))
	o.add(fLostShort, float64(max(0, 4-s.length)))
	o.add(fLostLong, float64(max(0, min(s.length, 14)-8)))
	o.add(fLostCount, ln(min(4, u.counts)))
	if s.digits == 0 {
		o.add(fLostSpelling, e.spelling(u))
	}
	o.add(fLostAround, e.dirt(i))
	return append(options, o)
}

// spelling is how well a word is spelled, about 0 for a usual one.
func (e *engine) spelling(u *unit) float64 {
	return max(-3, e.m.Spelling(u.fold)/float64(utf8.RuneCountInString(u.core)+1)+2.2)
}

// shape is what a word consists of.
type shape struct {
	length, upper, digits, signs int
	capital                      bool // it begins with one
}

func shapeOf(core string) (s shape) {
	for _, r := range core {
		switch {
		case unicode.IsUpper(r):
			s.upper++
			s.capital = s.capital || s.length == 0
		case unicode.IsDigit(r):
			s.digits++
		case !isLetter(r) && !strings.ContainsRune("'’.", r):
			s.signs++
		}
		s.length++
	}
	return s
}
