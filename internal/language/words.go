package language

import (
	"strings"
	"unicode"
)

// ID names a word of the lexicon or one of the special words.
type ID uint32

// The special words stand behind those of the lexicon; see Model.Unknown.
const (
	unknown ID = iota
	number
	start
	special = 3
)

// Grade says how well a word is attested.
type Grade byte

// The grades.
const (
	Absent   Grade = iota // not in the lexicon
	Doubtful              // seen, but perhaps a mistake itself, or archaic, or very rare
	Good
)

// Case is how a word is mostly written inside a sentence.
type Case byte

// The cases.
const (
	Lower Case = iota
	Capital
	Upper
)

const (
	gradeMask = 3
	caseShift = 2
)

// Unknown is the id that stands for all words that the lexicon lacks.
func (m *Model) Unknown() ID { return ID(m.words) + unknown }

// Number stands for all numbers.
func (m *Model) Number() ID { return ID(m.words) + number }

// Start stands before the first word of a sentence.
func (m *Model) Start() ID { return ID(m.words) + start }

// Grade is how well a word is attested.
func (m *Model) Grade(id ID) Grade { return Grade(m.attributes[id] & gradeMask) }

// Case is how a word is mostly written.
func (m *Model) Case(id ID) Case { return Case(m.attributes[id] >> caseShift) }

// Ln is ln P of a word by itself.
func (m *Model) Ln(id ID) float64 { return unquantise(m.unigrams[id]) }

// Next is ln P of a word after another; absolute discounting, with back-off to
// the word by itself.
func (m *Model) Next(prev, id ID) float64 {
	if ln, ok := m.pairs.find(prev, id); ok {
		return ln
	}
	return unquantise(m.backoffs[prev]) + unquantise(m.unigrams[id])
}

// AtOnce is how many words [Model.NextOf] may be asked for.
const AtOnce = 64

// NextOf sets ln P of each of up to [AtOnce] words after another, as Next gives
// it. It is quicker than one by one, since no look-up waits for another.
func (m *Model) NextOf(prev ID, ids []ID, lns []float64) {
	var found [AtOnce]uint32
	m.pairs.findAll(prev, ids, &found)
	backoff := unquantise(m.backoffs[prev])
	for k, id := range ids {
		if found[k] != 0 {
			lns[k] = unquantise(byte(found[k]))
		} else {
			lns[k] = backoff + unquantise(m.unigrams[id])
		}
	}
}

// Follows reports whether a word has been seen after another.
func (m *Model) Follows(prev, id ID) bool {
	_, ok := m.pairs.find(prev, id)
	return ok
}

// Grades is the grade of a word given as it is written.
func (m *Model) Grades(word string) Grade {
	id, ok := m.Lookup(Fold(word))
	if !ok {
		return Absent
	}
	return m.Grade(id)
}

// Fold is the form in which the lexicon knows a word: lower case, straight
// apostrophes, ligatures undone. Diacritics stay.
func Fold(s string) string {
	plain := true
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch r {
		case '’', '‘', 'ʼ':
			b.WriteByte('\'')
		case 'ﬀ':
			b.WriteString("ff")
		case 'ﬁ':
			b.WriteString("fi")
		case 'ﬂ':
			b.WriteString("fl")
		case 'ﬃ':
			b.WriteString("ffi")
		case 'ﬄ':
			b.WriteString("ffl")
		case 'ſ':
			b.WriteByte('s')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
