package structure

import (
	"strings"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/language"
	"recto/internal/language/names"
)

// row is a line with what it is found to be.
type row struct {
	line  corpus.Line
	text  string // reading text without gaps
	fold  string // letters and digits in lower case
	words []string
	top   bool // first of its page in this part
	kind  corpus.BlockKind
	start bool // it begins a block
	level int
	label string
}

// volume is what is learned from all of a volume's text.
type volume struct {
	judge *names.Judge
	inner map[string]map[string]int // forms of words inside sentences, by lower case
	names map[string]corpus.Author  // names inside the text, by their folded form
}

// learn reads the whole volume once.
func learn(parts []corpus.Part, model *language.Model) *volume {
	v := &volume{judge: names.New(model), inner: map[string]map[string]int{}, names: map[string]corpus.Author{}}
	for _, p := range parts {
		for _, l := range p.Lines {
			text := reading(l)
			if !shouted(text) {
				v.learnLine(text)
			}
		}
	}
	for _, p := range parts {
		for _, l := range p.Lines {
			v.learnNames(reading(l))
		}
	}
	return v
}

// learnLine counts the forms of the words after the first of a line.
func (v *volume) learnLine(text string) {
	v.judge.Learn(text)
	before := "."
	for w := range strings.FieldsSeq(text) {
		form := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		low := strings.ToLower(form)
		if form != "" && !endsSentence(before) {
			if v.inner[low] == nil {
				v.inner[low] = map[string]int{}
			}
			v.inner[low][form]++
		}
		before = w
	}
}

// rows prepares lines; lines without tokens have nothing to give and are left out.
func (v *volume) rows(lines []corpus.Line) []row {
	var rows []row
	page := ""
	for _, l := range lines {
		if len(l.Tokens) == 0 {
			continue
		}
		text := reading(l)
		rows = append(rows, row{line: l, text: text, fold: language.Plain(text), words: strings.Fields(text), top: l.Page != page})
		page = l.Page
	}
	return rows
}

// reading is what a line reads as, gaps left out.
func reading(l corpus.Line) string {
	words := make([]string, 0, len(l.Tokens))
	for _, t := range l.Tokens {
		if t.Gap == "" && t.Text != "" {
			words = append(words, t.Text)
		}
	}
	return strings.Join(words, " ")
}

// mark says what rows from up to, not including, to are; the first begins a block.
func mark(rows []row, from, to int, kind corpus.BlockKind) {
	for i := from; i < to && i < len(rows); i++ {
		rows[i].kind, rows[i].start = kind, i == from
	}
}
