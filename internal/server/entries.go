package server

import (
	"net/url"
	"strconv"

	"recto/internal/corpus"
)

// link is a text that leads somewhere.
type link struct{ Text, URL string }

// paperURL is the address of a part; with a query its hits are lit up there.
func paperURL(part, query, block string) string {
	u := url.URL{Path: "/papers/" + part, Fragment: block}
	if query != "" {
		u.RawQuery = url.Values{"q": {query}}.Encode()
	}
	return u.String()
}

// wordURL is the address of a word's history.
func wordURL(part, word string) string { return "/papers/" + part + "/words/" + word }

func conceptURL(id string) string { return "/concepts/" + url.PathEscape(id) }

func volumeURL(id string) string { return "/volumes/" + url.PathEscape(id) }

func authorURL(name string) string { return "/authors/" + corpus.Slug(name) }

// authorLinks are a paper's authors; a part without a paper has none.
func authorLinks(p *corpus.Paper) []link {
	if p == nil {
		return nil
	}
	links := make([]link, 0, len(p.Authors))
	for _, a := range p.Authors {
		links = append(links, link{a.Name(), authorURL(a.Name())})
	}
	return links
}

// partTitle is how readers know a part: a paper by its described title, which a
// clean list may have given, others by what is printed over them or their kind.
func partTitle(p corpus.PartEntry) string {
	if p.Paper != nil && p.Paper.Title != "" {
		return p.Paper.Title
	}
	if p.Title != "" && p.Title != string(p.Kind) {
		return p.Title
	}
	switch p.Kind {
	case corpus.FrontMatter:
		return "Front matter"
	case corpus.Contents:
		return "Contents"
	case corpus.Introduction:
		return "Introduction"
	case corpus.BackMatter:
		return "Back matter"
	}
	return "Untitled paper"
}

// folios are the printed pages of a part: "12–30", "12", or "" if not known.
func folios(p *corpus.Paper) string {
	switch {
	case p == nil || p.FirstFolio == "" || p.LastFolio == "":
		return ""
	case p.FirstFolio == p.LastFolio:
		return p.FirstFolio
	}
	return p.FirstFolio + "–" + p.LastFolio
}

// pagesText names the printed pages of a paper in a sentence.
func pagesText(p *corpus.Paper) string {
	span := folios(p)
	switch {
	case span == "":
		return ""
	case p.FirstFolio == p.LastFolio:
		return "page " + span
	}
	return "pages " + span
}

// placeSpan names printed pages as readers do: "pp. 12–19", or their scans.
func placeSpan(first, last corpus.PageEntry) string {
	switch {
	case first.ID == last.ID:
		return place(first.Folio, first.Scan)
	case first.Folio != "" && last.Folio != "":
		return "pp. " + first.Folio + "–" + last.Folio
	case first.Folio == "" && last.Folio == "":
		return "scans " + strconv.Itoa(first.Scan) + "–" + strconv.Itoa(last.Scan)
	}
	return place(first.Folio, first.Scan) + " to " + place(last.Folio, last.Scan)
}

// place names a printed page as readers do: "p. 12", or the scan where no
// folio was read.
func place(folio string, scan int) string {
	if folio != "" {
		return "p. " + folio
	}
	return "scan " + strconv.Itoa(scan)
}
