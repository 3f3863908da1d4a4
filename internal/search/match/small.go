package match

import (
	"strings"

	"github.com/kljensen/snowball/english"
)

// functionWords say how words belong together, and nothing of what a text is about.
var functionWords = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`a an and are as at be been but by for from has have how in into is it its of on or
		that the their them then there these they this those to was were what when where which who whom whose why with`) {
		out[w] = true
	}
	return out
}()

// IsFunction reports whether a text is one word that says nothing of what a text
// is about. Such a word is not asked for where others are.
func (a *Analyzer) IsFunction(text string) bool {
	words := a.Words(text)
	return len(words) == 1 && functionWords[words[0].Form]
}

// smallWords are the commonest words, most of them of the closed classes: each
// stands in a good part of all English passages.
const smallWords = `a all am an and any are as at be been but by can could did do for from had has have he her him his how i if
	in into is it its may me more must my no not now of on one only or other our out shall she should so some such than that
	the their them then there these they this those to up upon us very was we were what when where which who will with would
	you your`

var smallTerms = func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(smallWords) {
		out[english.Stem(w, true)] = true
	}
	return out
}()

// IsSmall reports whether a term is that of one of the commonest words. An index
// depends on which they are.
func (a *Analyzer) IsSmall(term string) bool { return smallTerms[term] }
