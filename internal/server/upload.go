package server

import (
	"errors"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"recto/internal/corpus"
)

// uploadTime is how long a source may take to arrive.
const uploadTime = 30 * time.Minute

var errNoFile = badRequest("No file was chosen", "Go back, choose a PDF or a text file, and upload it.")

// upload takes a source in. The file is passed on as it arrives; nothing of it
// is kept here.
func (s *server) upload(w http.ResponseWriter, r *http.Request) error {
	limits := http.NewResponseController(w)
	until := time.Now().Add(uploadTime)
	if err := errors.Join(limits.SetReadDeadline(until), limits.SetWriteDeadline(until)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, s.UploadLimit)
	form, err := r.MultipartReader()
	if err != nil {
		return badForm(err)
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return errNoFile
		}
		if err != nil {
			return cutOff(err)
		}
		if part.FormName() == "source" {
			return s.enqueue(w, r, part.FileName(), part)
		}
	}
}

func (s *server) enqueue(w http.ResponseWriter, r *http.Request, name string, source io.Reader) error {
	name = sourceName(name)
	if name == "" {
		return errNoFile
	}
	job, err := s.Jobs.Enqueue(r.Context(), name, source)
	switch {
	case errors.Is(err, corpus.ErrNoText):
		return pageError{
			Status: http.StatusUnprocessableEntity, Title: "There is no text in that file", Cause: err,
			Text: "It is empty, or holds nothing but spaces and signs. Look at the file itself; it may have been cut off when it was saved. Nothing was added to the library.",
		}
	case errors.Is(err, corpus.ErrUnsupported):
		return pageError{
			Status: http.StatusUnsupportedMediaType, Title: "That is no source that Recto reads", Cause: err,
			Text: "Upload a PDF, or plain text in UTF-8. Nothing was added to the library.",
		}
	case errors.Is(err, corpus.ErrTooLarge):
		return pageError{
			Status: http.StatusRequestEntityTooLarge, Title: "That is too large", Cause: err,
			Text: "Split the source into volumes and upload them one by one. Nothing was added to the library.",
		}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return cutOff(err)
	case err != nil:
		return err
	}
	http.Redirect(w, r, jobURL(job.ID), http.StatusSeeOther)
	return nil
}

// sourceName is the base name of a file as it was given, on whichever system.
func sourceName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	if name == "." || name == "/" || name == ".." {
		return ""
	}
	return name
}

func cutOff(cause error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(cause, &tooLarge) {
		return cause
	}
	return pageError{
		Status: http.StatusBadRequest, Title: "The upload was cut off",
		Text: "Nothing was added to the library. Upload the file again.", Cause: cause,
	}
}

// badForm is a form that could not be read.
func badForm(cause error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(cause, &tooLarge) {
		return cause
	}
	return pageError{
		Status: http.StatusBadRequest, Title: "The form did not arrive whole",
		Text: "Go back and send it again.", Cause: cause,
	}
}
