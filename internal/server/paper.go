package server

import (
	"net/http"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/publish"
)

type paperPage struct {
	frame
	Part         corpus.PartText
	Heading      string // the page's h1
	Subtitle     string
	Authors      []link
	Affiliations []string
	Volume       link
	Year         int
	Folios       string
	Diplomatic   bool
	ReadingURL   string
	RawURL       string
	ScanURL      string // of the first page that has a picture; empty for a text source
	Contents     []tocEntry
	Blocks       []readingBlock
	Pages        []rawPage // of the diplomatic view
	Citation     string
	Downloads    []link
	Edition      string
	Query        string
	Lit          int // blocks with a hit
}

// tocEntry is a section in the contents of a paper.
type tocEntry struct {
	Level int
	Text  string
	URL   string
}

func (s *server) paper(w http.ResponseWriter, r *http.Request) error {
	part, err := s.Library.Part(r.Context(), chi.URLParam(r, "paper"))
	if err != nil {
		return err
	}
	volume, err := s.Library.Volume(r.Context(), part.Entry.Volume)
	if err != nil {
		return err
	}
	view := r.URL.Query().Get("view")
	if view != "" && view != "diplomatic" {
		return badRequest("There is no such view", "A paper can be read as text, or word for word as the scan was read (view=diplomatic).")
	}
	page := s.paperHead(part, volume, queryOf(r))
	if page.Diplomatic = view != ""; page.Diplomatic {
		if page.Pages, err = s.rawPages(r.Context(), part); err != nil {
			return err
		}
		return s.render(w, r, http.StatusOK, "diplomatic", &page)
	}
	s.fillReading(&page)
	return s.render(w, r, http.StatusOK, "paper", &page)
}

// paperHead is what every view of a part shows of it.
func (s *server) paperHead(part corpus.PartText, volume corpus.VolumeEntry, query string) paperPage {
	e := part.Entry
	page := paperPage{
		frame:   frame{Title: partTitle(e), Room: "volumes", Query: query},
		Part:    part,
		Heading: partTitle(e),
		Authors: authorLinks(e.Paper),
		Volume:  link{e.VolumeTitle, volumeURL(e.Volume)},
		Year:    e.Year,
		Folios:  pagesText(e.Paper),
		Edition: corpus.ShortID(e.Edition),
		Query:   query,
	}
	page.ReadingURL = paperURL(e.ID, query, "")
	page.RawURL = "/papers/" + e.ID + "?view=diplomatic"
	page.Alternates = []alternate{{teiURL(e.ID), teiType}}
	if i := slices.IndexFunc(part.Pages, func(p corpus.PageEntry) bool { return p.Blob != "" }); i >= 0 {
		page.ScanURL = pageURL(e.ID, keyOf(part.Pages[i], part.Pages), query)
	}
	if e.Paper == nil {
		return page
	}
	page.Subtitle = e.Paper.Subtitle
	for _, a := range e.Paper.Authors {
		if a.Affiliation != "" && !slices.Contains(page.Affiliations, a.Affiliation) {
			page.Affiliations = append(page.Affiliations, a.Affiliation)
		}
	}
	cited := publish.Cited{Paper: *e.Paper, Volume: volume.Volume, URL: s.base.JoinPath("papers", e.ID).String()}
	page.Citation = publish.Citation(cited)
	page.Meta = metaOf(cited)
	page.Downloads = downloads(e.ID)
	return page
}

func metaOf(c publish.Cited) []meta {
	var all []meta
	for _, m := range publish.Metadata(c) {
		all = append(all, meta(m))
	}
	return all
}

// fillReading makes the reading text, and the contents and description from it.
func (s *server) fillReading(page *paperPage) {
	for _, b := range newReader(page.Part, s.Glossary, s.hitsOf(page.Query), page.Query).read() {
		if hasHit(b) {
			page.Lit++
		}
		if b.Kind == corpus.AbstractBlock && page.Description == "" {
			text := plainText(b)
			page.Description = shortened(text, 300)
			b.Titled = !strings.HasPrefix(strings.ToLower(text), "abstract")
		}
		page.Blocks = append(page.Blocks, b)
		if b.Kind == corpus.Heading && b.Level <= 3 {
			page.Contents = append(page.Contents, tocEntry{b.Level - 1, strings.TrimSpace(b.Label + " " + plainText(b)), "#" + b.ID})
		}
	}
}

// shortened cuts a text at a word's end, after at most n bytes.
func shortened(text string, n int) string {
	if len(text) <= n {
		return text
	}
	if end := strings.LastIndexByte(text[:n], ' '); end > 0 {
		return text[:end] + " …"
	}
	return ""
}

func hasHit(b readingBlock) bool {
	return slices.ContainsFunc(b.Runs, func(r run) bool {
		return slices.ContainsFunc(r.Pieces, func(p piece) bool { return p.Hit })
	})
}

// plainText is a block's text without its marks.
func plainText(b readingBlock) string {
	var text strings.Builder
	for _, r := range b.Runs {
		text.WriteString(textOf(r.Pieces))
		if r.Kind == gapRun {
			text.WriteString(corpus.GapMark)
		}
	}
	return strings.TrimSpace(text.String())
}
