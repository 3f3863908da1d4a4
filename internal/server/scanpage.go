package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/annotations"
)

type scanPage struct {
	frame
	Heading        string
	Paper          link
	Volume         link
	Entry          corpus.PageEntry
	Place          string
	Picture        *picture   // nil for a text source
	View           corpus.Box // what of the scan is shown, pixels
	Spread         bool       // the whole scan is shown, other pages on it included
	Other          *link      // the page alone, or the whole scan
	Words          []scanWord
	Spot           *spot    // the word that the address points out
	Lines          []string // shown where there is no picture
	Previous, Next *link
	Thumbnails     []thumbnail
	Levels         string // of the scan, for zooming
	Permalink      string
	Since          string // what became of the page since the link to it was made
	FacingURL      string // the page beside its text
	GoTo           string // takes the folio of a page
	NotesURL       string // where a note on the scan is made, by those who are signed in; else empty
	NoteKey        string // names the page there
	Noted          []annotations.Note
	Query          string
}

// scanWord is a word's box on the scan, in pixels of the picture.
type scanWord struct {
	X, Y, W, H float64
	Text       string
	URL        string // the word in the text; empty for forme work
	Hit        bool
	Here       bool // the address points it out
}

// spot is a word that was pointed out on its scan.
type spot struct {
	Raw     string
	Reading string
	URL     string // of its history
}

func (s *server) scanPage(w http.ResponseWriter, r *http.Request) error {
	part, ok, err := s.namedPart(w, r)
	if !ok || err != nil {
		return err
	}
	at := findPage(part.Pages, chi.URLParam(r, "page"))
	if at < 0 {
		return errNoPage
	}
	page := s.scanHead(part, at, queryOf(r))
	page.frameView(r.URL.Query().Get("view") == "spread", pageURL(part.Entry.ID, keyOf(page.Entry, part.Pages), page.Query))
	page.Picture = s.shownPicture(part.Entry.Volume, page.Entry, page.View)
	page.Levels = s.zoomLevels(part.Entry.Volume, page.Entry)
	page.Thumbnails = s.thumbnails(part, at, page.Query)
	here := page.point(part, r.URL.Query().Get("word"))
	if err := s.fillScan(r.Context(), &page, part, here); err != nil {
		return err
	}
	if err := s.noteScan(r.Context(), &page, part); err != nil {
		return err
	}
	page.Permalink, page.Since = page.permalink(part, r.URL.Query())
	return s.render(w, r, http.StatusOK, "page", &page)
}

// permalink is an address of the page that outlives another reading of its folio,
// and what is to be said to a reader who came by one.
func (p *scanPage) permalink(part corpus.PartText, q url.Values) (link, since string) {
	sum := sha256.Sum256([]byte(strings.Join(p.Lines, "\n")))
	digest, edition := hex.EncodeToString(sum[:4]), corpus.ShortID(part.Entry.Edition)
	link = pageURL(part.Entry.ID, pageKey("", p.Entry.Scan, p.Entry.Side), "") + "?edition=" + edition + "&sum=" + digest
	if then := q.Get("sum"); then != "" && then != digest {
		since = "This page has been read otherwise since the link to it was made, from edition " + q.Get("edition") + ". This is edition " + edition + "."
	}
	return link, since
}

func (s *server) scanHead(part corpus.PartText, at int, query string) scanPage {
	entry, e := part.Pages[at], part.Entry
	page := scanPage{
		frame:   frame{Room: "volumes", Query: query},
		Paper:   link{partTitle(e), paperURL(e.ID, query, "")},
		Volume:  link{e.VolumeTitle, volumeURL(e.Volume)},
		Entry:   entry,
		Place:   place(entry.Folio, entry.Scan),
		Heading: pageHeading(entry),
		GoTo:    "/papers/" + e.ID + "/pages",
		Query:   query,
	}
	if entry.Blob != "" {
		key := keyOf(entry, part.Pages)
		page.FacingURL = view{Query: query}.onPage(key).url(e.ID, leafID(key))
	}
	page.Title = page.Heading + " · " + page.Paper.Text
	page.Description = page.Heading + " of “" + page.Paper.Text + "” as it was scanned, with every word that was read on it."
	if at > 0 {
		page.Previous = pageLink(part, at-1, query)
	}
	if at+1 < len(part.Pages) {
		page.Next = pageLink(part, at+1, query)
	}
	return page
}

// frameView chooses what of the scan is shown: the printed page with a little
// of what is around it, or all of the scan.
func (p *scanPage) frameView(spread bool, url string) {
	e := p.Entry
	p.View = corpus.Box{X2: float64(e.Width), Y2: float64(e.Height)}
	alone := pageBox(e)
	if alone == p.View {
		return
	}
	if p.Spread = spread; spread {
		p.Other = &link{"This page alone", url}
		return
	}
	p.View = alone
	p.Other = &link{"The whole scan", url + queryMark(url) + "view=spread"}
}

// queryMark is what stands between an address and one more of its parameters.
func queryMark(url string) string {
	if strings.Contains(url, "?") {
		return "&"
	}
	return "?"
}

