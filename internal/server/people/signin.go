package people

import (
	"errors"
	"net/http"
	"net/url"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

type signInPage struct {
	page.Frame
	Email string
	Next  string
	Wrong bool
	First bool // nobody can sign in yet

	Institution string // name of the one that vouches for people, if any
	By          string // where it is asked to
}

func (p *Rooms) signInForm(w http.ResponseWriter, r *http.Request) error {
	next := within(r.URL.Query().Get("next"))
	if page.Person(r.Context()).ID != 0 {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return nil
	}
	return p.showSignIn(w, r, http.StatusOK, &signInPage{Next: next})
}

func (p *Rooms) showSignIn(w http.ResponseWriter, r *http.Request, status int, view *signInPage) error {
	all, err := p.Store.People(r.Context())
	if err != nil {
		return err
	}
	view.Frame, view.First = page.Frame{Title: "Sign in", Room: "account", NoIndex: true}, len(all) == 0
	if p.Institution != nil {
		view.Institution, view.By = p.Institution.Name(), "/login/institution?"+url.Values{"next": {view.Next}}.Encode()
	}
	return p.render(w, r, status, "login", view)
}

// signIn compares the password. The answer, and the time it takes, is the same
// for a wrong password and for an address without an account.
func (p *Rooms) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	email := r.PostForm.Get("email")
	if err := p.limits.account(w, r, email); err != nil {
		return err
	}
	person, err := p.known(r, email, r.PostForm.Get("password"))
	if err != nil {
		return err
	}
	next := within(r.PostForm.Get("next"))
	if person.ID == 0 {
		return p.showSignIn(w, r, http.StatusForbidden, &signInPage{Email: email, Next: next, Wrong: true})
	}
	if err := p.begin(w, r, person); err != nil {
		return err
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// known is whom an address and a password belong to; nobody if they do not fit.
func (p *Rooms) known(r *http.Request, email, password string) (corpus.Person, error) {
	person, hash, err := p.Store.Credentials(r.Context(), email)
	if err != nil && !errors.Is(err, corpus.ErrNotFound) {
		return corpus.Person{}, err
	}
	fits, err := p.passwords.fits(password, hash)
	if err != nil || !fits || person.Disabled {
		return corpus.Person{}, err
	}
	return person, nil
}

// signOut ends the browser's session. It needs no person: a session that is
// over can be left, too.
func (p *Rooms) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := p.Store.EndSession(r.Context(), sessionToken(r)); err != nil {
		return err
	}
	p.leave(w, r)
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
