package match

import (
	"strings"

	"recto/internal/search/query"
)

// Element is what one word of a text is asked to be: of a term, of a wildcard's
// pattern, or like another word.
type Element struct {
	Term    string
	Pattern string // lower case, with * and ?
	Like    string // a form
	Edits   int
}

// Matches reports whether a word is what is asked for.
func (e Element) Matches(w Word) bool {
	switch {
	case e.Pattern != "":
		return glob(e.Pattern, w.Form)
	case e.Like != "":
		return within(e.Like, w.Form, e.Edits)
	}
	return e.Term == w.Term
}

// Elements are the words in sequence that a Term, Wildcard, Fuzzy or Phrase
// asks for. Words with wildcards may stand in a phrase.
func (a *Analyzer) Elements(n query.Node) []Element {
	switch n := n.(type) {
	case query.Term:
		return a.terms(n.Text)
	case query.Wildcard:
		return a.pattern(n.Pattern)
	case query.Fuzzy:
		if words := a.Words(n.Text); len(words) == 1 {
			return []Element{{Like: words[0].Form, Edits: n.Edits}}
		}
		return a.terms(n.Text)
	case query.Phrase:
		var out []Element
		for _, piece := range strings.Fields(n.Text) {
			if strings.Contains(piece, "*") {
				out = append(out, a.pattern(piece)...)
				continue
			}
			out = append(out, a.terms(piece)...)
		}
		return out
	}
	return nil
}

func (a *Analyzer) terms(text string) []Element {
	words := a.Words(text)
	out := make([]Element, len(words))
	for i, w := range words {
		out[i] = Element{Term: w.Term}
	}
	return out
}

// pattern reads a word with wildcards; a hyphen in it parts words.
func (a *Analyzer) pattern(text string) []Element {
	var out []Element
	pieces := strings.FieldsFunc(text, func(r rune) bool { return !isWord(r) && r != '*' && r != '?' && r != '\'' && r != '’' })
	for _, piece := range pieces {
		if !strings.ContainsAny(piece, "*?") {
			out = append(out, a.terms(piece)...)
			continue
		}
		form := a.form(piece)
		if strings.Trim(form, "*?") != "" {
			out = append(out, Element{Pattern: form})
		}
	}
	return out
}

// glob reports whether a word is of a pattern in which * is any letters and ? one.
func glob(pattern, word string) bool {
	p, w, star, mark := 0, 0, -1, 0
	for w < len(word) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, w
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == word[w]):
			p++
			w++
		case star >= 0:
			mark++
			p, w = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// within reports whether two words differ in at most so many letters, by the
// distance of Levenshtein.
func within(a, b string, edits int) bool {
	if d := len(a) - len(b); d > edits || -d > edits {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
			least = min(least, cost)
		}
		if least > edits {
			return false
		}
	}
	return row[len(b)] <= edits
}
