package page

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5/middleware"

	"recto/internal/corpus"
)

// Handler is a page: it writes its answer whole, or returns an error and has
// written nothing.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Page turns the error of a handler into its page.
func (s *Site) Page(h Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.Fail(w, r, err)
		}
	}
}

// Error is an error with words for readers, apart from its cause.
type Error struct {
	Status int
	Title  string
	Text   string // what happened and what to do next
	Cause  error
}

func (e Error) Error() string {
	if e.Cause == nil {
		return fmt.Sprintf("%d %s", e.Status, e.Title)
	}
	return fmt.Sprintf("%d %s: %v", e.Status, e.Title, e.Cause)
}

func (e Error) Unwrap() error { return e.Cause }

// The errors of the site itself.
var (
	ErrNoPage = Error{
		Status: http.StatusNotFound, Title: "There is no such page",
		Text: "The address may be mistyped, or what it named has been withdrawn. Search for it, or start from the volumes.",
	}
	ErrMethod = Error{
		Status: http.StatusMethodNotAllowed, Title: "That cannot be done here",
		Text: "This address answers other requests. Go back and use the links and buttons of the page.",
	}
	ErrCrossOrigin = Error{
		Status: http.StatusForbidden, Title: "That request came from another site",
		Text: "For safety, changes are made from Recto’s own pages only. Open the page here and try again.",
	}
	errExists = Error{
		Status: http.StatusConflict, Title: "That is under way already",
		Text: "Another job is at work on the same source, or this one has not failed. Nothing was changed; look at the list of jobs.",
	}
	errStale = Error{
		Status: http.StatusConflict, Title: "Somebody else was quicker",
		Text: "What you saw was changed meanwhile, so nothing was done. Go back, load the page again to see how it stands now, and decide then.",
	}
	errBusy = Error{
		Status: http.StatusServiceUnavailable, Title: "That took too long",
		Text: "The library is busy. Try again in a moment, with fewer or rarer words if it was a search.",
	}
	errBroken = Error{
		Status: http.StatusInternalServerError, Title: "Something went wrong on our side",
		Text: "Nothing is lost. Try again in a moment; if it stays, tell the administrator the request number below.",
	}
)

// BadRequest is a request that cannot be understood as it stands.
func BadRequest(title, text string) error {
	return Error{Status: http.StatusBadRequest, Title: title, Text: text}
}

// errorPage is what the template "error" prints.
type errorPage struct {
	Frame
	Status  int
	Text    string
	Request string
}

// Fail answers with the page for an error, and logs what readers need not know.
func (s *Site) Fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		return // nobody is there to read it
	}
	e := readable(err)
	id := middleware.GetReqID(r.Context())
	if e.Status >= http.StatusInternalServerError {
		s.Log.LogAttrs(r.Context(), slog.LevelError, "request", slog.String("id", id), slog.String("path", r.URL.Path), slog.Any("error", err))
	}
	page := errorPage{Frame: Frame{Title: e.Title, NoIndex: true}, Status: e.Status, Text: e.Text, Request: id}
	if err := s.Render(w, r, e.Status, "error", &page); err != nil {
		s.Log.LogAttrs(r.Context(), slog.LevelError, "render error page", slog.String("id", id), slog.Any("error", err))
		http.Error(w, e.Title+". "+e.Text, e.Status)
	}
}

// readable finds the words for an error.
func readable(err error) Error {
	var page Error
	var tooLarge *http.MaxBytesError
	var gone *corpus.Gone
	switch {
	case errors.As(err, &page):
		return page
	case errors.As(err, &gone):
		return withdrawn(gone)
	case errors.Is(err, corpus.ErrStale):
		return errStale
	case errors.Is(err, corpus.ErrNotFound):
		return ErrNoPage
	case errors.Is(err, corpus.ErrExists):
		return errExists
	case errors.As(err, &tooLarge):
		return Error{
			Status: http.StatusRequestEntityTooLarge, Title: "That is too large",
			Text: fmt.Sprintf("At most %s can be sent at once. Split the source, or ask the operator to raise the limit.", Bytes(tooLarge.Limit)),
		}
	case errors.Is(err, context.DeadlineExceeded):
		return errBusy
	}
	return errBroken
}

// withdrawn stands in the place of a volume that was taken from the readers: it
// says what was there, so that citations of it are not left hanging.
func withdrawn(g *corpus.Gone) Error {
	v := g.Volume
	cited := strings.Join(slices.DeleteFunc([]string{JoinNames(v.Editors), yearOf(v.Year), v.Title, v.Publisher}, func(s string) bool { return s == "" }), ". ")
	text := fmt.Sprintf("%s. The volume was withdrawn on %s.", cited, g.Since.Format("2 January 2006"))
	if g.Reason != "" {
		text += " " + g.Reason
	}
	return Error{Status: http.StatusGone, Title: "This volume was withdrawn", Text: text, Cause: g}
}

func yearOf(year int) string {
	if year == 0 {
		return ""
	}
	return strconv.Itoa(year)
}
