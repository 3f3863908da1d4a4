package page

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
)

// ReadForm reads the fields of a form that was sent, of at most so many bytes.
func ReadForm(w http.ResponseWriter, r *http.Request, most int64) error {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	return BadForm(r.ParseForm())
}

// BadForm is what to say of a form that could not be read: nil of none, that it is
// too large, or that it did not arrive whole.
func BadForm(cause error) error {
	var tooLarge *http.MaxBytesError
	if cause == nil || errors.As(cause, &tooLarge) {
		return cause
	}
	return Error{
		Status: http.StatusBadRequest, Title: "The form did not arrive whole",
		Text: "Nothing was changed. Go back and send it again.", Cause: cause,
	}
}

// Number is an id in an address, from 1; what is none names no page.
func Number(r *http.Request, name string) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, name), 10, 64)
	if err != nil || id < 1 {
		return 0, ErrNoPage
	}
	return id, nil
}
