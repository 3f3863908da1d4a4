package correcting

import (
	"bytes"
	"image"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// pictureWidth is how wide the picture of a page is that lines are cut out of, in
// pixels: letters are to be told apart on fine displays too.
const pictureWidth = 1600

// picture serves a copy of what a scan shows of a printed page.
func (d *Rooms) picture(w http.ResponseWriter, r *http.Request) error {
	_, e, err := d.atHand(r.Context(), volumeID(r))
	if err != nil {
		return err
	}
	i := pageAt(e.Pages, chi.URLParam(r, "page"))
	if i < 0 {
		return page.ErrNoPage
	}
	scan := scanOf(e, e.Pages[i].Scan)
	if scan == nil || scan.Picture == "" {
		return page.ErrNoPage
	}
	data, err := d.Copies.Copy(r.Context(), scan.Picture, shownPart(*scan, e.Pages[i]), pictureWidth)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/webp")
	w.Header().Set("Cache-Control", "private, max-age=3600")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}

func scanOf(e *corpus.Edition, number int) *corpus.Scan {
	for i := range e.Scans {
		if e.Scans[i].Number == number {
			return &e.Scans[i]
		}
	}
	return nil
}

// shownPart is the part of a scan that holds all lines of a printed page.
func shownPart(scan corpus.Scan, p corpus.Page) image.Rectangle {
	whole := image.Rect(0, 0, scan.Width, scan.Height)
	if p.Side == corpus.Whole || p.Region == (corpus.Box{}) {
		return whole
	}
	b := p.Region
	for _, l := range p.Lines {
		for _, w := range l.Words {
			b = b.Union(w.Box)
		}
	}
	const air = 24
	return image.Rect(int(b.X1)-air, int(b.Y1)-air, int(b.X2)+air, int(b.Y2)+air).Intersect(whole)
}
