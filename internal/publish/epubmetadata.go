package publish

import (
	"fmt"
	"strings"
	"time"

	"recto/internal/corpus"
)

// metadata describes the publication in Dublin Core, with what it offers to
// those who do not read by eye (EPUB Accessibility 1.1).
func (p *epub) metadata(x *xmlWriter) {
	v := p.edition.Volume
	property := func(name, value string) { x.element("meta", value, attr{"property", name}) }
	x.element("dc:identifier", p.identifier(), attr{"id", "id"})
	x.element("dc:title", p.about.title)
	x.element("dc:language", p.book.Language)
	for i, a := range named(p.about.authors) {
		p.person(x, "dc:creator", "aut", fmt.Sprintf("author-%d", i+1), a)
	}
	editors := "dc:contributor"
	if p.book.Part == "" {
		editors = "dc:creator"
	}
	for i, a := range named(p.about.editors) {
		p.person(x, editors, "edt", fmt.Sprintf("editor-%d", i+1), a)
	}
	x.element("dc:date", yearText(v.Year))
	x.element("dc:publisher", v.Publisher)
	for _, k := range p.about.keywords {
		x.element("dc:subject", k)
	}
	x.element("dc:description", p.about.within)
	x.element("dc:rights", v.Rights)
	if len(p.marks) > 0 {
		x.element("dc:source", or(p.printed(), "the printed volume"), attr{"id", "source"})
		x.element("meta", "pagination", attr{"refines", "#source"}, attr{"property", "source-of"})
	}
	if p.book.Part != "" {
		property("dcterms:isPartOf", fullTitle(v.Title, v.Subtitle))
	}
	property("dcterms:modified", p.book.Modified.UTC().Format(time.RFC3339))
	p.accessibility(property)
}

// person writes one person with their role and the name to sort them by.
func (p *epub) person(x *xmlWriter, element, role, id string, a corpus.Author) {
	x.element(element, a.Name(), attr{"id", id})
	x.element("meta", role, attr{"refines", "#" + id}, attr{"property", "role"}, attr{"scheme", "marc:relators"})
	x.element("meta", inverted(a), attr{"refines", "#" + id}, attr{"property", "file-as"})
}

// printed is the volume that the pages are those of.
func (p *epub) printed() string {
	v := p.edition.Volume
	if isbn := strings.ReplaceAll(strings.TrimSpace(v.ISBN), " ", ""); isbn != "" {
		return "urn:isbn:" + strings.ReplaceAll(isbn, "-", "")
	}
	return fullTitle(v.Title, v.Subtitle)
}

func (p *epub) accessibility(property func(name, value string)) {
	property("schema:accessMode", "textual")
	property("schema:accessModeSufficient", "textual")
	features := []string{"readingOrder", "structuralNavigation", "tableOfContents", "displayTransformability"}
	if len(p.marks) > 0 {
		features = append(features, "printPageNumbers")
	}
	for _, f := range features {
		property("schema:accessibilityFeature", f)
	}
	property("schema:accessibilityHazard", "none")
	property("schema:accessibilitySummary", "The text is a program's reading of scanned pages and may hold misreadings. It has headings, links from notes and citations to what they name, and the numbers of the printed pages. Pictures are left out; their captions are given.")
}
