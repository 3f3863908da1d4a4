package main

import (
	"fmt"
	"strings"
)

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
			number := plainChars(fmt.Sprint(before.starts[i]), body)
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
