package main

import "fmt"

// document is the truth of the volume, paper by paper.
type document struct {
	Name      string      `json:"name"`
	BookTitle string      `json:"book_title"`
	Front     []docBlock  `json:"front"`
	Papers    []docPaper  `json:"papers"`
	Pagemap   []docFolios `json:"pagemap"`
}

type docBlock struct {
	Kind      string   `json:"kind,omitempty"`
	ID        string   `json:"id,omitempty"` // of a note
	Text      string   `json:"text"`
	Pages     []int    `json:"pages"` // counted from the first leaf, as printed where a folio is printed
	Block     string   `json:"block,omitempty"`
	Footnotes []string `json:"footnotes,omitempty"`
}

type docPaper struct {
	N          int          `json:"n"`
	Title      string       `json:"title"`
	Authors    []docAuthor  `json:"authors"`
	Abstract   []docBlock   `json:"abstract"`
	Keywords   string       `json:"keywords,omitempty"`
	Sections   []docSection `json:"sections"`
	References []docBlock   `json:"references"`
	Footnotes  []docBlock   `json:"footnotes"`
	PageStart  int          `json:"page_start"`
	PageEnd    int          `json:"page_end"`
}

type docAuthor struct {
	Name         string   `json:"name"`
	Affiliations []string `json:"affiliations"`
}

type docSection struct {
	Heading    string     `json:"heading"`
	Number     string     `json:"number"`
	Level      int        `json:"level"`
	Page       int        `json:"page"`
	Paragraphs []docBlock `json:"paragraphs"`
}

type docFolios struct {
	Page        int    `json:"page"`
	Printed     *int   `json:"printed"`
	RunningHead string `json:"running_head"`
	Spread      int    `json:"spread"`
	Side        string `json:"side"`
}

func truthOf(v *volume, b *book) document {
	d := document{Name: name, BookTitle: v.title, Front: frontOf(v, b)}
	for i, p := range v.papers {
		d.Papers = append(d.Papers, paperOf(fmt.Sprintf("p%d", i+1), i, p, b))
	}
	for _, pg := range b.pages {
		m := docFolios{Page: pg.number, RunningHead: pg.head, Spread: pg.number/2 + 1, Side: "L"}
		if pg.number%2 == 1 {
			m.Side = "R"
		}
		if pg.folio != "" {
			m.Printed = &pg.number
		}
		d.Pagemap = append(d.Pagemap, m)
	}
	return d
}

// frontOf lists what stands before the papers, the introduction included.
func frontOf(v *volume, b *book) []docBlock {
	var front []docBlock
	add := func(kind, id, text string) {
		front = append(front, docBlock{Kind: kind, Text: plain(text), Pages: b.on[id]})
	}
	add("front.title", "front.title", v.title)
	add("front.subtitle", "front.subtitle", v.field("subtitle"))
	for _, e := range v.fields["editor"] {
		add("front.editor", "front.editor", e)
	}
	add("front.publisher", "front.publisher", v.field("publisher")+", "+v.field("year"))
	for i, p := range v.section("Imprint").blocks {
		add("front.imprint", fmt.Sprintf("front.imprint.%d", i), p.text)
	}
	add("front.contentshead", "front.contentshead", "Contents")
	add("front.toc", "front.toc.0", "Introduction")
	for i, p := range v.papers {
		add("front.toc", fmt.Sprintf("front.toc.%d", i+1), p.title)
		add("front.tocauthors", fmt.Sprintf("front.tocauthors.%d", i+1), names(p.authors()))
	}
	for i, p := range v.section("Introduction").blocks {
		add("introduction."+p.kind, fmt.Sprintf("intro.b%d", i), p.text)
	}
	return front
}

func paperOf(id string, i int, p *article, b *book) docPaper {
	d := docPaper{N: i + 1, Title: p.title, Keywords: p.field("keywords"), PageStart: b.starts[i+1], PageEnd: len(b.pages)}
	if i+2 < len(b.starts) {
		d.PageEnd = b.starts[i+2] - 1
	}
	for _, a := range p.authors() {
		d.Authors = append(d.Authors, docAuthor{a.name, []string{a.affiliation}})
	}
	for j, t := range p.abstract {
		d.Abstract = append(d.Abstract, docBlock{Text: plain(t), Pages: b.on[fmt.Sprintf("%s.abs%d", id, j)]})
	}
	for j, s := range p.body() {
		d.Sections = append(d.Sections, sectionOf(fmt.Sprintf("%s.s%d", id, j), id, s, b))
	}
	for j, r := range p.references {
		d.References = append(d.References, docBlock{Text: plain(r), Pages: b.on[fmt.Sprintf("%s.r%d", id, j)]})
	}
	for j, n := range p.notes {
		nid := fmt.Sprintf("%s.n%d", id, j+1)
		d.Footnotes = append(d.Footnotes, docBlock{ID: nid, Text: plain(n), Pages: b.on[nid]})
	}
	return d
}

func sectionOf(sid, paper string, s section, b *book) docSection {
	d := docSection{Heading: s.heading, Number: s.number, Level: s.level, Page: b.on[sid][0], Paragraphs: []docBlock{}}
	for j, bl := range s.blocks {
		id := fmt.Sprintf("%s.b%d", sid, j)
		out := docBlock{Kind: bl.kind, Text: plain(bl.text), Pages: b.on[id], Block: id}
		for _, m := range mark.FindAllStringSubmatch(bl.text, -1) {
			out.Footnotes = append(out.Footnotes, paper+".n"+m[1])
		}
		d.Paragraphs = append(d.Paragraphs, out)
	}
	return d
}

// neutral is the same in the format that the measuring scripts read.
type neutral struct {
	Volume string         `json:"volume"`
	Papers []neutralPaper `json:"papers"`
}

type neutralPaper struct {
	Title      string           `json:"title"`
	Authors    []docAuthor      `json:"authors"`
	Abstract   []string         `json:"abstract"`
	Sections   []neutralSection `json:"sections"`
	References []string         `json:"references"`
	Footnotes  []string         `json:"footnotes"`
}

type neutralSection struct {
	Heading    string      `json:"heading"`
	Level      int         `json:"level"`
	Paragraphs []neutralAt `json:"paragraphs"`
}

type neutralAt struct {
	Text   string `json:"text"`
	Page   int    `json:"page"`
	Spread int    `json:"spread"`
}

func neutralOf(v *volume, b *book) neutral {
	n := neutral{Volume: name}
	for _, p := range truthOf(v, b).Papers {
		out := neutralPaper{Title: p.Title, Authors: p.Authors, Abstract: texts(p.Abstract), References: texts(p.References), Footnotes: texts(p.Footnotes)}
		for _, s := range p.Sections {
			ns := neutralSection{Heading: s.Heading, Level: s.Level}
			for _, x := range s.Paragraphs {
				ns.Paragraphs = append(ns.Paragraphs, neutralAt{x.Text, x.Pages[0], x.Pages[0]/2 + 1})
			}
			out.Sections = append(out.Sections, ns)
		}
		n.Papers = append(n.Papers, out)
	}
	return n
}

func texts(blocks []docBlock) []string {
	out := []string{}
	for _, b := range blocks {
		out = append(out, b.Text)
	}
	return out
}
