package correct

import (
	"slices"
	"strings"
	"unicode/utf8"

	"recto/internal/language"
)

// splitmend.go reads a run of letters as two words of which the recogniser
// damaged one or both: "ofleaming", "jurorwsaid".

// mendedPair is two words, with the confusions behind them.
type mendedPair struct {
	parts       []part
	ln          float64
	edits, both int // edits; whether both words have some
	generic     int
	dropped     int // signs between the words that are left out
	worth       float64
}

func (p mendedPair) features() []feature {
	return []feature{
		{fSplitMended, 1},
		{fSplitBoth, float64(p.both)},
		{fSplitDropped, float64(p.dropped)},
		{fEdits, float64(p.edits)},
		{fGeneric, float64(p.generic)},
		{fChannel, p.ln},
	}
}

// Bounds of the words that are mended and parted at once.
const (
	fewLetters  = 6     // of the run
	mostPairs   = 3     // offered
	seldomShort = -7.5  // ln P below which a word of three letters or fewer is no part
	seldomPart  = -13.5 // the same of a longer one
	partFloor   = -10.  // ln of the confusions of one part
)

// mendedPairs are the likeliest readings of a word as two, one of them damaged
// at least.
func (e *engine) mendedPairs(u *unit) []mendedPair {
	n := utf8.RuneCountInString(u.core)
	if u.grade != language.Absent || n < fewLetters || n >= longest {
		return nil
	}
	if pairs, ok := e.parted.get(u.core); ok {
		return pairs
	}
	var found []mendedPair
	for _, p := range e.walker.prefixes(u.core, effortPart) {
		first, ok := e.mendedPart(u.core[:p.end], p.candidate)
		if !ok {
			continue
		}
		rest := strings.TrimLeftFunc(u.core[p.end:], func(r rune) bool { return !alnum(r) })
		signs := u.core[p.end : len(u.core)-len(rest)]
		for _, c := range e.lastParts(rest, p.edits == 0) {
			last, ok := e.mendedPart(rest, c)
			if !ok || p.edits+c.edits == 0 && signs == "" {
				continue
			}
			found = append(found, e.pair(first, last, p.candidate, c, signs))
		}
	}
	slices.SortStableFunc(found, func(a, b mendedPair) int {
		switch {
		case a.worth > b.worth:
			return -1
		case a.worth < b.worth:
			return 1
		}
		return strings.Compare(a.parts[0].text+" "+a.parts[1].text, b.parts[0].text+" "+b.parts[1].text)
	})
	found = found[:min(mostPairs, len(found))]
	e.parted.put(u.core, found)
	return found
}

func (e *engine) pair(first, last part, a, b candidate, signs string) mendedPair {
	p := mendedPair{parts: []part{first, last}, ln: a.ln + b.ln, edits: a.edits + b.edits, generic: a.generic + b.generic}
	if a.edits > 0 && b.edits > 0 {
		p.both = 1
	}
	if signs != "" && strings.Trim(signs, ",.;:!?") == "" && len(signs) == 1 {
		p.parts[0].text += signs
	} else {
		p.dropped = utf8.RuneCountInString(signs)
	}
	p.worth = .7*p.ln + .5*(e.m.Ln(first.id)+e.next(first.id, last.id)) - 2*float64(p.dropped)
	return p
}

// mendedPart is a candidate as a word that may stand by itself.
func (e *engine) mendedPart(seen string, c candidate) (part, bool) {
	text := seen
	if c.edits > 0 {
		text = written(e.m, seen, c)
	}
	p, ok := e.word(text)
	if !ok || p.grade != language.Good {
		return part{}, false
	}
	if p.id >= e.m.Unknown() {
		return p, true
	}
	short := utf8.RuneCountInString(text) <= 3
	return p, e.m.Ln(p.id) > seldomPart && (!short || e.m.Ln(p.id) > seldomShort)
}

// lastParts are the words that the rest of a run may be: itself, or likely
// corrections where the first part asked for none or few.
func (e *engine) lastParts(rest string, sure bool) []candidate {
	if suffixes[rest] || rest == "" {
		return nil
	}
	if p, ok := e.word(rest); ok {
		return []candidate{{text: language.Fold(rest), id: p.id, grade: p.grade}}
	}
	if utf8.RuneCountInString(rest) < 3 && !sure {
		return nil
	}
	near := e.near(rest)
	return near[:min(2, len(near))]
}
