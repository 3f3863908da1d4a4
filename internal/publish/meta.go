package publish

import "fmt"

// Meta is one <meta name content> of a page's head.
type Meta struct {
	Name    string
	Content string
}

// Metadata describes a paper to search engines and reference managers, by the
// Highwire tags that Google Scholar and Zotero read and by Dublin Core. An
// author's institution follows the author.
func Metadata(c Cited) []Meta {
	var out []Meta
	add := func(name, content string) {
		if content != "" {
			out = append(out, Meta{name, content})
		}
	}
	title, volume := fullTitle(c.Paper.Title, c.Paper.Subtitle), fullTitle(c.Volume.Title, c.Volume.Subtitle)
	year := ""
	if c.Volume.Year != 0 {
		year = fmt.Sprint(c.Volume.Year)
	}
	first, last := c.span()
	add("citation_title", title)
	for _, a := range c.Paper.Authors {
		add("citation_author", inverted(a))
		add("citation_author_institution", a.Affiliation)
	}
	add("citation_publication_date", year)
	add("citation_conference_title", c.Volume.Event)
	add("citation_inbook_title", volume)
	add("citation_firstpage", first)
	add("citation_lastpage", last)
	add("citation_publisher", c.Volume.Publisher)
	add("citation_isbn", c.Volume.ISBN)
	for _, k := range c.Paper.Keywords {
		add("citation_keywords", k)
	}
	add("citation_abstract_html_url", c.URL)
	add("citation_fulltext_html_url", c.URL)
	add("citation_pdf_url", c.PDF)
	add("DC.title", title)
	for _, a := range c.Paper.Authors {
		add("DC.creator", inverted(a))
	}
	add("DC.date", year)
	add("DC.publisher", c.Volume.Publisher)
	add("DC.relation.isPartOf", volume)
	add("DC.type", "Text")
	add("DC.format", "text/html")
	add("DC.rights", c.Volume.Rights)
	add("DC.identifier", c.URL)
	return out
}
