package main

import "fmt"

// Measures of the page in points; the text block is mirrored on versos.
const (
	pageWidth  = 148 / 25.4 * 72
	pageHeight = 210 / 25.4 * 72
	inner      = 15 / 25.4 * 72
	outer      = 16.5 / 25.4 * 72
	column     = pageWidth - inner - outer
	headLine   = 37.0 // baseline of the running head
	top        = 47.0 // above the first line
	bottom     = 551.0
	footFolio  = 569.0 // baseline of a folio at the foot
	leading    = 12.4
	indent     = 12.0
	sinkage    = 30.0 // more space than this is kept at the head of a page
	aboveNotes = 8.0
)

// printed is a word on a page; its origin is at the left end of its baseline.
// Lengths are in points, y goes down.
type printed struct {
	chars       []char
	x, y, width float64
	size        float64
	kind        string // "t" text, "rh" running head, "pn" folio
	block       string
	line        int
}

// page is one printed page.
type page struct {
	number int    // 1-based
	folio  string // as printed, or empty
	head   string // as printed, or empty
	words  []printed
	rule   float64 // y of the rule above the notes, or 0
}

// book is the typeset volume, with the pages on which each block stands.
type book struct {
	pages  []*page
	starts []int            // page on which each paper begins
	on     map[string][]int // by block
}

// typeset sets the volume twice, since the contents list needs the pages.
func typeset(v *volume, f *faces, p patterns) *book {
	b := setBook(v, &composer{f, p}, nil)
	return setBook(v, &composer{f, p}, b)
}

func setBook(v *volume, c *composer, before *book) *book {
	b := &book{on: map[string][]int{}}
	t := &press{c: c, book: b, verso: v.title}
	t.titlePage(v)
	t.imprint(v)
	t.contents(v, before)
	t.introduction(v)
	for i, p := range v.papers {
		t.paper(i, p)
	}
	for _, pg := range b.pages {
		for _, w := range pg.words {
			if on := b.on[w.block]; w.block != "" && (len(on) == 0 || on[len(on)-1] != pg.number) {
				b.on[w.block] = append(on, pg.number)
			}
		}
	}
	return b
}

// press puts lines on pages.
type press struct {
	c     *composer
	book  *book
	verso string // running head on left-hand pages
	recto string // on right-hand pages
	lines []line
	notes map[int][]line
}

var (
	body     = style{roman, 9.3, 0}
	small    = style{roman, 8.3, 0}
	tiny     = style{roman, 7.8, 0}
	emphatic = style{italic, 9.3, 0}
)

func (t *press) add(lines []line) { t.lines = append(t.lines, lines...) }

// keep holds the lines that were added last to what follows.
func (t *press) keep(n int) {
	for i := len(t.lines) - n; i < len(t.lines); i++ {
		t.lines[i].keep = true
	}
}

// set adds a paragraph and returns the number of its lines.
func (t *press) set(block, marked string, s shape) int {
	s.measure = column
	lines := t.c.paragraph(block, marked, s)
	t.add(lines)
	return len(lines)
}

// flush puts the lines on fresh pages. Numbered pages carry a running head,
// but the first has its folio at the foot.
func (t *press) flush(numbered bool) {
	for first := true; len(t.lines) > 0; first = false {
		n := t.fit()
		pg := &page{number: len(t.book.pages) + 1}
		t.fill(pg, t.lines[:n])
		if numbered {
			t.forme(pg, first)
		}
		t.book.pages = append(t.book.pages, pg)
		t.lines = t.lines[n:]
	}
}

// fit counts the lines that the next page takes.
func (t *press) fit() int {
	room, n := bottom-top+4, 0
	noted := false
	for ; n < len(t.lines); n++ {
		l := t.lines[n]
		room -= l.lead + l.space(n)
		for _, note := range l.notes {
			for _, nl := range t.notes[note] {
				room -= nl.lead
			}
		}
		if len(l.notes) > 0 && !noted {
			room, noted = room-aboveNotes, true
		}
		if room < 0 {
			break
		}
	}
	if n == len(t.lines) {
		return n
	}
	for n > 1 && t.lines[n-1].keep {
		n--
	}
	return n
}

// space is the space above the n-th line of a page.
func (l line) space(n int) float64 {
	if n == 0 && l.before <= sinkage {
		return 0
	}
	return l.before
}

// fill prints lines down the page, and their notes at its foot.
func (t *press) fill(pg *page, lines []line) {
	y, number := top, 0
	var notes []line
	for i, l := range lines {
		y += l.space(i) + l.size*1.05
		pg.print(l, y, number)
		y += l.lead - l.size*1.05
		number++
		for _, n := range l.notes {
			notes = append(notes, t.notes[n]...)
		}
	}
	foot := bottom
	for _, n := range notes {
		foot -= n.lead
	}
	if len(notes) > 0 {
		pg.rule = foot - 2
	}
	for _, n := range notes {
		foot += n.lead
		pg.print(n, foot, number)
		number++
	}
}

// print puts the words of a line on the page.
func (p *page) print(l line, y float64, number int) {
	for _, w := range l.words {
		p.words = append(p.words, printed{w.chars, p.left() + w.x, y, w.width, l.size, "t", l.block, number})
	}
}

// left is the left edge of the text block; odd pages are rectos.
func (p *page) left() float64 {
	if p.number%2 == 1 {
		return inner
	}
	return outer
}

// forme sets the running head with the folio at its outer end, or on the first
// page of a part the folio alone at the foot.
func (t *press) forme(pg *page, first bool) {
	pg.folio = fmt.Sprint(pg.number)
	st := style{roman, 9, 0}
	if first {
		t.formeLine(pg, "pn", pg.folio, footFolio, shape{style: st, centred: true})
		return
	}
	pg.head = t.verso
	folio := shape{style: st}
	if pg.number%2 == 1 {
		pg.head = t.recto
		folio.left = column - t.c.faces.advance(plainChars(pg.folio, st))
	}
	t.formeLine(pg, "rh", pg.head, headLine, shape{style: style{italic, 9, 0}, centred: true})
	t.formeLine(pg, "pn", pg.folio, headLine, folio)
}

// formeLine prints a line that is no part of the text.
func (t *press) formeLine(pg *page, kind, text string, y float64, s shape) {
	s.measure, s.ragged = column, true
	for _, l := range t.c.paragraph("", text, s) {
		from := len(pg.words)
		pg.print(l, y, -1)
		for i := from; i < len(pg.words); i++ {
			pg.words[i].kind = kind
		}
	}
}
