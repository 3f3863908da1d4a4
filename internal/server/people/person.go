package people

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

type personPage struct {
	page.Frame
	Who    corpus.Person
	Roles  []roleChoice
	Events []corpus.Event // the newest that changed this person
}

// shownEvents is how many events a person's page lists.
const shownEvents = 10

func (p *Rooms) person(w http.ResponseWriter, r *http.Request) error {
	who, err := p.named(r)
	if err != nil {
		return err
	}
	events, err := p.Store.Events(r.Context(), corpus.EventFilter{Object: who.Object(), Limit: shownEvents})
	if err != nil {
		return err
	}
	return p.render(w, r, http.StatusOK, "person", &personPage{
		Frame: page.DeskFrame(who.Name),
		Who:   who, Roles: roleChoices(who.Role), Events: events,
	})
}

// named is the person whose id is in the address.
func (p *Rooms) named(r *http.Request) (corpus.Person, error) {
	id, err := page.Number(r, "person")
	if err != nil {
		return corpus.Person{}, err
	}
	return p.Store.Person(r.Context(), id)
}

var errLast = page.Error{
	Status: http.StatusConflict, Title: "Nobody would be left to look after the library",
	Text: "This is the last administrator. Make somebody else an administrator first. Nothing was changed.",
}

// change sets a person's name, role and whether they may sign in.
func (p *Rooms) change(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	before, err := p.named(r)
	if err != nil {
		return err
	}
	after := before
	after.Version, after.Disabled = version(r), r.PostForm.Get("disabled") == "yes"
	var problem string
	if after.Name, problem = personName(r.PostForm.Get("name")); problem != "" {
		return page.BadRequest("That name will not do", problem+" Nothing was changed.")
	}
	if after.Role, err = roleNamed(r.PostForm.Get("role")); err != nil {
		return err
	}
	_, err = p.Store.ChangePerson(p.noting(r.Context(), "change person", after.Object(), differences(before, after)), after)
	switch {
	case errors.Is(err, corpus.ErrStale):
		return p.showChanged(w, r, after)
	case errors.Is(err, corpus.ErrLastAdministrator):
		return errLast
	case err != nil:
		return err
	}
	http.Redirect(w, r, roomOf(after), http.StatusSeeOther)
	return nil
}

type changedPage struct {
	page.Frame
	Rows  []changedRow
	Event corpus.Event // what changed it last; the zero value if that is not known
	Back  string
}

// changedRow is one field as it is and as it was sent.
type changedRow struct {
	Field, Present, Sent string
	Differs              bool
}

// showChanged answers a form that somebody else was quicker than.
func (p *Rooms) showChanged(w http.ResponseWriter, r *http.Request, sent corpus.Person) error {
	now, err := p.Store.Person(r.Context(), sent.ID)
	if err != nil {
		return err
	}
	view := changedPage{Frame: page.Frame{Title: "Changed meanwhile", Room: "admin", NoIndex: true}, Back: r.URL.Path}
	for _, row := range []changedRow{
		{Field: "Name", Present: now.Name, Sent: sent.Name},
		{Field: "Role", Present: string(now.Role), Sent: string(sent.Role)},
		{Field: "Sign-in", Present: signInWord(now), Sent: signInWord(sent)},
	} {
		row.Differs = row.Present != row.Sent
		view.Rows = append(view.Rows, row)
	}
	events, err := p.Store.Events(r.Context(), corpus.EventFilter{Object: now.Object(), Limit: 1})
	if err != nil {
		return err
	}
	if len(events) > 0 {
		view.Event = events[0]
	}
	return p.render(w, r, http.StatusConflict, "changed", &view)
}

const resetLife = time.Hour

// giveReset gives a link that sets a person's password anew.
func (p *Rooms) giveReset(w http.ResponseWriter, r *http.Request) error {
	who, err := p.named(r)
	if err != nil {
		return err
	}
	token, err := p.Store.NewTicket(p.noting(r.Context(), "give password link", who.Object(), ""), corpus.Ticket{
		Kind: corpus.Reset, Person: who, By: page.Person(r.Context()).ID, Expires: p.Now().Add(resetLife),
	})
	if err != nil {
		return err
	}
	return p.showLink(w, r, link{
		Who: who, Path: "/reset/" + token, Back: roomOf(who),
		Title: "New password for " + who.Name, Until: "works once, within the hour",
		Subject: "A new password for the library " + p.site.BaseOf(r).Host,
		Text:    "With this link you can set a new password for the library at " + p.site.BaseOf(r).String() + ". It works once, within the hour:",
	})
}

// signOutOther ends all sessions of a person.
func (p *Rooms) signOutOther(w http.ResponseWriter, r *http.Request) error {
	who, err := p.named(r)
	if err != nil {
		return err
	}
	if err := p.Store.EndSessions(p.noting(r.Context(), "sign out everywhere", who.Object(), ""), who.ID); err != nil {
		return err
	}
	http.Redirect(w, r, roomOf(who), http.StatusSeeOther)
	return nil
}

func roomOf(who corpus.Person) string { return "/admin/people/" + strconv.FormatInt(who.ID, 10) }

// differences are what changed of a person, in words.
func differences(before, after corpus.Person) string {
	var out []string
	add := func(field, was, is string) {
		if was != is {
			out = append(out, fmt.Sprintf("%s from %q to %q", field, was, is))
		}
	}
	add("name", before.Name, after.Name)
	add("role", string(before.Role), string(after.Role))
	add("sign-in", signInWord(before), signInWord(after))
	return strings.Join(out, ", ")
}

func signInWord(who corpus.Person) string {
	if who.Disabled {
		return "disabled"
	}
	return "allowed"
}
