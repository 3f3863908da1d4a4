package publish

import (
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// titlePage says what the book is, where it was printed and what to make of it.
func (p *epub) titlePage() []byte {
	return p.document(p.about.title, func(x *xmlWriter) {
		x.section("section", []attr{{"epub:type", "titlepage"}}, func() {
			x.element("h1", p.about.title)
			x.element("p", strings.Join(names(p.about.authors), ", "), attr{"class", "first authors"})
			if p.book.Part == "" && len(p.about.editors) > 0 {
				x.element("p", "Edited by "+strings.Join(names(p.about.editors), ", "), attr{"class", "first authors"})
			}
			v := p.edition.Volume
			for _, line := range []string{p.about.within, v.Series, v.Event, v.Publisher, yearText(v.Year), v.ISBN, v.Rights} {
				x.element("p", line, attr{"class", "first"})
			}
			x.section("p", []attr{{"class", "first small authors"}}, func() {
				x.text("The text was read by program from what was printed, and may hold misreadings; […] stands where it cannot be read. ")
				if p.about.address != "" {
					x.start("a", attr{"href", p.about.address})
					x.text("The library shows each word beside its scan.")
					x.end()
					x.text(" ")
				}
				if p.edition.ID != "" {
					x.text("Edition " + corpus.ShortID(p.edition.ID) + ".")
				}
			})
		})
	})
}

// glossary is the appendix of the concepts that are mentioned.
func (p *epub) glossary(concepts []corpus.Concept) []byte {
	listed := map[string]string{}
	for _, c := range concepts {
		listed[c.ID] = c.Preferred
	}
	return p.document("Glossary", func(x *xmlWriter) {
		x.section("section", []attr{{"role", "doc-glossary"}}, func() {
			x.element("h1", "Glossary")
			x.section("dl", []attr{{"epub:type", "glossary"}}, func() {
				for _, c := range concepts {
					x.section("dt", []attr{{"id", "concept-" + teiID(c.ID)}, {"epub:type", "glossterm"}}, func() { x.element("dfn", c.Preferred) })
					x.section("dd", []attr{{"epub:type", "glossdef"}}, func() { p.entry(x, c, listed) })
				}
			})
		})
	})
}

func (p *epub) entry(x *xmlWriter, c corpus.Concept, listed map[string]string) {
	x.element("p", c.Definition)
	for _, r := range []struct {
		name string
		ids  []string
	}{{"Broader", c.Broader}, {"Narrower", c.Narrower}, {"Related", c.Related}} {
		var links []use
		for _, id := range r.ids {
			if label := listed[id]; label != "" {
				links = append(links, use{label, "#concept-" + teiID(id)})
			}
		}
		row(x, r.name, links)
	}
	row(x, "First used in", p.uses[c.ID])
	if url := p.book.conceptURL(c.ID); url != "" {
		row(x, "In the library", []use{{"all uses", url}})
	}
}

// row writes links after their name; nothing where there is none.
func row(x *xmlWriter, name string, links []use) {
	if len(links) == 0 {
		return
	}
	x.section("p", []attr{{"class", "small"}}, func() {
		x.text(name + ": ")
		for i, l := range links {
			if i > 0 {
				x.text("; ")
			}
			x.start("a", attr{"href", l.href})
			x.text(l.title)
			x.end()
		}
	})
}

// navigation is the table of contents, the list of printed pages and the landmarks.
func (p *epub) navigation() []byte {
	return p.document(p.about.title, func(x *xmlWriter) {
		x.section("nav", []attr{{"epub:type", "toc"}, {"role", "doc-toc"}}, func() {
			x.element("h1", "Contents")
			x.section("ol", nil, func() {
				for _, c := range p.chapters {
					x.section("li", nil, func() {
						leads(x, c.title, c.name)
						tree(x, c.contents, 1)
					})
				}
				if len(p.concepts()) > 0 {
					x.section("li", nil, func() { leads(x, "Glossary", glossaryName) })
				}
				if len(p.chapters) == 0 {
					x.section("li", nil, func() { leads(x, p.about.title, "title.xhtml") })
				}
			})
		})
		if len(p.marks) > 0 {
			x.section("nav", []attr{{"epub:type", "page-list"}, {"role", "doc-pagelist"}, {"hidden", "hidden"}}, func() {
				x.element("h2", "Printed pages")
				x.section("ol", nil, func() {
					for _, m := range p.marks {
						x.section("li", nil, func() { leads(x, m.label, m.href) })
					}
				})
			})
		}
		p.landmarks(x)
	})
}

// tree writes headings as nested lists, those of one level in one list.
func tree(x *xmlWriter, list []heading, level int) {
	if len(list) == 0 {
		return
	}
	x.section("ol", nil, func() {
		for i := 0; i < len(list); {
			j := i + 1
			for j < len(list) && list[j].level > level {
				j++
			}
			x.section("li", nil, func() {
				leads(x, list[i].title, list[i].href)
				tree(x, list[i+1:j], level+1)
			})
			i = j
		}
	})
}

func leads(x *xmlWriter, title, href string, attrs ...attr) {
	x.start("a", append(attrs, attr{"href", href})...)
	x.text(or(title, "Untitled"))
	x.end()
	x.line()
}

func (p *epub) landmarks(x *xmlWriter) {
	x.section("nav", []attr{{"epub:type", "landmarks"}, {"hidden", "hidden"}}, func() {
		x.element("h2", "Landmarks")
		x.section("ol", nil, func() {
			mark := func(kind, title, href string) {
				x.section("li", nil, func() { leads(x, title, href, attr{"epub:type", kind}) })
			}
			mark("titlepage", "Title page", "title.xhtml")
			if len(p.chapters) > 0 {
				mark("bodymatter", "Text", p.chapters[0].name)
			}
			if len(p.concepts()) > 0 {
				mark("glossary", "Glossary", glossaryName)
			}
		})
	})
}

// packageDocument says what the publication is and which files it has, those in
// the order of reading.
func (p *epub) packageDocument(documents []file) []byte {
	var x xmlWriter
	x.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	x.section("package", []attr{
		{"xmlns", "http://www.idpf.org/2007/opf"}, {"version", "3.0"}, {"unique-identifier", "id"}, {"xml:lang", p.book.Language},
	}, func() {
		x.section("metadata", []attr{{"xmlns:dc", "http://purl.org/dc/elements/1.1/"}}, func() { p.metadata(&x) })
		x.section("manifest", nil, func() {
			item := func(id, href, mediaType, properties string) {
				x.empty("item", attr{"id", id}, attr{"href", href}, attr{"media-type", mediaType}, attr{"properties", properties})
				x.line()
			}
			item("nav", "nav.xhtml", xhtmlType, "nav")
			item("style", "style.css", "text/css", "")
			for i, d := range documents {
				item(fmt.Sprintf("document-%d", i), d.name, d.mediaType, "")
			}
		})
		x.section("spine", nil, func() {
			for i := range documents {
				x.empty("itemref", attr{"idref", fmt.Sprintf("document-%d", i)})
				x.line()
			}
		})
	})
	return x.b.Bytes()
}
