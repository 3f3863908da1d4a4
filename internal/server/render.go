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

func badRequest(title, text string) error { return page.BadRequest(title, text) }

func bytesText(n int64) string              { return page.Bytes(n) }
func thousands(n int) string                { return page.Thousands(n) }
func plural(n int, one, many string) string { return page.Plural(n, one, many) }
func joinNames(names []string) string       { return page.JoinNames(names) }
