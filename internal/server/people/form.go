package people

import (
	"errors"
	"net/http"
	"net/mail"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

const (
	maxForm  = 16 << 10 // bytes of a form
	maxName  = 100      // runes
	maxEmail = 254      // bytes, RFC 5321
)

// form reads the fields of a form that was sent.
func form(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	err := r.ParseForm()
	var tooLarge *http.MaxBytesError
	if err == nil || errors.As(err, &tooLarge) {
		return err
	}
	return page.Error{
		Status: http.StatusBadRequest, Title: "The form did not arrive whole",
		Text: "Nothing was changed. Go back and send it again.", Cause: err,
	}
}

// number is the id in an address.
func number(r *http.Request, name string) (int64, error) {
	id, err := strconv.ParseInt(chi.URLParam(r, name), 10, 64)
	if err != nil || id < 1 {
		return 0, page.ErrNoPage
	}
	return id, nil
}

// personName is a name as it may be shown, and what is wrong with it.
func personName(s string) (name, problem string) {
	name = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }), " ")
	switch {
	case !utf8.ValidString(s):
		return "", "The name holds signs that cannot be read."
	case name == "":
		return "", "Say how others shall see you."
	case utf8.RuneCountInString(name) > maxName:
		return name, "That name is too long; 100 letters are the most."
	}
	return name, ""
}

// emailAddress is an address in lower case, and what is wrong with it.
func emailAddress(s string) (email, problem string) {
	s = strings.TrimSpace(s)
	a, err := mail.ParseAddress(s)
	if err != nil || a.Address != s || len(s) > maxEmail {
		return s, "That is no e-mail address, as name@example.org."
	}
	return strings.ToLower(s), ""
}

// roleNamed is a role by its name.
func roleNamed(s string) (corpus.PersonRole, error) {
	for _, role := range corpus.Roles() {
		if s == string(role) {
			return role, nil
		}
	}
	return "", page.BadRequest("There is no such role", "Nothing was changed. Go back and choose one of the roles.")
}
