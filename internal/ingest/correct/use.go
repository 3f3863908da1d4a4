package correct

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// use.go asks whether the words of an option are in use: the lexicon has many
// words that hardly anybody writes, and lacks many names that stand everywhere.

// use is how rare the rarest word of a text is, and how many are in no use.
type use struct {
	rarest float64
	unused int
}

// weighUse adds to the options of the units from i on how rare the words are that
// they give up and those that they arrive at, apart, since what is seen is oftener
// odd than what is thought of. An option of the same words, in other capitals or
// with other signs, is told from what stands by neither. Both weigh less the older
// the text's spelling is, of which the table knows nothing.
func (e *engine) weighUse(options []option, i int) {
	now := 1 - e.doc.old
	var stands [mostSpanned]use // of so many units
	var known [mostSpanned]bool
	for k := range options {
		o := &options[k]
		n := o.to - i - 1
		if o.identity || n >= mostSpanned {
			continue
		}
		if !known[n] {
			known[n], stands[n] = true, used(e.standing(i, o.to))
		}
		to := use{}
		if o.rule != ruleLost {
			if to = used(o.text); to == stands[n] {
				continue
			}
			o.add(fRare, now*to.rarest)
			o.add(fUnused, now*float64(to.unused))
		}
		o.add(fFromRare, now*stands[n].rarest)
		o.add(fFromUnused, now*float64(stands[n].unused))
	}
}

// mostSpanned is how many units an option may span that is weighed so.
const mostSpanned = 12

// standing is the text of the units from up to, not including, to.
func (e *engine) standing(from, to int) string {
	text := e.units[from].raw()
	for i := from + 1; i < to; i++ {
		text += e.blankBefore(i) + e.units[i].raw()
	}
	return text
}

// used tells how the words of a text are used. Numbers, letters by themselves and
// what stands behind apostrophes count for nothing, nor do words with accents,
// which the table lacks.
func used(text string) (u use) {
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return unicode.IsSpace(r) || parting(r) }) {
		word = language.Fold(strings.TrimFunc(word, func(r rune) bool { return !alnum(r) }))
		if at := strings.IndexByte(word, '\''); at > 0 {
			word = word[:at]
		}
		if utf8.RuneCountInString(word) < 2 || strings.ContainsFunc(word, unlisted) {
			continue
		}
		rarity, ok := language.Rarity(word)
		u.rarest = max(u.rarest, rarity)
		if !ok {
			u.unused++
		}
	}
	return u
}

// unlisted reports the figures and letters that no word of the table has.
func unlisted(r rune) bool { return r > unicode.MaxASCII || unicode.IsDigit(r) }
