// Package correcting is where people correct a volume beside its scan: they
// reread its words line by line, teach a correction to the other places that
// read the same, put doubtful lines in order, and decide what others proposed.
//
// What a person does here becomes corrections in the log, and nothing else: the
// rooms alter no edition. What they show is the edition at hand with the accepted
// corrections replayed on it, by the same code that replays them when the volume
// is processed again, so that nothing is promised here that an edition does not
// keep. What a volume is, where its parts begin and whether readers see it is the
// business of the desk.
package correcting

import (
	"errors"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
	"recto/internal/server/people"
)

// Rooms are the pages for correcting. They do not change after New, but for the
// editions that are kept ready.
type Rooms struct {
	Deps
	site     *page.Site
	editions recent
}

// New makes the rooms. It fails where a dependency is missing.
func New(site *page.Site, deps Deps) (*Rooms, error) {
	if deps.Library == nil || deps.Jobs == nil || deps.Copies == nil || deps.Noting == nil {
		return nil, errors.New("correcting: a dependency is missing")
	}
	if deps.Now == nil {
		deps.Now = time.Now
	}
	return &Rooms{Deps: deps, site: site}, nil
}

// Routes are the rooms' addresses, below "/admin/correct".
func (d *Rooms) Routes(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(people.Needs(d.site, corpus.Contributor))
		r.Get("/", d.page(d.log))
		r.Get("/{volume}", d.page(d.leaves))
		r.Get("/{volume}/words/{word}", d.page(d.toWord))
		r.Get("/{volume}/{page}", d.page(d.leaf))
		r.Get("/{volume}/{page}/picture", d.page(d.picture))
		r.Post("/{volume}/{page}", d.page(d.save))
	})
	r.Group(func(r chi.Router) {
		r.Use(people.Needs(d.site, corpus.Editor))
		r.Post("/decide", d.page(d.decide))
		r.Get("/teach/{correction}", d.page(d.teach))
		r.Post("/teach/{correction}", d.page(d.taught))
		r.Get("/{volume}/scans/{scan}/arrange", d.page(d.arrange))
		r.Post("/{volume}/scans/{scan}/arrange", d.page(d.arranged))
	})
}

func (d *Rooms) page(h page.Handler) http.HandlerFunc { return d.site.Page(h) }

func (d *Rooms) render(w http.ResponseWriter, r *http.Request, name string, p page.Framed) error {
	return d.site.Render(w, r, http.StatusOK, name, p)
}
