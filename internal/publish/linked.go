package publish

import (
	"encoding/json"
	"fmt"
	"net/url"

	"recto/internal/corpus"
)

// LinkedData describes a paper in schema.org's words, as JSON-LD: a
// ScholarlyArticle that is part of a Book.
func LinkedData(c Cited) json.RawMessage {
	first, last := c.span()
	article := schemaArticle{
		Context: "https://schema.org", Type: []string{"ScholarlyArticle", "Chapter"}, ID: c.URL, URL: c.URL,
		Name: fullTitle(c.Paper.Title, c.Paper.Subtitle), Headline: fullTitle(c.Paper.Title, c.Paper.Subtitle),
		Author: schemaPeople(c.Paper.Authors), Keywords: c.Paper.Keywords,
		PageStart: first, PageEnd: last, Pagination: c.folios(),
	}
	if c.Volume.Year != 0 {
		article.Published = fmt.Sprint(c.Volume.Year)
	}
	if title := fullTitle(c.Volume.Title, c.Volume.Subtitle); title != "" {
		article.PartOf = &schemaBook{Type: "Book", Name: title, Editor: schemaPeople(people(c.Volume.Editors)), ISBN: c.Volume.ISBN, Published: article.Published}
		if c.Volume.Publisher != "" {
			article.PartOf.Publisher = &schemaThing{"Organization", c.Volume.Publisher}
		}
	}
	data, err := json.Marshal(article)
	if err != nil {
		return nil // strings and numbers always marshal
	}
	return data
}

type schemaArticle struct {
	Context    string         `json:"@context"`
	Type       []string       `json:"@type"`
	ID         string         `json:"@id,omitempty"`
	URL        string         `json:"url,omitempty"`
	Name       string         `json:"name"`
	Headline   string         `json:"headline"`
	Author     []schemaPerson `json:"author,omitempty"`
	Published  string         `json:"datePublished,omitempty"`
	PageStart  string         `json:"pageStart,omitempty"`
	PageEnd    string         `json:"pageEnd,omitempty"`
	Pagination string         `json:"pagination,omitempty"`
	Keywords   []string       `json:"keywords,omitempty"`
	PartOf     *schemaBook    `json:"isPartOf,omitempty"`
}

type schemaBook struct {
	Type      string         `json:"@type"`
	Name      string         `json:"name"`
	Editor    []schemaPerson `json:"editor,omitempty"`
	Publisher *schemaThing   `json:"publisher,omitempty"`
	ISBN      string         `json:"isbn,omitempty"`
	Published string         `json:"datePublished,omitempty"`
}

type schemaPerson struct {
	Type        string       `json:"@type"`
	Name        string       `json:"name"`
	Given       string       `json:"givenName,omitempty"`
	Family      string       `json:"familyName,omitempty"`
	Affiliation *schemaThing `json:"affiliation,omitempty"`
}

type schemaThing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

func schemaPeople(authors []corpus.Author) []schemaPerson {
	out := make([]schemaPerson, len(authors))
	for i, a := range authors {
		out[i] = schemaPerson{Type: "Person", Name: a.Name(), Given: a.Given, Family: a.Family}
		if a.Affiliation != "" {
			out[i].Affiliation = &schemaThing{"Organization", a.Affiliation}
		}
	}
	return out
}

// OpenURL describes a paper as a ContextObject in key and value form (ANSI/NISO
// Z39.88), which a page carries as COinS.
func OpenURL(c Cited) string {
	first, last := c.span()
	v := url.Values{}
	set := func(key, value string) {
		if value != "" {
			v.Add(key, value)
		}
	}
	set("ctx_ver", "Z39.88-2004")
	set("rft_val_fmt", "info:ofi/fmt:kev:mtx:book")
	set("rft.genre", "proceeding")
	set("rft.atitle", fullTitle(c.Paper.Title, c.Paper.Subtitle))
	set("rft.btitle", fullTitle(c.Volume.Title, c.Volume.Subtitle))
	for i, a := range c.Paper.Authors {
		if i == 0 {
			set("rft.aulast", a.Family)
			set("rft.aufirst", a.Given)
		}
		set("rft.au", a.Name())
	}
	if c.Volume.Year != 0 {
		set("rft.date", fmt.Sprint(c.Volume.Year))
	}
	set("rft.spage", first)
	set("rft.epage", last)
	set("rft.pages", c.folios())
	set("rft.pub", c.Volume.Publisher)
	set("rft.isbn", c.Volume.ISBN)
	set("rft_id", c.URL)
	return v.Encode()
}
