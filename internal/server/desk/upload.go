package desk

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// uploadTime is how long a source may take to arrive.
const uploadTime = 30 * time.Minute

var errNoFile = page.BadRequest("No file was chosen", "Go back, choose a PDF or a text file, and upload it.")

// upload takes a source in. The file is passed on as it arrives; nothing of it
// is kept here.
func (d *Rooms) upload(w http.ResponseWriter, r *http.Request) error {
	limits := http.NewResponseController(w)
	until := time.Now().Add(uploadTime)
	if err := errors.Join(limits.SetReadDeadline(until), limits.SetWriteDeadline(until)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, d.UploadLimit)
	form, err := r.MultipartReader()
	if err != nil {
		return page.BadForm(err)
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
			return d.enqueue(w, r, part.FileName(), part)
		}
	}
}

func (d *Rooms) enqueue(w http.ResponseWriter, r *http.Request, name string, source io.Reader) error {
	address, err := d.Take(r.Context(), name, source)
	if err != nil {
		return err
	}
	return see(w, r, address)
}

// Take takes a source in, whose edition will wait for review, and gives the
// address of its job. The error is a [page.Error] where there is something to
// say to who sent it.
func (d *Rooms) Take(ctx context.Context, name string, source io.Reader) (address string, err error) {
	name = sourceName(name)
	if name == "" {
		return "", errNoFile
	}
	job, err := d.Jobs.EnqueueHeld(d.Noting(ctx, "upload source", "", ""), page.Person(ctx), name, source)
	switch {
	case errors.Is(err, corpus.ErrNoText):
		return "", page.Error{
			Status: http.StatusUnprocessableEntity, Title: "There is no text in that file", Cause: err,
			Text: "It is empty, or holds nothing but spaces and signs. Look at the file itself; it may have been cut off when it was saved. Nothing was added to the library.",
		}
	case errors.Is(err, corpus.ErrUnsupported):
		return "", page.Error{
			Status: http.StatusUnsupportedMediaType, Title: "That is no source that Recto reads", Cause: err,
			Text: "Upload a PDF, pictures of pages, or plain text in UTF-8. Nothing was added to the library.",
		}
	case errors.Is(err, corpus.ErrTooLarge):
		return "", page.Error{
			Status: http.StatusRequestEntityTooLarge, Title: "That is too large", Cause: err,
			Text: "Split the source into volumes and upload them one by one. Nothing was added to the library.",
		}
	case errors.Is(err, corpus.ErrFull):
		return "", page.Error{
			Status: http.StatusInsufficientStorage, Title: "The library’s disk is full", Cause: err,
			Text: "Tell whoever looks after the machine, and upload the file again when there is room. Nothing was added to the library.",
		}
	case errors.Is(err, corpus.ErrQuota):
		return "", overQuota(err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "", cutOff(err)
	case err != nil:
		return "", err
	}
	return jobURL(job.ID), nil
}

// Allows says beforehand whether whoever asks may bring a source of so many bytes;
// sum is its SHA-256 in hex, if that is known. The error is as of Take.
func (d *Rooms) Allows(ctx context.Context, size int64, sum string) error {
	left, err := d.Jobs.Left(ctx, page.Person(ctx), sum)
	if err == nil && size > left {
		err = overQuota(corpus.ErrQuota)
	}
	return err
}

func overQuota(cause error) error {
	return page.Error{
		Status: http.StatusRequestEntityTooLarge, Title: "You have brought as much as you may", Cause: cause,
		Text: "What you brought and this file together are larger than the quota of a contributor. Ask an editor to upload it, or to throw away what is not needed. Nothing was added to the library.",
	}
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
	return page.Error{
		Status: http.StatusBadRequest, Title: "The upload was cut off",
		Text: "Nothing was added to the library. Upload the file again.", Cause: cause,
	}
}
