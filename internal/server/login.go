package server

import (
	"errors"
	"fmt"
	"net"
	"net/http"

	"github.com/alexedwards/argon2id"
	"github.com/go-chi/httprate"
)

// signedInKey marks a session as the administrator's.
const signedInKey = "admin"

// maxForm is how large a form without a file may be, in bytes.
const maxForm = 16 << 10

type loginPage struct {
	frame
	Closed bool // no password is set
	Wrong  bool
}

// byAddress counts tries by the network address that they come from. What a
// proxy says of its clients is not believed: behind one, all of them share.
func byAddress(r *http.Request) (string, error) {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	return httprate.CanonicalizeIP(host), nil
}

func tooMany(http.ResponseWriter, *http.Request) error {
	return pageError{
		Status: http.StatusTooManyRequests, Title: "Too many tries",
		Text: "Wait a minute, then try the password again.",
	}
}

// signedIn lets the administrator through and leads everyone else to the door.
func (s *server) signedIn(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.sessions.GetBool(r.Context(), signedInKey) {
			http.Redirect(w, r, "/admin/login", http.StatusSeeOther)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (s *server) loginForm(w http.ResponseWriter, r *http.Request) error {
	if s.sessions.GetBool(r.Context(), signedInKey) {
		http.Redirect(w, r, "/admin", http.StatusSeeOther)
		return nil
	}
	return s.render(w, r, http.StatusOK, "login", s.loginPage())
}

func (s *server) loginPage() *loginPage {
	return &loginPage{frame: frame{Title: "Sign in", Room: "admin", NoIndex: true}, Closed: s.PasswordHash == ""}
}

func (s *server) login(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return badForm(err)
	}
	ok, err := s.passwordFits(r.PostForm.Get("password"))
	if err != nil {
		return err
	}
	if !ok {
		page := s.loginPage()
		page.Wrong = true
		return s.render(w, r, http.StatusForbidden, "login", page)
	}
	if err := s.sessions.RenewToken(r.Context()); err != nil {
		return fmt.Errorf("renew session: %w", err)
	}
	s.sessions.Put(r.Context(), signedInKey, true)
	http.Redirect(w, r, "/admin", http.StatusSeeOther)
	return nil
}

func (s *server) passwordFits(password string) (bool, error) {
	if s.PasswordHash == "" {
		return false, nil
	}
	ok, err := argon2id.ComparePasswordAndHash(password, s.PasswordHash)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return ok, nil
}

func (s *server) logout(w http.ResponseWriter, r *http.Request) error {
	if err := s.sessions.Destroy(r.Context()); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
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
