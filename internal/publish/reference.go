package publish

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"recto/internal/corpus"
)

// ReferenceKey names an entry of a list of references in a reader's own list:
// family name, year and the first word of the title that is not an article.
func ReferenceKey(r corpus.Reference) string {
	people := r.Authors
	if len(people) == 0 {
		people = r.Editors
	}
	name := "anonymous"
	if len(people) > 0 {
		name = strings.ReplaceAll(corpus.Slug(people[0].Family), "-", "")
	}
	return name + corpus.Slug(r.Year) + firstWord(r.Title)
}

var bibtexTypes = map[string]string{
	"article-journal": "article", "book": "book", "chapter": "incollection", "paper-conference": "inproceedings",
	"thesis": "phdthesis", "report": "techreport",
}

// ReferenceBibTeX is one entry of a list of references under a key. What is of
// no known type is @misc.
func ReferenceBibTeX(r corpus.Reference, key string) string {
	kind := bibtexTypes[r.Type]
	if kind == "" {
		kind = "misc"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s,\n", kind, key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-9s = {%s},\n", name, value)
		}
	}
	within, by := "booktitle", "publisher"
	switch kind {
	case "article":
		within = "journal"
	case "phdthesis":
		by = "school"
	case "techreport":
		by = "institution"
	}
	field("author", bibtexNames(r.Authors))
	field("editor", bibtexNames(r.Editors))
	field("title", bibtexTitle(r.Title))
	field(within, bibtexTitle(r.Container))
	field("volume", latex(r.Volume))
	field("number", latex(r.Issue))
	field("pages", strings.NewReplacer("–", "--", "—", "--", "-", "--").Replace(latex(r.Pages)))
	field(by, latex(r.Publisher))
	field("address", latex(r.Place))
	field("year", latex(r.Year))
	field("doi", bibtexURL(r.DOI))
	field("url", bibtexURL(r.URL))
	b.WriteString("}\n")
	return b.String()
}

var risTypes = map[string]string{
	"article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "paper-conference": "CPAPER", "thesis": "THES", "report": "RPRT", "webpage": "ELEC",
}

// ReferenceRIS is one entry of a list of references, lines ended by CR LF.
func ReferenceRIS(r corpus.Reference) string {
	kind := risTypes[r.Type]
	if kind == "" {
		kind = "GEN"
	}
	var b strings.Builder
	tag := func(name, value string) {
		if value = strings.Join(strings.Fields(value), " "); value != "" {
			fmt.Fprintf(&b, "%s  - %s\r\n", name, value)
		}
	}
	tag("TY", kind)
	for _, a := range r.Authors {
		tag("AU", inverted(a))
	}
	for _, a := range r.Editors {
		tag("ED", inverted(a))
	}
	tag("TI", r.Title)
	tag("T2", r.Container)
	tag("VL", r.Volume)
	tag("IS", r.Issue)
	first, last, _ := strings.Cut(strings.NewReplacer("–", "-", "—", "-").Replace(r.Pages), "-")
	tag("SP", first)
	tag("EP", last)
	tag("PB", r.Publisher)
	tag("CY", r.Place)
	tag("PY", r.Year)
	tag("DO", r.DOI)
	tag("UR", r.URL)
	b.WriteString("ER  - \r\n")
	return b.String()
}

// ReferenceCSL is one entry of a list of references as an item of CSL-JSON, on
// one line, with its text as a note. A year that is none in figures is literal.
func ReferenceCSL(r corpus.Reference, key string) ([]byte, error) {
	item := referenceItem{
		ID: key, Type: r.Type, Title: r.Title, Author: cslNames(r.Authors), Editor: cslNames(r.Editors), Container: r.Container,
		Volume: r.Volume, Issue: r.Issue, Page: strings.NewReplacer("–", "-", "—", "-").Replace(r.Pages),
		Publisher: r.Publisher, Place: r.Place, DOI: r.DOI, URL: r.URL, Note: r.Raw,
	}
	if item.Type == "" {
		item.Type = "document"
	}
	if m := yearAndLetter.FindStringSubmatch(r.Year); m != nil {
		year := 0
		for _, d := range m[1] {
			year = 10*year + int(d-'0')
		}
		item.Issued, item.Suffix = &referenceDate{Parts: [][]int{{year}}}, m[2]
	} else if r.Year != "" {
		item.Issued = &referenceDate{Literal: r.Year}
	}
	var b bytes.Buffer
	err := encoder(&b).Encode(item)
	return b.Bytes(), err
}

var yearAndLetter = regexp.MustCompile(`^(\d{4})([a-z]?)$`)

type referenceItem struct {
	ID        string         `json:"id"`
	Type      string         `json:"type"`
	Author    []cslName      `json:"author,omitempty"`
	Editor    []cslName      `json:"editor,omitempty"`
	Issued    *referenceDate `json:"issued,omitempty"`
	Suffix    string         `json:"year-suffix,omitempty"`
	Title     string         `json:"title,omitempty"`
	Container string         `json:"container-title,omitempty"`
	Volume    string         `json:"volume,omitempty"`
	Issue     string         `json:"issue,omitempty"`
	Page      string         `json:"page,omitempty"`
	Publisher string         `json:"publisher,omitempty"`
	Place     string         `json:"publisher-place,omitempty"`
	DOI       string         `json:"DOI,omitempty"`
	URL       string         `json:"URL,omitempty"`
	Note      string         `json:"note,omitempty"`
}

type referenceDate struct {
	Parts   [][]int `json:"date-parts,omitempty"`
	Literal string  `json:"literal,omitempty"`
}
