package segment

import (
	"strings"

	"recto/internal/cores"
	"recto/internal/corpus"
	"recto/internal/language"
	"recto/internal/language/names"
)

// book is a volume as one run of lines.
type book struct {
	pages []corpus.Page
	rows  []row
	heads [][]head // running heads by page
	judge *names.Judge
	forms map[string]int // all words, folded
	sized bool           // the lines know their type size
	count numbering

	contents int // row under a heading of the contents list that was taken for forme work, or -1
}

// row is one line that is not forme work.
type row struct {
	line   corpus.Line
	text   string        // reading text without gaps
	fold   string        // its letters and digits in lower case
	page   int           // index into book.pages
	place  int           // 0 for the first row of its page
	beside []corpus.Line // notes in the margin
	names  int           // how much it looks like a line of names, see names.Judge
	led    bool          // a name begins it and an institution follows
	seat   bool          // it looks like an affiliation
	cites  bool          // it looks like a piece of a reference
	opens  bool          // a paper opens with such words: Abstract, Keywords, Introduction
}

// open flattens the pages.
func open(pages []corpus.Page, model *language.Model) *book {
	b := &book{pages: pages, heads: make([][]head, len(pages)), judge: names.New(model), forms: map[string]int{}, count: newNumbering(pages), contents: -1}
	var beside []corpus.Line
	sized, broken := 0, false // broken: a line that was left out since the last row continued none
	for p, lines := range formed(pages) {
		place := 0
		for _, l := range lines {
			text := reading(l)
			if l.Role == corpus.RunningHead {
				h := newHead(text)
				b.heads[p] = append(b.heads[p], h)
				if contentsHeading(h.fold) && b.contents < 0 {
					b.contents = len(b.rows)
				}
			}
			broken = broken || l.Break
			if l.Role == corpus.MarginNote {
				beside = append(beside, l)
				continue
			}
			if l.Role.Forme() {
				continue
			}
			l.Break, broken = broken, false
			beside = b.setBeside(beside)
			b.rows = append(b.rows, row{line: l, text: text, fold: language.Plain(text), page: p, place: place})
			place++
			b.learn(text)
			if l.Size > 0 {
				sized++
			}
		}
	}
	b.setBeside(beside)
	b.sized = sized*2 > len(b.rows)
	cores.Share(len(b.rows), func() func(int) {
		return func(i int) { b.look(&b.rows[i]) }
	})
	return b
}

// look tells what can be seen of a row by itself.
func (b *book) look(r *row) {
	_, _, r.led = b.judge.Led(r.text)
	r.names, r.seat = b.judge.Score(r.text), names.Affiliated(r.text)
	r.cites = referenceLike.MatchString(r.text)
	r.opens = near(r.fold, "abstract", 1) || near(r.fold, "introduction", 2) || strings.HasPrefix(r.fold, "keywords")
}

// setBeside puts notes in the margin with the last row that has been read, beside
// which they stand. It gives those that must wait for the first row.
func (b *book) setBeside(notes []corpus.Line) []corpus.Line {
	if len(b.rows) == 0 {
		return notes
	}
	last := &b.rows[len(b.rows)-1]
	last.beside = append(last.beside, notes...)
	return nil
}

// learn counts the words of a line.
func (b *book) learn(text string) {
	b.judge.Learn(text)
	for w := range strings.FieldsSeq(text) {
		b.forms[language.Plain(w)]++
	}
}

// part makes the part of the rows from up to, not including, to.
func (b *book) part(from, to int, c cut) corpus.Part {
	p := corpus.Part{Kind: c.kind, Title: c.title, Evidence: c.evidence}
	for _, r := range b.rows[from:to] {
		p.Lines = append(append(p.Lines, r.line), r.beside...)
	}
	p.ID = firstWord(p.Lines)
	if c.kind == corpus.PaperPart {
		p.Paper = &corpus.Paper{
			ID: p.ID, Title: c.clean, Authors: c.people, FirstFolio: b.folio(from), LastFolio: b.folio(to - 1),
		}
		if c.folio > 0 {
			p.Paper.FirstFolio = itoa(c.folio)
		}
	}
	return p
}

// at names the page of a row for people.
func (b *book) at(i int) string {
	page := b.pages[b.rows[i].page]
	if page.Folio != "" {
		return "page " + page.Folio
	}
	return "scan " + itoa(page.Scan)
}

// firstWord is the id of the first word of the lines, or empty.
func firstWord(lines []corpus.Line) string {
	for _, l := range lines {
		for _, t := range l.Tokens {
			if id := t.ID(); id != "" {
				return id
			}
		}
		if len(l.Words) > 0 {
			return l.Words[0].ID
		}
	}
	return ""
}

// reading is what a line reads as, its gaps left out; its raw words where the
// correct stage made no tokens.
func reading(l corpus.Line) string {
	if len(l.Tokens) == 0 {
		return l.Raw()
	}
	var words []string
	for _, t := range l.Tokens {
		if t.Gap == "" && t.Text != "" {
			words = append(words, t.Text)
		}
	}
	return strings.Join(words, " ")
}
