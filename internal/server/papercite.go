package server

import (
	"encoding/json"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// quoteLength is about how much of a passage is quoted with its citation, bytes.
const quoteLength = 400

// citeBox is what is needed to cite a paper, or one passage of it.
type citeBox struct {
	Quote     string // of a passage; empty for the whole paper
	Place     string // where it is printed, as "page 8, scan 5"
	BackURL   string // the passage in the text
	WholeURL  string // the box for the whole paper
	Styles    []publish.Styled
	COinS     string
	LinkedLD  json.RawMessage // schema.org, of the whole paper
	Downloads []link
}

// citeBox describes a paper, and cites it or the block that is asked for.
func (s *server) citeBox(part corpus.PartText, c publish.Cited, block string) *citeBox {
	id := part.Entry.ID
	box := &citeBox{COinS: publish.OpenURL(c), LinkedLD: publish.LinkedData(c), Downloads: downloads(id)}
	i := slices.IndexFunc(part.Part.Blocks, func(b corpus.Block) bool { return b.ID == block })
	if block == "" || i < 0 {
		box.Styles = publish.Styles(c)
		return box
	}
	b := part.Part.Blocks[i]
	first, last := blockPages(b, part.Pages)
	c.Folios = span(first.Folio, last.Folio)
	c.URL += "#" + b.ID
	box.Quote = quoteOf(b)
	box.Place = printedPlace(first, last)
	box.BackURL = "#" + b.ID
	box.WholeURL = paperURL(id, "", "cite")
	box.Styles = publish.Styles(c)
	return box
}

// blockPages are the pages on which a block begins and ends.
func blockPages(b corpus.Block, pages []corpus.PageEntry) (first, last corpus.PageEntry) {
	for _, t := range b.Tokens {
		i := slices.IndexFunc(pages, func(p corpus.PageEntry) bool { return p.ID == t.Page })
		if t.Page == "" || i < 0 || pages[i].ID == last.ID {
			continue
		}
		if last = pages[i]; first.ID == "" {
			first = last
		}
	}
	return first, last
}

func span(first, last string) string {
	if first == "" || last == "" || first == last {
		return first
	}
	return first + "–" + last
}

func printedPlace(first, last corpus.PageEntry) string {
	var text []string
	for _, p := range []corpus.PageEntry{first, last} {
		place := place("", p.Scan)
		if p.Folio != "" {
			place = "page " + p.Folio + ", " + place
		}
		if p.ID != "" && !slices.Contains(text, place) {
			text = append(text, place)
		}
	}
	return strings.Join(text, " to ")
}

func quoteOf(b corpus.Block) string {
	text := corpus.Join(b.Tokens[labelEnd(b):])
	if short := shortened(text, quoteLength); short != "" {
		return short
	}
	return text
}
