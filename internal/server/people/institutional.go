package people

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
	"recto/internal/server/people/institution"
)

// ReturnPath is where people come back to from their institution.
const ReturnPath = "/login/institution/return"

const (
	pendingCookie = "recto_institution"
	pendingLife   = 10 * time.Minute // to sign in at the institution
)

// Institution vouches for people.
type Institution interface {
	Name() string
	Begin(ctx context.Context, next string) (address string, pending institution.Pending, err error)
	Finish(ctx context.Context, pending institution.Pending, answer url.Values) (institution.Identity, error)
}

// institutionRoutes are there where an institution vouches for people.
func (p *Rooms) institutionRoutes(r chi.Router) {
	if p.Institution == nil {
		return
	}
	r.Get("/login/institution", p.page(p.beginInstitution))
	r.With(p.limits.byAddress(p.site)).Get(ReturnPath, p.page(p.finishInstitution))
}

// beginInstitution sends a browser to the institution. It keeps in a cookie
// what has to come back with it.
func (p *Rooms) beginInstitution(w http.ResponseWriter, r *http.Request) error {
	address, pending, err := p.Institution.Begin(r.Context(), within(r.URL.Query().Get("next")))
	if err != nil {
		return institutionError(err)
	}
	kept, err := json.Marshal(pending)
	if err != nil {
		return err
	}
	http.SetCookie(w, p.pendingCookie(r, base64.RawURLEncoding.EncodeToString(kept), int(pendingLife.Seconds())))
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// finishInstitution signs in whom the institution vouches for.
func (p *Rooms) finishInstitution(w http.ResponseWriter, r *http.Request) error {
	pending := keptPending(r)
	http.SetCookie(w, p.pendingCookie(r, "", -1))
	who, err := p.Institution.Finish(r.Context(), pending, r.URL.Query())
	if err != nil {
		p.site.Log.LogAttrs(r.Context(), slog.LevelWarn, "sign-in by institution", slog.Any("error", err))
		return institutionError(err)
	}
	name, problem := personName(who.Name)
	if problem != "" {
		name = who.Email
	}
	ctx := p.noting(nobodyYet(r.Context()), "", "", "by "+p.Institution.Name()) // the store knows whether an account was made or found
	person, err := p.Store.Admit(ctx, who.Issuer, who.Subject, corpus.Person{Name: name, Email: who.Email}, p.Now())
	if errors.Is(err, corpus.ErrNotFound) {
		return errUnverified
	}
	if err != nil {
		return err
	}
	if person.Disabled {
		return errDisabled
	}
	if err := p.begin(w, r, person); err != nil {
		return err
	}
	http.Redirect(w, r, within(pending.Next), http.StatusSeeOther)
	return nil
}

// keptPending is the sign-in that a browser began; the zero value, which nothing
// answers, if there is none.
func keptPending(r *http.Request) (pending institution.Pending) {
	c, err := r.Cookie(pendingCookie)
	if err != nil {
		return pending
	}
	kept, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || json.Unmarshal(kept, &pending) != nil {
		return institution.Pending{}
	}
	return pending
}

func (p *Rooms) pendingCookie(r *http.Request, value string, age int) *http.Cookie {
	c := p.cookie(r, value, age)
	c.Name, c.Path = pendingCookie, "/login"
	return c
}

var (
	errUnverified = page.Error{
		Status: http.StatusForbidden, Title: "Your institution did not confirm an e-mail address",
		Text: "Without one no account can be made or found. Ask an administrator for an invitation.",
	}
	errDisabled = page.Error{
		Status: http.StatusForbidden, Title: "This account is disabled",
		Text: "An administrator of the library can allow it again.",
	}
)

// institutionError has words for what goes wrong on the way.
func institutionError(err error) error {
	switch {
	case errors.Is(err, institution.ErrUnreachable):
		return page.Error{
			Status: http.StatusBadGateway, Title: "Your institution does not answer", Cause: err,
			Text: "Try again in a moment. If you have a password here, sign in with it meanwhile.",
		}
	case errors.Is(err, institution.ErrRefused):
		return page.Error{
			Status: http.StatusForbidden, Title: "Your institution did not let you in", Cause: err,
			Text: "You may have turned back, or taken too long. Start again from the sign-in page.",
		}
	}
	return page.Error{
		Status: http.StatusBadRequest, Title: "The sign-in did not come back whole", Cause: err,
		Text: "It may have been begun in another browser, or too long ago. Start again from the sign-in page.",
	}
}
