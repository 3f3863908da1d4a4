package people

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

type listPage struct {
	page.Frame
	People      []corpus.Person
	Invitations []corpus.Ticket
	Roles       []roleChoice
	Name        string // of the invitation, as it stands in the form
	Email       string
	Problems    map[string]string // by field
	Mails       bool              // invitations are mailed, too
}

// roleChoice is a role as a form offers it.
type roleChoice struct {
	Role   corpus.PersonRole
	May    string
	Chosen bool
}

var roleMay = map[corpus.PersonRole]string{
	corpus.Reader:        "reads, and keeps annotations",
	corpus.Contributor:   "also uploads sources and proposes corrections",
	corpus.Editor:        "also corrects, arranges, reviews and publishes",
	corpus.Administrator: "also looks after people and the library",
}

func roleChoices(chosen corpus.PersonRole) []roleChoice {
	var out []roleChoice
	for _, role := range corpus.Roles() {
		out = append(out, roleChoice{role, roleMay[role], role == chosen})
	}
	return out
}

func (p *Rooms) list(w http.ResponseWriter, r *http.Request) error {
	return p.showList(w, r, http.StatusOK, &listPage{Roles: roleChoices(corpus.Reader)})
}

func (p *Rooms) showList(w http.ResponseWriter, r *http.Request, status int, view *listPage) (err error) {
	if view.People, err = p.Store.People(r.Context()); err != nil {
		return err
	}
	if view.Invitations, err = p.Store.Invitations(r.Context(), p.Now()); err != nil {
		return err
	}
	view.Frame, view.Mails = page.DeskFrame("People"), p.Mail != nil
	return p.render(w, r, status, "people", view)
}

const invitationLife = 7 * 24 * time.Hour

// invite gives a link by which somebody can make an account.
func (p *Rooms) invite(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	role, err := roleNamed(r.PostForm.Get("role"))
	if err != nil {
		return err
	}
	view := &listPage{Roles: roleChoices(role), Problems: map[string]string{}, Name: r.PostForm.Get("name")}
	if view.Name != "" {
		view.Name, view.Problems["name"] = personName(view.Name)
	}
	view.Email, view.Problems["email"] = emailAddress(r.PostForm.Get("email"))
	if view.Problems["email"] == "" && p.hasAccount(r.Context(), view.Email) {
		view.Problems["email"] = "That address has an account already; it is in the list."
	}
	if view.Problems["name"] != "" || view.Problems["email"] != "" {
		return p.showList(w, r, http.StatusUnprocessableEntity, view)
	}
	guest := corpus.Person{Name: view.Name, Email: view.Email, Role: role}
	ctx := p.noting(r.Context(), "invite person", guest.Email, "as "+string(role))
	token, err := p.Store.NewTicket(ctx, corpus.Ticket{
		Kind: corpus.Invitation, Person: guest, By: page.Person(r.Context()).ID, Expires: p.Now().Add(invitationLife),
	})
	if err != nil {
		return err
	}
	return p.showLink(w, r, link{
		Who: guest, Path: "/welcome/" + token, Back: "/admin/people",
		Title: "Invitation for " + guest.Email, Until: "works once, within seven days",
		Subject: "An account in the library " + p.site.BaseOf(r).Host,
		Text:    "You are invited to make an account in the library at " + p.site.BaseOf(r).String() + ". This link works once, within seven days:",
	})
}

func (p *Rooms) hasAccount(ctx context.Context, email string) bool {
	_, _, err := p.Store.Credentials(ctx, email)
	return err == nil
}

// withdraw makes an invitation worthless.
func (p *Rooms) withdraw(w http.ResponseWriter, r *http.Request) error {
	id, err := page.Number(r, "ticket")
	if err != nil {
		return err
	}
	ctx := p.noting(r.Context(), "withdraw invitation", strconv.FormatInt(id, 10), "")
	if err := p.Store.TakeBack(ctx, id); err != nil {
		return err
	}
	http.Redirect(w, r, "/admin/people", http.StatusSeeOther)
	return nil
}
