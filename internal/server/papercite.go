package server

import (
	"encoding/json"
	"slices"
	"strconv"
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
	Permalink string // of the passage; an address of this site
	BackURL   string // the passage in the text
	WholeURL  string // the box for the whole paper
	Styles    []publish.Styled
	COinS     string
	LinkedLD  json.RawMessage // schema.org, of the whole paper
	Downloads []link
}

// citeBox describes a paper, and cites it or the passage that is asked for.
func (s *server) citeBox(part corpus.PartText, c publish.Cited, v view) *citeBox {
	id := part.Entry.ID
	box := &citeBox{COinS: publish.OpenURL(c), LinkedLD: publish.LinkedData(c), Downloads: downloads(id)}
	at, ok := toCite(part.Part, v)
	if !ok {
		box.Styles = publish.Styles(c)
		return box
	}
	p := s.passageOf(part, c, at)
	box.Quote, box.Place, box.Permalink, box.BackURL = p.Quote, p.Place, p.path, "#"+hereID
	if v.Cite != citePassage {
		box.BackURL = "#" + v.Cite
	}
	box.WholeURL = paperURL(id, "", "cite")
	box.Styles = p.styles
	return box
}

// toCite is the passage that a reader wants to cite, if it is one that is there.
func toCite(part corpus.Part, v view) (stretch, bool) {
	if v.Cite == citePassage {
		at, f := v.At.find(part)
		return at, f != gone && v.At.From != ""
	}
	i := slices.IndexFunc(part.Blocks, func(b corpus.Block) bool { return b.ID == v.Cite })
	if v.Cite == "" || i < 0 {
		return stretch{}, false
	}
	return stretch{tokenPlace{i, labelEnd(part.Blocks[i])}, tokenPlace{i, len(part.Blocks[i].Tokens) - 1}}, true
}

// cited is a passage as it is quoted.
type cited struct {
	Quote  string `json:"quote"`
	Place  string `json:"place"`
	Link   string `json:"link"` // whole, of the passage in the text
	Cite   string `json:"cite"` // of its citation, on this site; empty in a part that is no paper
	Copy   string `json:"copy"` // the quote with its reference
	path   string // of Link
	styles []publish.Styled
}

// passageOf cites a passage: its words, where they are printed, and an address
// that finds them in later editions too.
func (s *server) passageOf(part corpus.PartText, c publish.Cited, at stretch) cited {
	out, first, last := s.placed(part, at)
	c.Folios, c.Scans = span(first.Folio, last.Folio), span(scanText(first.Scan), scanText(last.Scan))
	if to, ok := at.link(part); ok {
		v := view{At: to, Cite: citePassage}
		out.Cite = v.url(part.Entry.ID, "cite")
		c.URL = out.Link
	}
	out.styles = publish.Styles(c)
	out.Copy = "“" + out.Quote + "” " + out.styles[0].Text
	return out
}

// uncited is a passage of a part that is no paper.
func (s *server) uncited(part corpus.PartText, at stretch) cited {
	out, _, _ := s.placed(part, at)
	out.Copy = strings.Join(slices.DeleteFunc([]string{"“" + out.Quote + "”", part.Entry.VolumeTitle + ", " + out.Place, out.Link}, blank), " ")
	return out
}

func blank(s string) bool { return s == "" }

// placed is a passage with the pages on which it begins and ends, and a link to it.
func (s *server) placed(part corpus.PartText, at stretch) (out cited, first, last corpus.PageEntry) {
	tokens := at.tokens(part.Part)
	first, last = printedOn(tokens, part.Pages)
	out.Quote, out.Place = quoteOf(tokens), printedPlace(first, last)
	if to, ok := at.link(part); ok {
		out.path = view{At: to}.url(part.Entry.ID, hereID)
		out.Link = s.absolute(out.path)
	}
	return out, first, last
}

// printedOn are the pages on which a passage begins and ends.
func printedOn(tokens []corpus.Token, pages []corpus.PageEntry) (first, last corpus.PageEntry) {
	for _, t := range tokens {
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

func scanText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
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

func quoteOf(tokens []corpus.Token) string {
	text := corpus.Join(tokens)
	if short := shortened(text, quoteLength); short != "" {
		return short
	}
	return text
}
