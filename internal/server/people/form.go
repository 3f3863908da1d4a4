package people

import (
	"net/http"
	"net/mail"
	"strings"
	"unicode"
	"unicode/utf8"

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
	return page.ReadForm(w, r, maxForm)
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
