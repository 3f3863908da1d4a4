package expect

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// Word is a word as the model knows it.
type Word int32

// The words that stand for what is no word of the model by itself. Behind [Other]
// stand more, by endings.
const (
	Edge   Word = iota // of a sentence or of the text
	Number             // whatever has figures in it
	Upper              // a word that the model lacks, in capitals
	Titled             // one with a first capital
	Other
)

// endings tell what kind of word it is that the model lacks.
var endings = [...]string{"ing", "ed", "ly", "ion", "ions", "ness", "ment", "ers", "er", "est", "al", "ic", "ous", "ism", "ity", "s", "e"}

const special = Other + Word(len(endings)) + 1

// Known reports a word that the model has by itself.
func Known(w Word) bool { return w >= special }

// Read appends the words of a text.
func (m *Model) Read(to []Word, text string) []Word {
	Split(text, func(word string) { to = append(to, m.word(word)) }, func() { to = append(to, Edge) })
	return to
}

// Split gives the words of a text as they are written, without the signs around
// them, and where sentences end.
func Split(text string, word func(string), end func()) {
	for field := range strings.FieldsSeq(text) {
		for part := range strings.FieldsFuncSeq(field, language.Parting) {
			core := strings.TrimFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if core != "" {
				word(strings.TrimSuffix(strings.TrimSuffix(core, "'s"), "’s"))
			}
		}
		if strings.ContainsAny(field, ".!?") {
			end()
		}
	}
}

func (m *Model) word(core string) Word { return name(m.words, core) }

// name is the word that stands for a written one.
func name(words map[string]Word, core string) Word {
	fold := language.Fold(core)
	if w, ok := words[fold]; ok {
		return w
	}
	first, n := utf8.DecodeRuneInString(core)
	second, _ := utf8.DecodeRuneInString(core[n:])
	switch {
	case strings.ContainsFunc(core, unicode.IsDigit):
		return Number
	case unicode.IsUpper(first) && unicode.IsUpper(second):
		return Upper
	case unicode.IsUpper(first):
		return Titled
	}
	for k, s := range endings {
		if strings.HasSuffix(fold, s) {
			return Other + 1 + Word(k)
		}
	}
	return Other
}