// pageBox is what of its scan is shown for a page, in pixels.
func pageBox(e corpus.PageEntry) corpus.Box {
	all := image.Rect(0, 0, e.Width, e.Height)
	part := shownPart(e.Side, e.Region).Intersect(all)
	if part.Empty() {
		part = all
	}
	return corpus.Box{
		X1: float64(part.Min.X), Y1: float64(part.Min.Y),
		X2: float64(part.Max.X), Y2: float64(part.Max.Y),
	}
}

// point finds the word that the address points out, and gives the ids of all
// words that it was read from.
func (p *scanPage) point(part corpus.PartText, word string) map[string]bool {
	here := map[string]bool{}
	token, ok := tokenOf(part.Part, word)
	if !ok {
		return here
	}
	for _, w := range token.Words {
		here[w.ID] = true
	}
	p.Spot = &spot{token.Raw(), token.Text, wordURL(part.Entry.ID, token.ID())}
	return here
}

// shownPicture is the picture of what of the scan is shown, nil if there is none.
func (s *server) shownPicture(volume string, e corpus.PageEntry, shown corpus.Box) *picture {
	if e.Blob == "" || e.Width <= 0 || e.Height <= 0 {
		return nil
	}
	return s.copies(volume, e, sideShown(e, shown), image.Rect(int(shown.X1), int(shown.Y1), int(shown.X2), int(shown.Y2)))
}

// sideShown is the side of its scan that is shown for a page.
func sideShown(e corpus.PageEntry, shown corpus.Box) corpus.Side {
	if shown == (corpus.Box{X2: float64(e.Width), Y2: float64(e.Height)}) {
		return corpus.Whole
	}
	return e.Side
}

func pageLink(part corpus.PartText, at int, query string) *link {
	p := part.Pages[at]
	return &link{place(p.Folio, p.Scan), pageURL(part.Entry.ID, keyOf(p, part.Pages), query)}
}

// fillScan lays out the words of the printed page.
func (s *server) fillScan(ctx context.Context, page *scanPage, part corpus.PartText, here map[string]bool) error {
	pages, err := s.Library.Page(ctx, part.Entry.Volume, page.Entry.Scan)
	if err != nil {
		return err
	}
	owners := wordOwners(part.Part, s.hitsOf(page.Query))
	for _, p := range pages {
		if p.ID != page.Entry.ID {
			continue
		}
		for _, line := range p.Lines {
			page.Lines = append(page.Lines, line.Raw())
			for _, word := range line.Words {
				if word.HasBox() {
					out := boxed(word, owners[word.ID], part.Entry.ID, page.Query)
					out.Here = here[word.ID]
					page.Words = append(page.Words, out)
				}
			}
		}
	}
	return nil
}

// owner is the token that a word is read in.
type owner struct {
	token string
	hit   bool
}

func wordOwners(p corpus.Part, h hits) map[string]owner {
	owners := map[string]owner{}
	for _, b := range p.Blocks {
		lit := h.lit(b)
		for i, t := range b.Tokens {
			for _, word := range t.Words {
				owners[word.ID] = owner{t.ID(), lit[i]}
			}
		}
	}
	return owners
}

func boxed(word corpus.Word, o owner, part, query string) scanWord {
	out := scanWord{X: word.Box.X1, Y: word.Box.Y1, W: word.Box.Width(), H: word.Box.Height(), Text: word.Raw, Hit: o.hit}
	if o.token != "" {
		out.URL = view{Name: facingView, Query: query, Word: o.token}.url(part, hereID)
	}
	return out
}

// pageKey names a printed page in an address: its folio, or its scan where no
// folio was read.
func pageKey(folio string, scan int, side corpus.Side) string {
	if folio != "" {
		return folio
	}
	key := "scan-" + strconv.Itoa(scan)
	switch side {
	case corpus.Left:
		return key + "l"
	case corpus.Right:
		return key + "r"
	}
	return key
}

// keyOf is a page's key within its part; a folio that stands on several pages,
// one of them misread, names none of them.
func keyOf(p corpus.PageEntry, all []corpus.PageEntry) string {
	same := 0
	for _, other := range all {
		if other.Folio == p.Folio {
			same++
		}
	}
	if same > 1 {
		return pageKey("", p.Scan, p.Side)
	}
	return pageKey(p.Folio, p.Scan, p.Side)
}

// findPage finds a page by its folio, its scan and side, or its scan alone.
func findPage(pages []corpus.PageEntry, key string) int {
	for _, match := range []func(corpus.PageEntry) bool{
		func(p corpus.PageEntry) bool { return p.Folio != "" && p.Folio == key },
		func(p corpus.PageEntry) bool { return pageKey("", p.Scan, p.Side) == key },
		func(p corpus.PageEntry) bool { return pageKey("", p.Scan, corpus.Whole) == key },
	} {
		if i := slices.IndexFunc(pages, match); i >= 0 {
			return i
		}
	}
	return -1
}

func pageURL(part, key, query string) string {
	u := url.URL{Path: "/papers/" + part + "/pages/" + key}
	if query != "" {
		u.RawQuery = url.Values{"q": {query}}.Encode()
	}
	return u.String()
}
