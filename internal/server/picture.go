package server

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
)

// picture serves the picture of a scan. An address that carries the picture's
// version never changes its answer, so browsers may keep it.
func (s *server) picture(w http.ResponseWriter, r *http.Request) error {
	hash, err := s.pictureHash(r)
	if err != nil {
		return err
	}
	blob, err := s.Blobs.Open(r.Context(), hash)
	if err != nil {
		return fmt.Errorf("open picture %s: %w", hash, err)
	}
	defer blob.Close()
	mediaType, err := pictureType(blob)
	if err != nil {
		return fmt.Errorf("read picture %s: %w", hash, err)
	}
	h := w.Header()
	h.Set("Content-Type", mediaType)
	cacheAs(h, r, hash)
	http.ServeContent(w, r, "", time.Time{}, blob)
	return nil
}

// pictureHash is the blob of the scan that an address names.
func (s *server) pictureHash(r *http.Request) (string, error) {
	scan, err := strconv.Atoi(chi.URLParam(r, "scan"))
	if err != nil || scan < 1 {
		return "", errNoPage
	}
	hash, err := s.Library.ScanPicture(r.Context(), chi.URLParam(r, "volume"), scan)
	if err == nil && hash == "" {
		err = errNoPage
	}
	return hash, err
}

// cacheAs lets browsers keep an answer for good if its address carries the
// version that the answer has.
func cacheAs(h http.Header, r *http.Request, version string) {
	h.Set("ETag", `"`+version+`"`)
	h.Set("Cache-Control", "no-cache")
	if r.URL.Query().Get("v") == corpus.ShortID(version) {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
}

// pictureType tells a picture's type by its bytes. What is no picture is served
// as mere bytes, so that no browser runs it.
func pictureType(blob io.ReadSeeker) (string, error) {
	head := make([]byte, 512)
	n, err := io.ReadFull(blob, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return "", err
	}
	if _, err := blob.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	switch t := http.DetectContentType(head[:n]); t {
	case "image/png", "image/jpeg", "image/webp":
		return t, nil
	}
	return "application/octet-stream", nil
}

// scanURL is the address of a scan's picture, which blob names.
func scanURL(volume string, scan int, blob string) string {
	return "/scans/" + volume + "/" + strconv.Itoa(scan) + "?v=" + corpus.ShortID(blob)
}
