package server

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// frame is what the layout needs of every page. Page structs embed it.
type frame struct {
	Title       string // the page's own, without the site's name
	Description string
	Room        string // the item of the navigation that is lit
	Query       string // in the search field
	Refresh     int    // seconds until the page loads itself again; 0 never
	NoIndex     bool
	Home        bool // the page has the search field itself
	Admin       bool // signed in
	Canonical   string
	Version     string
	Meta        []meta
	Alternates  []alternate
}

// alternate is another form of the page: its address and media type.
type alternate struct{ URL, MediaType string }

// meta is one <meta> of the page's head.
type meta struct{ Name, Content string }

func (f *frame) framed() *frame { return f }

type framed interface{ framed() *frame }

// render executes a page's template into a buffer and writes it, so that a
// mistake in a template never leaves half a page.
func (s *server) render(w http.ResponseWriter, r *http.Request, status int, name string, page framed) error {
	t, ok := s.pages[name]
	if !ok {
		return fmt.Errorf("no template %q", name)
	}
	f := page.framed()
	f.Version = s.Version
	f.Canonical = s.base.JoinPath(r.URL.Path).String()
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", page); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "no-cache")
	}
	w.WriteHeader(status)
	_, err := b.WriteTo(w)
	return err
}

// functions are what templates may call besides the language's own.
var functions = template.FuncMap{
	"thousands": thousands,
	"bytes":     bytesText,
	"plural":    plural,
	"day":       func(t time.Time) string { return t.Format("2 January 2006") },
	"moment":    func(t time.Time) string { return t.Format("2 Jan 2006, 15:04") },
	"iso":       func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
	"join":      joinNames,
	"add":       func(a, b int) int { return a + b },
}

// thousands writes a number with thin spaces between its thousands.
func thousands(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0 && digits[i-1] != '-'; i -= 3 {
		digits = digits[:i] + "\u2009" + digits[i:]
	}
	return digits
}

// plural counts things: "1 paper", "12 papers".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + many
}

func bytesText(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return strconv.FormatInt(n>>30, 10) + " GB"
	case n >= 1<<20:
		return strconv.FormatInt(n>>20, 10) + " MB"
	case n >= 1<<10:
		return strconv.FormatInt(n>>10, 10) + " KB"
	}
	return strconv.FormatInt(n, 10) + " bytes"
}

// joinNames sets names in a row: "A", "A and B", "A, B and C".
func joinNames(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
