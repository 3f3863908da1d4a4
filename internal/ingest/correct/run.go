package correct

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
)

// run.go reads a run of signs without blanks as words: wherever a word of the
// lexicon or of the document ends, the next may begin.

// way is a run read as words.
type way struct {
	parts   []part
	letters int // taken for blanks
	signs   int // left out between words
}

// features are what speaks about a way besides its parts.
func (w way) features() []feature {
	return []feature{{fSplitLetter, float64(w.letters)}, {fSplitEdits, float64(w.signs)}}
}

// Bounds of the ways.
const (
	maxParts = 8 // of a way
	mostWays = 4 // of a run
	perCell  = 3 // kept at each place
	maxRun   = 60
)

// What reading a run costs in ln P.
const (
	partCost     = 1.
	doubtfulCost = 3.
	letterCost   = 6. // a letter for a blank
	signCost     = 2. // a sign that stands for none
	unknownLn    = -14.
)

// step is the last word of a way so far.
type step struct {
	part
	ln             float64
	from, back     int // the step before: its place and rank there
	n              int8
	letters, signs int8
}

// parser finds the ways of one run.
type parser struct {
	e     *engine
	text  string
	cells [][]step // by where the next word begins
}

// ways are the likeliest ways to read a run as several words, best first.
func (e *engine) ways(text string) []way {
	if len(text) > maxRun {
		return nil
	}
	p := parser{e, text, make([][]step, len(text)+1)}
	p.cells[0] = []step{{}}
	for at := range text {
		if len(p.cells[at]) > 0 {
			p.words(at)
		}
	}
	var found []way
	for k, s := range p.cells[len(text)] {
		if s.n > 1 {
			found = append(found, p.way(k))
		}
	}
	return found[:min(mostWays, len(found))]
}

// way follows a step at the end back to the beginning.
func (p *parser) way(k int) way {
	at := len(p.text)
	w := way{letters: int(p.cells[at][k].letters), signs: int(p.cells[at][k].signs)}
	for at > 0 {
		s := p.cells[at][k]
		w.parts = append(w.parts, s.part)
		at, k = s.from, s.back
	}
	slices.Reverse(w.parts)
	return w
}

// words reads each word that may begin at a place.
func (p *parser) words(from int) {
	text, start := p.text, from
	if from > 0 {
		start += len(text[from:]) - len(strings.TrimLeft(text[from:], opening))
	}
	p.lexical(p.e.m.Trie, from, start)
	p.lexical(p.e.doc.own, from, start)
	p.acronym(from, start)
	p.number(from, start)
}

// Signs that stand before and behind words.
const (
	opening = "([“‘"
	closing = ",.;:!?)]”"
)

// lexical reads the words of a trie.
func (p *parser) lexical(t *language.Trie, from, start int) {
	own, node := t == p.e.doc.own, language.Root
	for k, r := range p.text[start:] {
		if r == '’' {
			r = '\''
		}
		label, ok := t.Index(unicode.ToLower(r))
		if !ok {
			return
		}
		if node, ok = t.Child(node, label); !ok {
			return
		}
		end := start + k + utf8.RuneLen(r)
		if _, ok := t.Word(node); !ok || start == 0 && end == len(p.text) {
			continue
		}
		switch w, ok := p.e.word(p.text[start:end]); {
		case ok && (!own || w.id == p.e.m.Unknown()):
			p.ending(from, start, end, w)
		case !ok && own:
			p.ending(from, start, end, part{p.text[start:end], p.e.m.Unknown(), language.Doubtful})
		}
	}
}

// acronym reads capitals that another case, or the run's end, sets off.
func (p *parser) acronym(from, start int) {
	end, n := start, 0
	for end < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[end:])
		if !unicode.IsUpper(r) {
			break
		}
		end += size
		n++
	}
	before, _ := utf8.DecodeLastRuneInString(p.text[:start])
	if n < 2 || n > maxAcronym || unicode.IsUpper(before) || start == 0 && end == len(p.text) {
		return
	}
	if _, ok := p.e.word(p.text[start:end]); !ok {
		p.ending(from, start, end, part{p.text[start:end], p.e.m.Unknown(), language.Absent})
	}
}

const maxAcronym = 6

// number reads figures.
func (p *parser) number(from, start int) {
	before, _ := utf8.DecodeLastRuneInString(p.text[:start])
	end := start + len(p.text[start:]) - len(strings.TrimLeft(p.text[start:], "0123456789.,"))
	end = start + len(strings.TrimRight(p.text[start:end], ".,"))
	if end-start > 1 && !unicode.IsDigit(before) && !unicode.IsUpper(before) && before != '.' {
		p.ending(from, start, end, part{p.text[start:end], p.e.m.Number(), language.Good})
	}
}

// ending adds a word, with the signs around it, and tells where the next may begin.
func (p *parser) ending(from, start, end int, w part) {
	tail := len(p.text[end:]) - len(strings.TrimLeft(p.text[end:], closing))
	w.text = p.text[from : end+tail]
	if w.text == "" || end+tail > len(p.text) {
		return
	}
	p.reach(from, end+tail, w, 0, 0)
	if tail > 0 || end == len(p.text) {
		return
	}
	r, size := utf8.DecodeRuneInString(p.text[end:])
	switch next := end + size; {
	case next == len(p.text):
	case !alnum(r):
		p.reach(from, next, w, 0, 1)
	case from == 0 && end > 1 && len(p.text)-next > 1:
		p.reach(from, next, w, 1, 0)
	}
}

// reach adds a word to the ways that lead to its beginning.
func (p *parser) reach(from, to int, w part, letters, signs int8) {
	e := p.e
	if to == len(p.text) && from > 0 && suffixes[w.text] {
		return
	}
	cost := partCost + letterCost*float64(letters) + signCost*float64(signs)
	if w.grade != language.Good {
		cost += doubtfulCost
	}
	for k, s := range p.cells[from] {
		if s.n >= maxParts || s.letters > 0 && to < len(p.text) { // a letter for a blank in a pair alone
			continue
		}
		ln := e.m.Ln(w.id)
		switch {
		case w.id == e.m.Unknown():
			ln = unknownLn
		case s.n > 0:
			ln = e.next(s.id, w.id)
		}
		p.keep(to, step{w, s.ln + ln - cost, from, k, s.n + 1, s.letters + letters, s.signs + signs})
	}
}

// keep puts a step among the best at a place.
func (p *parser) keep(at int, s step) {
	c := p.cells[at]
	i, _ := slices.BinarySearchFunc(c, s, func(a, b step) int { return cmp.Compare(b.ln, a.ln) })
	most := perCell
	if at == len(p.text) {
		most = mostWays
	}
	if i < most {
		p.cells[at] = slices.Insert(c[:min(len(c), most-1)], i, s)
	}
}
