package main

import "fmt"

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
	t.keep(t.set(id+".title", p.title, shape{style: style{bold, 16, 0}, lead: 19.5, before: 32, right: 30, ragged: true, even: true}))
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
		if j == 0 {
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
	st, before := style{bold, 11.5, 0}, 13.0
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
