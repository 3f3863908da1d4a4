package main

import (
	"fmt"
	"strings"
)

// Measures of the page in points; the text block is mirrored on versos.
const (
	pageWidth  = 148 / 25.4 * 72
	pageHeight = 210 / 25.4 * 72
	inner      = 15 / 25.4 * 72
	outer      = 16.5 / 25.4 * 72
	column     = pageWidth - inner - outer
	headLine   = 45.0 // baseline of the running head
	top        = 56.0 // above the first line
	bottom     = 552.0
	footFolio  = 569.0 // baseline of a folio at the foot
	leading    = 12.4
	indent     = 12.0
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

func (t *press) titlePage(v *volume) {
	centred := func(id, text string, st style, lead, before float64) {
		t.set(id, text, shape{style: st, lead: lead, before: before, left: 20, right: 20, ragged: true, centred: true})
	}
	centred("front.title", v.title, style{bold, 22, 0}, 27, 95)
	centred("front.subtitle", v.field("subtitle"), style{italic, 13, 0}, 17, 12)
	centred("front.editor", "Edited by "+strings.Join(v.fields["editor"], " and "), style{roman, 12, 0}, 15, 60)
	centred("front.publisher", v.field("publisher"), body, 13, 190)
	centred("front.publisher", v.field("year"), body, 13, 2)
	t.flush(false)
}

func (t *press) imprint(v *volume) {
	for i, b := range v.section("Imprint").blocks {
		before := 6.0
		if i == 0 {
			before = 250
		}
		t.set(fmt.Sprintf("front.imprint.%d", i), b.text, shape{style: small, lead: 11.2, before: before, right: 40, ragged: true})
	}
	t.flush(false)
}

func (t *press) contents(v *volume, before *book) {
	t.set("front.contentshead", "Contents", shape{style: style{bold, 15, 0}, lead: 18, before: 30, ragged: true})
	t.lines[len(t.lines)-1].lead += 14
	entry := func(i int, title, by string) {
		n := t.set(fmt.Sprintf("front.toc.%d", i), title, shape{style: body, lead: leading, before: 7, right: 50, ragged: true, even: true})
		if before != nil {
			number := []char{}
			for _, r := range fmt.Sprint(before.starts[i]) {
				number = append(number, char{string(r), r, body})
			}
			w := t.c.faces.advance(number)
			last := &t.lines[len(t.lines)-1]
			last.words = append(last.words, placed{number, column - w, w})
		}
		t.keep(n)
		if by != "" {
			t.set(fmt.Sprintf("front.tocauthors.%d", i), by, shape{style: emphatic, lead: leading, left: indent, right: 50, ragged: true})
		}
	}
	entry(0, "Introduction", strings.Join(v.fields["editor"], " and "))
	for i, p := range v.papers {
		entry(i+1, p.title, names(p.authors()))
	}
	t.flush(false)
}

// names lists authors as in "A, B and C".
func names(authors []author) string {
	s := ""
	for i, a := range authors {
		switch {
		case i == 0:
		case i == len(authors)-1:
			s += " and "
		default:
			s += ", "
		}
		s += a.name
	}
	return s
}

func (t *press) introduction(v *volume) {
	t.book.starts = append(t.book.starts, len(t.book.pages)+1)
	t.recto = "Introduction"
	t.set("intro.title", "Introduction", shape{style: style{bold, 16, 0}, lead: 20, before: 44, ragged: true})
	t.lines[len(t.lines)-1].lead += 12
	t.blocks("intro", v.section("Introduction"))
	t.set("intro.signature", strings.Join(v.fields["editor"], " and "), shape{style: emphatic, lead: leading, before: 8, left: 150, ragged: true})
	t.flush(true)
}

func (t *press) paper(i int, p *article) {
	t.book.starts = append(t.book.starts, len(t.book.pages)+1)
	t.recto = p.field("running")
	id := fmt.Sprintf("p%d", i+1)
	t.head(id, p)
	for j, s := range p.body() {
		sid := fmt.Sprintf("%s.s%d", id, j)
		t.heading(sid, s)
		t.blocks(sid, s)
	}
	t.heading(id+".refs", section{heading: "References", level: 1})
	for j, r := range p.references {
		t.set(fmt.Sprintf("%s.r%d", id, j), r, shape{style: small, lead: 10.6, left: indent, first: -indent, before: 1.5})
	}
	t.notes = map[int][]line{}
	for j, n := range p.notes {
		t.notes[j+1] = t.c.paragraph(fmt.Sprintf("%s.n%d", id, j+1), fmt.Sprintf("[^%d] %s", j+1, n), shape{style: tiny, measure: column, lead: 9.8})
	}
	t.flush(true)
	t.notes = nil
}

// head sets title, authors, abstract and keywords.
func (t *press) head(id string, p *article) {
	t.keep(t.set(id+".title", p.title, shape{style: style{bold, 16, 0}, lead: 19.5, before: 40, right: 30, ragged: true, even: true}))
	t.lines[len(t.lines)-1].lead += 6
	affiliation := ""
	for j, a := range p.authors() {
		if j > 0 && a.affiliation == affiliation {
			continue
		}
		t.set(fmt.Sprintf("%s.a%d", id, j), sharing(p.authors(), a.affiliation), shape{style: style{roman, 11.5, 0}, lead: 14, before: 5, ragged: true})
		t.set(fmt.Sprintf("%s.f%d", id, j), a.affiliation, shape{style: style{italic, 9.4, 0}, lead: 12, ragged: true})
		affiliation = a.affiliation
	}
	t.lines[len(t.lines)-1].lead += 12
	for j, text := range p.abstract {
		lead := ""
		if j == 0 && p.field("abstract") != "unlabelled" {
			lead = "*Abstract.* "
		}
		t.set(fmt.Sprintf("%s.abs%d", id, j), lead+text, shape{style: style{roman, 8.7, 0}, lead: 11.2, left: 18, right: 18})
	}
	if k := p.field("keywords"); k != "" {
		t.set(id+".kw", "*Keywords:* "+k, shape{style: style{roman, 8.7, 0}, lead: 11.2, left: 18, right: 18, before: 5, ragged: true})
	}
	t.lines[len(t.lines)-1].lead += 4
}

// sharing names the authors of one affiliation.
func sharing(authors []author, affiliation string) string {
	var some []author
	for _, a := range authors {
		if a.affiliation == affiliation {
			some = append(some, a)
		}
	}
	return names(some)
}

func (t *press) heading(id string, s section) {
	st, before := style{bold, 11.5, 0}, 15.0
	if s.level > 1 {
		st, before = style{italic, 10.6, 0}, 10.0
	}
	title := s.heading
	if s.number != "" {
		title = s.number + " " + title
	}
	n := t.set(id, title, shape{style: st, lead: 13.5, before: before, right: 30, ragged: true})
	t.lines[len(t.lines)-1].lead += 4
	t.keep(n)
}

func (t *press) blocks(id string, s section) {
	follows := false // a paragraph that follows another is indented
	for j, b := range s.blocks {
		bid := fmt.Sprintf("%s.b%d", id, j)
		switch b.kind {
		case "quote":
			t.set(bid, b.text, shape{style: style{roman, 8.8, 0}, lead: 11.3, left: 18, right: 14, before: 6})
			t.lines[len(t.lines)-1].lead += 6
			follows = false
		case "bullet":
			t.set(bid, "• "+b.text, shape{style: body, lead: leading, left: 22, first: -10, before: 3})
			follows = false
			if j+1 == len(s.blocks) || s.blocks[j+1].kind != "bullet" {
				t.lines[len(t.lines)-1].lead += 4
			}
		default:
			sh := shape{style: body, lead: leading}
			if follows {
				sh.first = indent
			}
			t.set(bid, b.text, sh)
			follows = true
		}
	}
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
	height, n := 0.0, 0
	for ; n < len(t.lines); n++ {
		l := t.lines[n]
		height += l.lead
		if n > 0 || l.before > 30 {
			height += l.before
		}
		for _, note := range l.notes {
			if height == 0 || !t.marked(t.lines[:n]) {
				height += 8
			}
			for _, nl := range t.notes[note] {
				height += nl.lead
			}
		}
		if height > bottom-top+4 {
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

func (t *press) marked(lines []line) bool {
	for _, l := range lines {
		if len(l.notes) > 0 {
			return true
		}
	}
	return false
}

// fill prints lines down the page, and their notes at its foot.
func (t *press) fill(pg *page, lines []line) {
	y, number := top, 0
	var notes []line
	for i, l := range lines {
		if i > 0 || l.before > 30 {
			y += l.before
		}
		y += l.size * 1.05
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
	line := func(text, kind string, st style, y float64, centred bool, at float64) {
		for _, l := range t.c.paragraph("", text, shape{style: st, measure: column, ragged: true, centred: centred}) {
			for _, w := range l.words {
				pg.words = append(pg.words, printed{w.chars, pg.left() + at + w.x, y, w.width, st.size, kind, "", -1})
			}
		}
	}
	if first {
		line(pg.folio, "pn", style{roman, 9, 0}, footFolio, true, 0)
		return
	}
	pg.head = t.verso
	at := 0.0
	if pg.number%2 == 1 {
		pg.head = t.recto
		var folio []char
		for _, r := range pg.folio {
			folio = append(folio, char{string(r), r, style{roman, 9, 0}})
		}
		at = column - t.c.faces.advance(folio)
	}
	line(pg.head, "rh", style{italic, 9, 0}, headLine, true, 0)
	line(pg.folio, "pn", style{roman, 9, 0}, headLine, false, at)
}
