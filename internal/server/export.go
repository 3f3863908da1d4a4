package server

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// takingTime is how long a file may take to arrive.
const takingTime = 30 * time.Minute

var errNoScans = pageError{
	Status: http.StatusNotFound, Title: "There is no PDF of this text",
	Text: "The volume came as text, without pictures of its pages, so there is nothing to make a PDF of. It can be taken away as EPUB, Markdown, plain text or TEI.",
}

// takePart gives a part as a file of a form.
func (s *server) takePart(form string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		part, err := s.Library.Part(r.Context(), chi.URLParam(r, "paper"))
		if err != nil {
			return err
		}
		volume, err := s.Library.Volume(r.Context(), part.Entry.Volume)
		if err != nil {
			return err
		}
		return s.take(w, r, form, partName(part.Entry), volume, func() (publish.Book, error) {
			e := editionOf(part, volume)
			if form == "pdf" {
				if e, err = s.withScans(r.Context(), e, part); err != nil {
					return publish.Book{}, err
				}
			}
			return s.book(r.Context(), e, part.Part.ID, volume)
		})
	}
}

// takeVolume gives a volume as a file of a form.
func (s *server) takeVolume(form string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		volume, err := s.Library.Volume(r.Context(), chi.URLParam(r, "volume"))
		if err != nil {
			return err
		}
		return s.take(w, r, form, volumeName(volume.Volume), volume, func() (publish.Book, error) {
			e, err := s.editionWhole(r.Context(), volume)
			if err != nil {
				return publish.Book{}, err
			}
			return s.book(r.Context(), e, "", volume)
		})
	}
}

// take sends a book, unless the reader has it already. An edition never changes,
// so its files do only when the program does.
func (s *server) take(w http.ResponseWriter, r *http.Request, name, file string, v corpus.VolumeEntry, load func() (publish.Book, error)) error {
	form, ok := publish.FormNamed(name)
	if !ok {
		return errNoPage
	}
	withScans := form.Whole && r.URL.Query().Get("scans") == "1"
	tag := fmt.Sprintf(`"%s-%s-%t-%s"`, corpus.ShortID(v.Edition), name, withScans, corpus.Slug(s.Version))
	h := w.Header()
	h.Set("ETag", tag)
	h.Set("Cache-Control", "no-cache")
	if strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	book, err := load()
	if err != nil {
		return err
	}
	if name == "pdf" && !publish.HasScans(book.Edition) {
		return errNoScans
	}
	if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(takingTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	disposition := "attachment"
	if name == "pdf" {
		disposition = "inline" // browsers show it, and can save it
	}
	sent := func() {
		h.Set("Content-Type", form.MediaType)
		h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": file + form.Ending}))
	}
	if form.Whole {
		sent()
		return s.stream(w, r, func(w io.Writer) error { return form.Write(w, book, s.pictures(r.Context(), withScans)) })
	}
	return s.sendWhole(w, r, sent, func(w io.Writer) error { return form.Write(w, book, s.pictures(r.Context(), true)) })
}

// stream sends a file as it is made, for it may be large. What goes wrong in the
// midst can only end the connection, so that nobody takes half for the whole.
func (s *server) stream(w http.ResponseWriter, r *http.Request, write func(io.Writer) error) error {
	if r.Method == http.MethodHead {
		return nil
	}
	if err := write(w); err != nil {
		if r.Context().Err() == nil {
			s.Log.ErrorContext(r.Context(), "send a file", "path", r.URL.Path, "error", err)
		}
		panic(http.ErrAbortHandler)
	}
	return nil
}

// sendWhole makes a file aside first, so that readers know its length and can
// ask for pieces of it, as viewers of PDF do.
func (s *server) sendWhole(w http.ResponseWriter, r *http.Request, headers func(), write func(io.Writer) error) error {
	f, err := os.CreateTemp("", "recto-*")
	if err != nil {
		return fmt.Errorf("make a file to send: %w", err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := write(f); err != nil {
		return err
	}
	headers()
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

// pictures reads scan pictures; nil if they are not wanted.
func (s *server) pictures(ctx context.Context, wanted bool) publish.Pictures {
	if !wanted {
		return nil
	}
	return func(blob string) ([]byte, error) {
		f, err := s.Blobs.Open(ctx, blob)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		var b bytes.Buffer
		_, err = b.ReadFrom(f)
		return b.Bytes(), err
	}
}

// book is an edition with what the library knows besides.
func (s *server) book(ctx context.Context, e *corpus.Edition, part string, v corpus.VolumeEntry) (publish.Book, error) {
	editions, err := s.Library.VolumeEditions(ctx, v.Volume.ID)
	if err != nil {
		return publish.Book{}, err
	}
	for _, known := range editions {
		if known.ID == e.ID {
			e.Made = known.Made
		}
	}
	return publish.Book{
		Edition: e, Part: part, Concept: s.Glossary.Concept, Site: strings.TrimRight(s.base.String(), "/"),
		Language: publish.DefaultLanguage, Modified: v.Published, Program: "Recto " + cmp.Or(s.Version, "dev"),
	}, nil
}
