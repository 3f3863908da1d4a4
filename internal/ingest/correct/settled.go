package correct

import (
	"strings"
	"unicode/utf8"

	"recto/internal/language"
)

// settled.go knows words that are as they were printed, whatever their letters
// and neighbours say. Their other readings stay in the lattice, where they tell
// how damaged the document is.

// often is how many times a document has a good word that is beyond doubt: of
// more than a hundred that were read otherwise, none was right.
const often = 20

// settled reports that an option must not take the place of a word: it is a good
// one that the document has often, a Roman numeral, or in capitals among small
// letters, where acronyms stand and common words do not. To mend capitals alone
// is another matter.
func (e *engine) settled(i int, o *option) bool {
	u := &e.units[i]
	if u.kind != wordKind || o.rule != ruleConfusion || strings.EqualFold(o.mid, u.core) {
		return false
	}
	if u.grade == language.Good && (e.doc.counts[u.fold] > often || numeral(u.core)) {
		return true
	}
	return u.core == strings.ToUpper(u.core) && e.acronym(o.mid, o.first) && e.quiet(i)
}

// numeral reports a Roman numeral of several signs.
func numeral(core string) bool { return len(core) > 1 && strings.Trim(core, "IVXL") == "" }

// fewCapitals is the length of words that stand in capitals by themselves where
// they are acronyms.
const fewCapitals = 4

// acronym reports a short common word in capitals.
func (e *engine) acronym(text string, id language.ID) bool {
	return id < e.m.Unknown() && e.m.Case(id) == language.Lower && utf8.RuneCountInString(text) <= fewCapitals && text == strings.ToUpper(text)
}

// quiet reports a word beside which others stand, and none that is mostly in capitals.
func (e *engine) quiet(i int) bool {
	words := 0
	for _, k := range []int{i - 1, i + 1} {
		if k < 0 || k >= len(e.units) || e.units[k].kind != wordKind || utf8.RuneCountInString(e.units[k].core) < 2 {
			continue
		}
		if s := shapeOf(e.units[k].core); s.upper > 1 && 2*s.upper > s.length-s.digits-s.signs {
			return false
		}
		words++
	}
	return words > 0
}
