package publish

import (
	"bytes"
	"strings"

	"recto/internal/corpus"
)

// CSL is the citation as CSL-JSON: an array with one item.
func CSL(c Cited) ([]byte, error) {
	item := cslItem{
		ID: c.key(), Type: "paper-conference",
		Title:     fullTitle(c.Paper.Title, c.Paper.Subtitle),
		Author:    cslNames(c.Paper.Authors),
		Container: fullTitle(c.Volume.Title, c.Volume.Subtitle),
		Editor:    cslNames(people(c.Volume.Editors)),
		Series:    c.Volume.Series, Event: c.Volume.Event, Publisher: c.Volume.Publisher,
		Page: strings.ReplaceAll(c.folios(), "–", "-"), ISBN: c.Volume.ISBN, URL: c.URL,
	}
	if c.Volume.Year != 0 {
		item.Issued = &cslDate{Parts: [][]int{{c.Volume.Year}}}
	}
	var b bytes.Buffer
	enc := encoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode([]cslItem{item}); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Author    []cslName `json:"author,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Editor    []cslName `json:"editor,omitempty"`
	Series    string    `json:"collection-title,omitempty"`
	Event     string    `json:"event-title,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Page      string    `json:"page,omitempty"`
	ISBN      string    `json:"ISBN,omitempty"`
	URL       string    `json:"URL,omitempty"`
}

type cslName struct {
	Family string `json:"family,omitempty"`
	Given  string `json:"given,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

func cslNames(authors []corpus.Author) []cslName {
	out := make([]cslName, len(authors))
	for i, a := range authors {
		out[i] = cslName{Family: a.Family, Given: a.Given}
	}
	return out
}
