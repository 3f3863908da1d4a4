package server

import (
	"net/http"
	"strings"

	"recto/internal/corpus"
)

// thumbWidth is that of the small copies by which pages are chosen, in pixels:
// they are shown half as wide.
const thumbWidth = 200

// thumbnail leads to a printed page.
type thumbnail struct {
	Text    string
	URL     string
	Here    bool
	Picture string // empty if there is none
	Width   int    // pixels as shown
	Height  int
}

// thumbnails lead to all pages of a part.
func (s *server) thumbnails(part corpus.PartText, here int, query string) []thumbnail {
	all := make([]thumbnail, len(part.Pages))
	for i, e := range part.Pages {
		t := thumbnail{Text: place(e.Folio, e.Scan), URL: pageURL(part.Entry.ID, keyOf(e, part.Pages), query), Here: i == here}
		if box := pageBox(e); e.Blob != "" && box.Width() > 0 {
			t.Picture = s.copyAt(part.Entry.Volume, e, sideShown(e, box), thumbWidth)
			t.Width, t.Height = thumbWidth/2, int(thumbWidth/2*box.Height()/box.Width())
		}
		all[i] = t
	}
	return all
}

// goToPage leads to the page that a reader named.
func (s *server) goToPage(w http.ResponseWriter, r *http.Request) error {
	part, ok, err := s.namedPart(w, r)
	if !ok || err != nil {
		return err
	}
	asked := strings.TrimSpace(r.URL.Query().Get("page"))
	at := findPage(part.Pages, asked)
	if at < 0 {
		return noPageIn(part)
	}
	key := keyOf(part.Pages[at], part.Pages)
	to := pageURL(part.Entry.ID, key, queryOf(r))
	if v, err := viewOf(r); err == nil && v.Name == facingView {
		to = v.onPage(key).url(part.Entry.ID, leafID(key))
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func noPageIn(part corpus.PartText) error {
	return pageError{
		Status: http.StatusNotFound, Title: "There is no such page in this paper",
		Text: "It has " + pagesHere(part) + ". Go back and name one of them, as it is printed.",
	}
}

// pagesHere names the first and the last page of a part.
func pagesHere(part corpus.PartText) string {
	if len(part.Pages) == 0 {
		return "no pages of its own"
	}
	first, last := part.Pages[0], part.Pages[len(part.Pages)-1]
	if first.ID == last.ID {
		return "one page, " + place(first.Folio, first.Scan)
	}
	return place(first.Folio, first.Scan) + " to " + place(last.Folio, last.Scan)
}
