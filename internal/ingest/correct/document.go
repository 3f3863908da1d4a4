package correct

import (
	"strings"
	"unicode/utf8"

	"recto/internal/language"
)

// document is what a text says about its own words.
type document struct {
	counts  map[string]int    // folded cores as they stand
	shouted map[string]int    // of them, those in capitals
	own     *language.Trie    // words of the glossary, and unknown words that are its own; see cluster
	usual   map[string]string // how its own words are written
	garbles map[string]bool   // unknown words that come again, and are none
	terms   map[string]bool   // folded words of the glossary
	linked  map[string]int    // compounds that the text or glossary writes with a hyphen
	phrases
	customs customs // how its print sets signs behind words
	verse   bool    // it begins lines, or what else, with capitals that no stop precedes
	old     float64 // how old its spelling is, from 0 to 1
}

// study gathers a document's vocabulary from its units and the glossary's labels.
func study(m *language.Model, units []unit, terms []string) *document {
	d := &document{counts: map[string]int{}, shouted: map[string]int{}, terms: map[string]bool{}, linked: map[string]int{}, phrases: phrasesOf(m, units)}
	for i := range units {
		u := &units[i]
		if u.kind != wordKind {
			continue
		}
		d.counts[u.fold]++
		if shouted(u.core) {
			d.shouted[u.fold]++
		}
		if hyphen(u.sep) && i+1 < len(units) && units[i+1].glued {
			d.linked[u.fold+"-"+units[i+1].fold]++
		}
	}
	for _, term := range terms {
		d.addTerm(term)
	}
	d.customs, d.verse = customsOf(units), verse(m, units)
	return d
}

func (d *document) addTerm(term string) {
	for _, field := range strings.Fields(term) {
		parts := strings.FieldsFunc(language.Fold(field), parting)
		for i, p := range parts {
			p = strings.TrimFunc(p, func(r rune) bool { return !alnum(r) })
			if utf8.RuneCountInString(p) > 1 && plain(p) {
				d.terms[p] = true
			}
			if i > 0 {
				d.linked[parts[i-1]+"-"+p] += 3
			}
		}
	}
}

// plain reports a word of letters and apostrophes alone.
func plain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r != '\'' && !isLetter(r) })
}

// verse reports that capitals which their words do not ask for stand after
// words without a sign so often that they tell nothing about stops.
func verse(m *language.Model, units []unit) bool {
	const enough = .01
	bare, capitals := 0, 0
	for i := 1; i < len(units); i++ {
		prev, u := &units[i-1], &units[i]
		if prev.kind != wordKind || u.kind != wordKind || prev.cut || prev.tail != "" || prev.sep != "" || capital(m, prev.core, prev.id) {
			continue
		}
		bare++
		if u.lead == "" && capital(m, u.core, u.id) && m.Ln(u.id) > commonLn {
			capitals++
		}
	}
	return capitals >= 3 && float64(capitals) > enough*float64(bare)
}
