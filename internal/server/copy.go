package server

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"math"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
)

// copyWidths are the widths of the copies of a scan picture, in pixels: a page
// is shown some 830 wide at most, on fine displays in twice as many.
var copyWidths = []int{800, 1600}

// shownPart is what is shown of a scan for a printed page: the page with a
// little of what is around it. It is empty where that is all of the scan.
func shownPart(side corpus.Side, region corpus.Box) image.Rectangle {
	if side == corpus.Whole || region == (corpus.Box{}) {
		return image.Rectangle{}
	}
	const margin = 0.03
	dx, dy := margin*region.Width(), margin/2*region.Height()
	return image.Rect(
		int(math.Floor(region.X1-dx)), int(math.Floor(region.Y1-dy)),
		int(math.Ceil(region.X2+dx)), int(math.Ceil(region.Y2+dy)),
	)
}

// pictureCopy serves a copy of a scan's picture, or of the part of it that shows
// the page of one side. An address that carries the copy's version never changes
// its answer. Where no copy can be made, the picture itself is served.
func (s *server) pictureCopy(w http.ResponseWriter, r *http.Request) error {
	width, err := strconv.Atoi(chi.URLParam(r, "width"))
	if err != nil || width != thumbWidth && !slices.Contains(copyWidths, width) {
		return errNoPage
	}
	hash, err := s.pictureHash(r)
	if err != nil {
		return err
	}
	part, err := s.partOf(r)
	if err != nil {
		return err
	}
	data, err := s.Copies.Copy(r.Context(), hash, part, width)
	if errors.Is(err, corpus.ErrBroken) || errors.Is(err, corpus.ErrTooLarge) {
		s.Log.WarnContext(r.Context(), "no copy of a scan picture", "error", err)
		return s.picture(w, r)
	}
	if err != nil {
		return err
	}
	name := s.Copies.Name(hash, part, width)
	h := w.Header()
	h.Set("Content-Type", "image/webp")
	cacheAs(h, r, name)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}

// partOf is the part of the scan that an address asks for.
func (s *server) partOf(r *http.Request) (image.Rectangle, error) {
	side := corpus.Side(chi.URLParam(r, "part"))
	if side == corpus.Whole {
		return image.Rectangle{}, nil
	}
	scan, err := strconv.Atoi(chi.URLParam(r, "scan"))
	if err != nil {
		return image.Rectangle{}, errNoPage
	}
	pages, err := s.Library.Page(r.Context(), chi.URLParam(r, "volume"), scan)
	if err != nil {
		return image.Rectangle{}, err
	}
	for _, p := range pages {
		if p.Side == side {
			return shownPart(p.Side, p.Region), nil
		}
	}
	return image.Rectangle{}, errNoPage
}

// picture is a scan's picture as a page shows it.
type picture struct {
	URL    string // of the smallest copy
	Set    string // all copies with their widths, for srcset
	Copies []sizedCopy
	Full   string // of the scan's own picture
	Width  int    // pixels of the scan that are shown
	Height int
}

// sizedCopy is a copy of a picture, so many pixels wide.
type sizedCopy struct {
	URL   string
	Width int
}

// copies are the addresses of the copies of what is shown of a scan.
func (s *server) copies(volume string, e corpus.PageEntry, side corpus.Side, shown image.Rectangle) *picture {
	p := &picture{Full: scanURL(volume, e.Scan, e.Blob), Width: shown.Dx(), Height: shown.Dy()}
	for i, width := range copyWidths {
		if i > 0 && p.Width <= copyWidths[i-1] {
			break
		}
		c := sizedCopy{s.copyAt(volume, e, side, width), min(width, p.Width)}
		if i == 0 {
			p.URL = c.URL
		} else {
			p.Set += ", "
		}
		p.Set += fmt.Sprintf("%s %dw", c.URL, c.Width)
		p.Copies = append(p.Copies, c)
	}
	return p
}

// copyAt is the address of one copy of a side of a scan.
func (s *server) copyAt(volume string, e corpus.PageEntry, side corpus.Side, width int) string {
	part := image.Rectangle{}
	if side != corpus.Whole {
		part = shownPart(e.Side, e.Region)
	}
	return fmt.Sprintf("/scans/%s/%d/%s/%d?v=%s", volume, e.Scan, side, width, corpus.ShortID(s.Copies.Name(e.Blob, part, width)))
}
