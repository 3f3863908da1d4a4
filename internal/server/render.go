package server

import (
	"net/http"

	"recto/internal/server/page"
)

// The words of package page, as the rooms of this package say them.
type (
	frame     = page.Frame
	meta      = page.Meta
	alternate = page.Alternate
	handler   = page.Handler
	pageError = page.Error
	pressed   = page.Pressed
)

var (
	errNoPage      = page.ErrNoPage
	errMethod      = page.ErrMethod
	errCrossOrigin = page.ErrCrossOrigin
)

func (s *server) page(h handler) http.HandlerFunc { return s.site.Page(h) }

func (s *server) render(w http.ResponseWriter, r *http.Request, status int, name string, p page.Framed) error {
	return s.site.Render(w, r, status, name, p)
}

func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) { s.site.Fail(w, r, err) }
