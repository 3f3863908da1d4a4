// Package people is who may come in and what they may do: signing in and out,
// invitations and forgotten passwords, one's own account, the administrators'
// list of people, and the audit log.
//
// The rest of the site asks it two things. [Rooms.Identify] tells every handler
// who makes the request, by [page.Person]; [Needs] keeps those out who do not
// hold a role. What others change they tell a [Recorder].
//
// It keeps no passwords, only their argon2id hashes, and no tokens of links or
// sessions, which the store hashes itself. It leaves it to the site to refuse
// requests from other sites' pages.
package people

import (
	"cmp"
	"errors"
	"net/http"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// Rooms are the pages about people. They do not change after New.
type Rooms struct {
	Deps
	site      *page.Site
	passwords passwords
	limits    limits
}

// New makes the rooms. It fails where a dependency is missing.
func New(site *page.Site, deps Deps) (*Rooms, error) {
	if deps.Store == nil {
		return nil, errors.New("people: no store")
	}
	if deps.Now == nil {
		deps.Now = time.Now
	}
	hasher, err := newPasswords(cmp.Or(deps.Hash, argon2id.DefaultParams))
	if err != nil {
		return nil, err
	}
	return &Rooms{Deps: deps, site: site, passwords: hasher, limits: newLimits()}, nil
}

// Routes are the rooms' addresses.
func (p *Rooms) Routes(r chi.Router) {
	r.Use(unstored)
	r.Get("/login", p.page(p.signInForm))
	r.With(p.limits.byAddress(p.site)).Post("/login", p.page(p.signIn))
	r.Post("/logout", p.page(p.signOut))
	p.institutionRoutes(r)
	r.Get("/welcome/{token}", p.page(p.welcomeForm))
	r.With(p.limits.byAddress(p.site)).Post("/welcome/{token}", p.page(p.welcome))
	r.Get("/reset/{token}", p.page(p.resetForm))
	r.With(p.limits.byAddress(p.site)).Post("/reset/{token}", p.page(p.reset))

	r.Route("/account", p.accountRoutes)
	r.Route("/admin/people", p.peopleRoutes)
	r.With(Needs(p.site, corpus.Administrator)).Get("/admin/log", p.page(p.log))
	r.With(Needs(p.site, corpus.Administrator)).Get("/admin/log.csv", p.page(p.logCSV))
}

func (p *Rooms) accountRoutes(r chi.Router) {
	r.Use(Needs(p.site, corpus.Reader))
	r.Get("/", p.page(p.account))
	r.Post("/", p.page(p.rename))
	r.With(p.limits.byAddress(p.site)).Post("/password", p.page(p.changePassword))
	r.Post("/sign-out", p.page(p.signOutEverywhere))
}

func (p *Rooms) peopleRoutes(r chi.Router) {
	r.Use(Needs(p.site, corpus.Administrator))
	r.Get("/", p.page(p.list))
	r.Post("/invitations", p.page(p.invite))
	r.Post("/invitations/{ticket}/withdraw", p.page(p.withdraw))
	r.Get("/{person}", p.page(p.person))
	r.Post("/{person}", p.page(p.change))
	r.Post("/{person}/reset", p.page(p.giveReset))
	r.Post("/{person}/sign-out", p.page(p.signOutOther))
}

func (p *Rooms) page(h page.Handler) http.HandlerFunc { return p.site.Page(h) }

func (p *Rooms) render(w http.ResponseWriter, r *http.Request, status int, name string, f page.Framed) error {
	return p.site.Render(w, r, status, name, f)
}

// unstored keeps the rooms out of caches.
func unstored(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}
