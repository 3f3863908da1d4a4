// Package page is what every room of the site shares: the frame around a page,
// the way it is rendered, and how errors become pages in words that readers
// understand. It knows no room and asks no library.
package page

import (
	"bytes"
	"cmp"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/url"
	"sync"

	"recto/web"
)

// Site renders pages. What can be seen of it does not change after New, and it may
// be used by several goroutines at once.
type Site struct {
	Base    *url.URL // where readers find the site, unless a trusted proxy says otherwise; see BaseOf
	Assets  *web.Assets
	Version string
	Log     *slog.Logger
	pages   map[string]*template.Template
	presses sync.Pool // of *flate.Writer, which are large
}

// New reads the templates. Base is where readers find the site, by default on
// port 8080 of their own machine; a nil log discards.
func New(base, version string, log *slog.Logger) (*Site, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &Site{Version: version, Log: log}
	var err error
	if s.Base, err = url.Parse(cmp.Or(base, "http://localhost:8080")); err != nil {
		return nil, fmt.Errorf("read base URL: %w", err)
	}
	if s.Assets, err = web.LoadAssets(); err != nil {
		return nil, err
	}
	if s.pages, err = web.Templates(s.Assets, functions); err != nil {
		return nil, err
	}
	return s, nil
}

// Render executes a page's template into a buffer and writes it, so that a
// mistake in a template never leaves half a page.
func (s *Site) Render(w http.ResponseWriter, r *http.Request, status int, name string, page Framed) error {
	t, ok := s.pages[name]
	if !ok {
		return fmt.Errorf("no template %q", name)
	}
	f := page.framed()
	f.Version, f.Person = s.Version, Person(r.Context())
	f.Canonical = s.BaseOf(r).JoinPath(r.URL.Path).String()
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", page); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	return s.send(w, r, status, b.Bytes(), f.pressed)
}
