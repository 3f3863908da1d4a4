package server

import (
	"encoding/xml"
	"net/http"
	"slices"
	"time"

	"recto/internal/corpus"
	"recto/internal/search"
)

// atomFeed is an Atom feed, RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Link    []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Author  []author `xml:"author"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary"`
}

type author struct {
	Name string `xml:"name"`
}

// feedSize is how many papers a feed holds.
const feedSize = 50

// searchFeed is a search to be subscribed to: the papers that answer it, those
// published last first.
func (s *server) searchFeed(w http.ResponseWriter, r *http.Request) error {
	req, err := parseSearch(r)
	if err != nil {
		return err
	}
	found, err := s.Searcher.Each(r.Context(), req)
	if err != nil {
		return searchError(err)
	}
	volumes, err := s.Library.Volumes(r.Context())
	if err != nil {
		return err
	}
	published := map[string]time.Time{}
	for _, v := range volumes {
		published[v.Volume.ID] = v.Published
	}
	papers := firstOfPaper(found)
	slices.SortStableFunc(papers, func(a, b search.Found) int {
		return published[b.Part.Volume].Compare(published[a.Part.Volume])
	})
	feed := atomFeed{
		ID: s.absolute("/search.atom?" + r.URL.RawQuery), Title: "Recto: " + req.Query, Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
		Link: []atomLink{{"self", s.absolute("/search.atom?" + r.URL.RawQuery)}, {"alternate", s.absolute("/search?" + r.URL.RawQuery)}},
	}
	for i, f := range papers[:min(feedSize, len(papers))] {
		e := s.entry(f, published[f.Part.Volume], req.Query)
		if i == 0 {
			feed.Updated = e.Updated
		}
		feed.Entries = append(feed.Entries, e)
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	if _, err := w.Write([]byte(xml.Header)); err != nil {
		return err
	}
	return xml.NewEncoder(w).Encode(feed)
}

func (s *server) entry(f search.Found, published time.Time, query string) atomEntry {
	e := atomEntry{
		ID: s.absolute(paperURL(f.Part.ID, "", "")), Title: partTitle(f.Part), Updated: published.UTC().Format(time.RFC3339),
		Link: atomLink{Href: s.absolute(paperURL(f.Part.ID, query, f.Block))}, Summary: place(f.Folio, f.Scan) + ": " + snippet(f.Fragment),
	}
	for _, l := range authorLinks(f.Part.Paper) {
		e.Author = append(e.Author, author{l.Text})
	}
	if len(e.Author) == 0 {
		e.Author = []author{{f.Part.VolumeTitle}} // RFC 4287 asks for one
	}
	return e
}

// firstOfPaper keeps the first passage of each paper.
func firstOfPaper(found []search.Found) []search.Found {
	seen := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(found), func(f search.Found) bool {
		double := seen[f.Part.ID]
		seen[f.Part.ID] = true
		return double || f.Part.Kind == corpus.Contents
	})
}
