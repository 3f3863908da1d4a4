package people

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

type welcomePage struct {
	page.Frame
	Ticket   corpus.Ticket
	Name     string
	Email    string
	Problems map[string]string // by field
}

var errLink = page.Error{
	Status: http.StatusGone, Title: "This link opens nothing any more",
	Text: "It was used, taken back, or is too old; each link works once. Ask an administrator for another.",
}

// welcomeForm shows what a welcome or an invitation offers. Looking at it does
// not use it up.
func (p *Rooms) welcomeForm(w http.ResponseWriter, r *http.Request) error {
	t, err := p.ticket(r, corpus.Welcome, corpus.Invitation)
	if err != nil {
		return err
	}
	return p.showWelcome(w, r, http.StatusOK, &welcomePage{Ticket: t, Name: t.Person.Name, Email: t.Person.Email})
}

func (p *Rooms) showWelcome(w http.ResponseWriter, r *http.Request, status int, view *welcomePage) error {
	view.Frame = page.Frame{Title: "Make your account", Room: "account", NoIndex: true}
	return p.render(w, r, status, "welcome", view)
}

// welcome makes the account and signs its person in.
func (p *Rooms) welcome(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	t, err := p.ticket(r, corpus.Welcome, corpus.Invitation)
	if err != nil {
		return err
	}
	view := filledIn(r, t)
	if len(view.Problems) > 0 {
		return p.showWelcome(w, r, http.StatusUnprocessableEntity, view)
	}
	hash, err := p.passwords.hash(r.PostForm.Get("password"))
	if err != nil {
		return err
	}
	ctx := p.noting(nobodyYet(r.Context()), "create account", "", "")
	person, err := p.Store.Join(ctx, chi.URLParam(r, "token"), corpus.Person{Name: view.Name, Email: view.Email}, hash, p.Now())
	switch {
	case errors.Is(err, corpus.ErrExists):
		view.Problems["email"] = "That address has an account already. Sign in with it, or ask an administrator for a link that sets its password."
		return p.showWelcome(w, r, http.StatusConflict, view)
	case errors.Is(err, corpus.ErrNotFound):
		return errLink
	case err != nil:
		return err
	}
	if err := p.begin(w, r, person); err != nil {
		return err
	}
	http.Redirect(w, r, firstRoom(person), http.StatusSeeOther)
	return nil
}

// filledIn is the page with what a person filled in and what is wrong with it.
// An invitation is for the address that it was made for.
func filledIn(r *http.Request, t corpus.Ticket) *welcomePage {
	view := &welcomePage{Ticket: t, Email: t.Person.Email, Problems: map[string]string{}}
	var problem string
	if view.Name, problem = personName(r.PostForm.Get("name")); problem != "" {
		view.Problems["name"] = problem
	}
	if view.Email == "" {
		if view.Email, problem = emailAddress(r.PostForm.Get("email")); problem != "" {
			view.Problems["email"] = problem
		}
	}
	if problem = weak(r.PostForm.Get("password"), corpus.Person{Name: view.Name, Email: view.Email}); problem != "" {
		view.Problems["password"] = problem
	}
	return view
}

// ticket is what the link of a request stands for.
func (p *Rooms) ticket(r *http.Request, kinds ...corpus.TicketKind) (corpus.Ticket, error) {
	t, err := p.Store.Ticket(r.Context(), chi.URLParam(r, "token"), p.Now())
	if errors.Is(err, corpus.ErrNotFound) {
		return t, errLink
	}
	for _, kind := range kinds {
		if t.Kind == kind {
			return t, err
		}
	}
	if err == nil {
		err = errLink
	}
	return t, err
}

// firstRoom is where one begins.
func firstRoom(person corpus.Person) string {
	if person.Role.Is(corpus.Contributor) {
		return "/admin"
	}
	return home
}
