// Package match cuts texts into words and finds a query's words among them.
//
// The index and the pages cut and compare words by this package alone, so that
// what was found is what is lit up. It ranks nothing and knows no index.
package match

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/kljensen/snowball/english"
)

// Word is a word of a text.
type Word struct {
	Form string // lower case, without marks on its letters
	Term string // the stem of the form: what other forms of the word share
	From int    // bytes in the text
	To   int
}

// maxStems bounds the stems that an analyzer remembers.
const maxStems = 1 << 18

// Analyzer cuts texts into words. Its zero value is ready; it may be used by
// several goroutines at once.
type Analyzer struct {
	mu    sync.RWMutex
	stems map[string]string // by form; stemming costs twenty times more than looking up
	folds asciifolding.AsciiFoldingFilter
}

// Words cuts a text at whatever is neither letter nor digit, but for an
// apostrophe between letters and a point or comma between digits. The
// possessive ending is left out of form and term.
func (a *Analyzer) Words(text string) []Word {
	words := make([]Word, 0, len(text)/6+1)
	for at := 0; at < len(text); {
		from, to := next(text, at)
		if from == to {
			break
		}
		form := a.form(text[from:to])
		words = append(words, Word{Form: form, Term: a.stem(form), From: from, To: to})
		at = to
	}
	return words
}

// next finds the first word at or after a byte; it is empty at the end.
func next(text string, at int) (from, to int) {
	from, to = -1, len(text)
	previous := rune(0)
	for i := at; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case isWord(r):
			if from < 0 {
				from = i
			}
		case from < 0:
		case !joins(previous, r, text[i+n:]):
			return from, i
		}
		previous = r
		i += n
	}
	if from < 0 {
		return to, to
	}
	return from, to
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// joins reports whether a mark stands inside a word.
func joins(before, mark rune, rest string) bool {
	after, _ := utf8.DecodeRuneInString(rest)
	switch mark {
	case '\'', '’':
		return unicode.IsLetter(before) && unicode.IsLetter(after)
	case '.', ',':
		return unicode.IsDigit(before) && unicode.IsDigit(after)
	}
	return false
}

func (a *Analyzer) form(word string) string {
	form := strings.ToLower(word)
	if !isASCII(form) {
		form = string(a.folds.Filter([]byte(strings.ReplaceAll(form, "’", "'"))))
	}
	return strings.TrimSuffix(form, "'s")
}

func (a *Analyzer) stem(form string) string {
	a.mu.RLock()
	stem, ok := a.stems[form]
	a.mu.RUnlock()
	if ok {
		return stem
	}
	stem = english.Stem(form, true)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.stems == nil || len(a.stems) >= maxStems {
		a.stems = map[string]string{}
	}
	a.stems[strings.Clone(form)] = stem
	return stem
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Term is the stem of a form.
func (a *Analyzer) Term(form string) string { return a.stem(form) }
