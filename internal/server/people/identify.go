package people

import (
	"errors"
	"net/http"
	"net/url"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

const (
	cookieName  = "recto_session"
	sessionIdle = 3 * 24 * time.Hour  // a session that is not used is over
	sessionLife = 30 * 24 * time.Hour // even one that is used
	extendAfter = time.Hour           // how much of its idle time is used up before it is written anew
)

// Identify tells the handlers behind it who makes a request. One without a
// cookie costs nothing.
func (p *Rooms) Identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("Vary", "Cookie")
		token := sessionToken(r)
		if token == "" {
			next.ServeHTTP(w, r)
			return
		}
		person, err := p.visitor(r, token)
		if err != nil {
			p.site.Fail(w, r, err)
			return
		}
		if person.ID != 0 {
			w.Header().Set("Cache-Control", "private, no-cache")
		}
		next.ServeHTTP(w, r.WithContext(page.WithPerson(r.Context(), person)))
	})
}

// visitor is whose session a token is; nobody's if it is over.
func (p *Rooms) visitor(r *http.Request, token string) (corpus.Person, error) {
	now := p.Now()
	person, expires, err := p.Store.SessionPerson(r.Context(), token, now)
	if errors.Is(err, corpus.ErrNotFound) {
		return corpus.Person{}, nil
	}
	if err == nil && expires.Sub(now) < sessionIdle-extendAfter {
		err = p.Store.ExtendSession(r.Context(), token, now.Add(sessionIdle))
	}
	return person, err
}

// Needs lets those through who hold a role or a higher one. Nobody in
// particular is led to the door, and back when they have signed in.
func Needs(site *page.Site, role corpus.PersonRole) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			person := page.Person(r.Context())
			switch {
			case person.Role.Is(role):
				next.ServeHTTP(w, r)
			case person.ID != 0:
				site.Fail(w, r, notAllowed(role))
			case r.Method == http.MethodGet || r.Method == http.MethodHead:
				http.Redirect(w, r, "/login?"+url.Values{"next": {r.URL.RequestURI()}}.Encode(), http.StatusSeeOther)
			default:
				site.Fail(w, r, errSignedOut)
			}
		})
	}
}

var errSignedOut = page.Error{
	Status: http.StatusForbidden, Title: "You are not signed in",
	Text: "Nothing was changed. Sign in, in another tab if you have typed something here, and send it again.",
}

func notAllowed(role corpus.PersonRole) error {
	return page.Error{
		Status: http.StatusForbidden, Title: "Your account does not go that far",
		Text: "This needs the role of " + article(role) + " or a higher one. Nothing was changed. An administrator can give you another role.",
	}
}

func article(role corpus.PersonRole) string {
	if role == corpus.Reader || role == corpus.Contributor {
		return "a " + string(role)
	}
	return "an " + string(role)
}

func sessionToken(r *http.Request) string {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return ""
	}
	return c.Value
}

// begin gives a browser a new session, and ends the one that it had.
func (p *Rooms) begin(w http.ResponseWriter, r *http.Request, person corpus.Person) error {
	if old := sessionToken(r); old != "" {
		if err := p.Store.EndSession(r.Context(), old); err != nil {
			return err
		}
	}
	now := p.Now()
	token, err := p.Store.NewSession(r.Context(), person.ID, now, now.Add(sessionIdle), now.Add(sessionLife))
	if err != nil {
		return err
	}
	http.SetCookie(w, p.cookie(r, token, int(sessionLife.Seconds())))
	return nil
}

// leave has the browser forget its session.
func (p *Rooms) leave(w http.ResponseWriter, r *http.Request) { http.SetCookie(w, p.cookie(r, "", -1)) }

// cookie is the session's, for so many seconds.
func (p *Rooms) cookie(r *http.Request, token string, age int) *http.Cookie {
	return &http.Cookie{
		Name: cookieName, Value: token, Path: "/", MaxAge: age,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: p.site.Secure(r),
	}
}
