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
	line   corpus.Line
	text   string // reading text without gaps
	fold   string // letters and digits in lower case
	words  []string
	top    bool // first of its page in this part
	kind   corpus.BlockKind
	start  bool // it begins a block
	level  int
	label  string
	broken bool
}

// volume is what is learned from all of a volume's text.
type volume struct {
	judge  *names.Judge
	inner  map[string]map[string]int // forms of words inside sentences, by lower case
	names  map[string]corpus.Author  // names inside the text, by their folded form
	shapes shape
}

// shape is how the lines of a volume or part are set.
type shape struct {
	sized    bool // type sizes are known
	indented bool // paragraphs begin with an indent
	spaced   bool // paragraphs are parted by space
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
	sized, spaces, page := 0, 0, ""
	for _, l := range lines {
		if len(l.Tokens) == 0 {
			continue
		}
		text := reading(l)
		r := row{line: l, text: text, fold: language.Plain(text), words: strings.Fields(text), top: l.Page != page}
		page = l.Page
		if n := len(rows); n > 0 && len(rows[n-1].fold) < 3 && rows[n-1].line.Space {
			r.line.Space = true // what stands between is a speck
		}
		rows = append(rows, r)
		if l.Size > 0 {
			sized++
		}
		if l.Space && !r.top {
			spaces++
		}
	}
	n := len(rows)
	v.shapes = shape{sized: sized*2 > n, indented: indenting(rows), spaced: spaces*15 > n}
	return rows
}

// indenting reports whether paragraphs begin with an indent, by the rows after
// those that end short with a sentence.
func indenting(rows []row) bool {
	n, in := 0, 0
	for i := 1; i < len(rows); i++ {
		p, r := rows[i-1], rows[i]
		if !p.line.Short || !endsSentence(p.text) || len(p.words) < 3 || !capital(r.text) || len(r.words) < 6 {
			continue
		}
		n++
		if r.line.Indent >= 0.5 && r.line.Indent < 3.5 {
			in++
		}
	}
	return in*5 >= n*2 && in > 0
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
