package people

import (
	"errors"
	"net/http"
	"strconv"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

type accountPage struct {
	page.Frame
	Who         corpus.Person
	Name        string // as it stands in the form
	HasPassword bool
	Problems    map[string]string // by field
	Done        string            // what was changed
}

// doneWords are what a page says after a change, by the word in its address.
var doneWords = map[string]string{
	"name":     "Your name is changed.",
	"password": "Your password is changed. You are signed out everywhere but here.",
}

func (p *Rooms) account(w http.ResponseWriter, r *http.Request) error {
	who := page.Person(r.Context())
	return p.showAccount(w, r, http.StatusOK, &accountPage{Who: who, Name: who.Name, Done: doneWords[r.URL.Query().Get("done")]})
}

func (p *Rooms) showAccount(w http.ResponseWriter, r *http.Request, status int, view *accountPage) error {
	hash, err := p.Store.Password(r.Context(), view.Who.ID)
	if err != nil {
		return err
	}
	view.Frame, view.HasPassword = page.Frame{Title: "Your account", Room: "account", NoIndex: true}, hash != ""
	return p.render(w, r, status, "account", view)
}

// rename changes one's own name.
func (p *Rooms) rename(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	who := page.Person(r.Context())
	name, problem := personName(r.PostForm.Get("name"))
	if problem != "" {
		return p.showAccount(w, r, http.StatusUnprocessableEntity, &accountPage{Who: who, Name: name, Problems: map[string]string{"name": problem}})
	}
	changed := who
	changed.Name, changed.Version = name, version(r)
	ctx := p.noting(r.Context(), "rename person", who.Object(), differences(who, changed))
	if _, err := p.Store.ChangePerson(ctx, changed); errors.Is(err, corpus.ErrStale) {
		return p.showChanged(w, r, changed)
	} else if err != nil {
		return err
	}
	http.Redirect(w, r, home+"?done=name", http.StatusSeeOther)
	return nil
}

// changePassword sets a new password where the present one is given with it.
func (p *Rooms) changePassword(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	who := page.Person(r.Context())
	if err := p.limits.account(w, r, who.Email); err != nil {
		return err
	}
	present, err := p.Store.Password(r.Context(), who.ID)
	if err != nil {
		return err
	}
	fits, err := p.passwords.fits(r.PostForm.Get("present"), present)
	if err != nil {
		return err
	}
	problems := map[string]string{}
	if !fits {
		problems["present"] = "That is not your present password."
	}
	if problem := weak(r.PostForm.Get("password"), who); problem != "" {
		problems["password"] = problem
	}
	if len(problems) > 0 {
		return p.showAccount(w, r, http.StatusUnprocessableEntity, &accountPage{Who: who, Name: who.Name, Problems: problems})
	}
	hash, err := p.passwords.hash(r.PostForm.Get("password"))
	if err != nil {
		return err
	}
	ctx := p.noting(r.Context(), "change password", who.Object(), "signed out everywhere else")
	if err := p.Store.SetPassword(ctx, who.ID, hash, sessionToken(r)); err != nil {
		return err
	}
	http.Redirect(w, r, home+"?done=password", http.StatusSeeOther)
	return nil
}

// signOutEverywhere ends all of one's sessions, this one among them.
func (p *Rooms) signOutEverywhere(w http.ResponseWriter, r *http.Request) error {
	who := page.Person(r.Context())
	if err := p.Store.EndSessions(p.noting(r.Context(), "sign out everywhere", who.Object(), ""), who.ID); err != nil {
		return err
	}
	p.leave(w, r)
	http.Redirect(w, r, "/login", http.StatusSeeOther)
	return nil
}

// version is that of the person as the form showed them; 0, which none has, if
// it does not say.
func version(r *http.Request) int {
	n, err := strconv.Atoi(r.PostForm.Get("version"))
	if err != nil {
		return 0
	}
	return n
}
