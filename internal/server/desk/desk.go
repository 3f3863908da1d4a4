// Package desk is where the library is made: sources come in, jobs are watched,
// what came of them is reviewed before readers see it, volumes are described,
// rolled back, withdrawn and thrown away.
//
// Every change of an edition is a correction in the log, after which the volume
// is processed again from its words; the desk alters no edition itself. It knows
// no database and no pipeline: it asks through the interfaces in deps.go.
// Correcting words beside the scan is the business of another room.
package desk

import (
	"cmp"
	"errors"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
	"recto/internal/server/people"
)

// DefaultUploadLimit is the largest source that can be uploaded, in bytes.
const DefaultUploadLimit = 512 << 20

// Rooms are the pages of the desk. They do not change after New.
type Rooms struct {
	Deps
	site *page.Site
}

// New makes the rooms. It fails where a dependency is missing.
func New(site *page.Site, deps Deps) (*Rooms, error) {
	if deps.Library == nil || deps.Jobs == nil || deps.Copies == nil || deps.Noting == nil {
		return nil, errors.New("desk: a dependency is missing")
	}
	deps.UploadLimit = cmp.Or(deps.UploadLimit, DefaultUploadLimit)
	if deps.Now == nil {
		deps.Now = time.Now
	}
	return &Rooms{Deps: deps, site: site}, nil
}

// Routes are the rooms' addresses, below "/admin".
func (d *Rooms) Routes(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(people.Needs(d.site, corpus.Contributor))
		r.Get("/", d.page(d.overview))
		r.Post("/sources", d.page(d.upload))
		r.Get("/jobs/{job}", d.page(d.job))
		r.Get("/jobs/{job}/events", d.page(d.events))
		r.Post("/jobs/{job}/retry", d.page(d.retry))
		r.Post("/jobs/{job}/cancel", d.page(d.cancel))
	})
	r.Group(d.editorRoutes)
	r.Group(func(r chi.Router) {
		r.Use(people.Needs(d.site, corpus.Administrator))
		r.Post("/volumes/{volume}/withdraw", d.page(d.withdraw))
		r.Post("/volumes/{volume}/trash", d.page(d.trash))
		r.Post("/volumes/{volume}/restore", d.page(d.restore))
	})
}

func (d *Rooms) editorRoutes(r chi.Router) {
	r.Use(people.Needs(d.site, corpus.Editor))
	r.Post("/jobs/{job}/discard", d.page(d.discard))
	r.Post("/jobs/{job}/first", d.page(d.prefer))
	r.Get("/volumes", d.page(d.volumes))
	r.Get("/volumes.csv", d.page(d.tableOut))
	r.Post("/volumes.csv", d.page(d.tableIn))
	r.Post("/volumes.csv/apply", d.page(d.tableApply))
	r.Get("/volumes/{volume}", d.page(d.volume))
	r.Get("/volumes/{volume}/review", d.page(d.review))
	r.Get("/volumes/{volume}/parts/{part}", d.page(d.part))
	r.Get("/volumes/{volume}/compare", d.page(d.compare))
	r.Get("/volumes/{volume}/pictures/{picture}/{width}", d.page(d.picture))
	r.Post("/volumes/{volume}/fields", d.page(d.setFields))
	r.Post("/volumes/{volume}/parts/{part}/fields", d.page(d.setPaper))
	r.Post("/volumes/{volume}/parts/{part}/boundary", d.page(d.setBoundary))
	r.Post("/volumes/{volume}/undo", d.page(d.undo))
	r.Post("/volumes/{volume}/process", d.page(d.process))
	r.Post("/volumes/{volume}/publish", d.page(d.publish))
}

func (d *Rooms) page(h page.Handler) http.HandlerFunc { return d.site.Page(h) }

func (d *Rooms) render(w http.ResponseWriter, r *http.Request, name string, p page.Framed) error {
	return d.site.Render(w, r, http.StatusOK, name, p)
}
