package desk

import (
	"bytes"
	"image"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/server/page"
)

// picture serves a copy of a scan's picture of an edition that readers may not
// have yet. Pictures are named by the hash of their bytes, so that the answer
// never changes.
func (d *Rooms) picture(w http.ResponseWriter, r *http.Request) error {
	width, err := strconv.Atoi(chi.URLParam(r, "width"))
	if err != nil || width != 800 && width != 1600 {
		return page.ErrNoPage
	}
	hash := chi.URLParam(r, "picture")
	if len(hash) != 64 {
		return page.ErrNoPage
	}
	data, err := d.Copies.Copy(r.Context(), hash, image.Rectangle{}, width)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/webp")
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
	return nil
}
