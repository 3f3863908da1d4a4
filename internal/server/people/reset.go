package people

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

type resetPage struct {
	page.Frame
	Name    string
	Email   string
	Problem string
}

func (p *Rooms) resetForm(w http.ResponseWriter, r *http.Request) error {
	t, err := p.ticket(r, corpus.Reset)
	if err != nil {
		return err
	}
	return p.showReset(w, r, http.StatusOK, t.Person, "")
}

func (p *Rooms) showReset(w http.ResponseWriter, r *http.Request, status int, who corpus.Person, problem string) error {
	return p.render(w, r, status, "reset", &resetPage{
		Frame: page.Frame{Title: "Set a new password", Room: "account", NoIndex: true},
		Name:  who.Name, Email: who.Email, Problem: problem,
	})
}

// reset sets the password that a link is for and signs the person in, here and
// nowhere else.
func (p *Rooms) reset(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	t, err := p.ticket(r, corpus.Reset)
	if err != nil {
		return err
	}
	password := r.PostForm.Get("password")
	if problem := weak(password, t.Person); problem != "" {
		return p.showReset(w, r, http.StatusUnprocessableEntity, t.Person, problem)
	}
	hash, err := p.passwords.hash(password)
	if err != nil {
		return err
	}
	ctx := p.noting(nobodyYet(r.Context()), "reset password", "", "by a one-time link; signed out everywhere else")
	person, err := p.Store.ResetPassword(ctx, chi.URLParam(r, "token"), hash, p.Now())
	if errors.Is(err, corpus.ErrNotFound) {
		return errLink
	}
	if err != nil {
		return err
	}
	if person.Disabled {
		http.Redirect(w, r, "/login", http.StatusSeeOther)
		return nil
	}
	if err := p.begin(w, r, person); err != nil {
		return err
	}
	http.Redirect(w, r, firstRoom(person), http.StatusSeeOther)
	return nil
}
