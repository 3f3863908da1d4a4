// Package annotations is where readers mark text and scans and write notes on
// them: the notes of a paper, one's own over all papers, and each of them at an
// address of its own, as a page and as a W3C Web Annotation.
//
// A note is never moved in the database. Where its words stand in the edition of
// today is looked for when it is shown; one whose words are gone is an orphan,
// and is listed with what it was made on. Nothing here needs a script. The pages
// of text and scans ask for what stands on them, and draw it themselves.
package annotations

import (
	"context"
	"errors"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
	"recto/internal/server/people"
)

// Deps is everything that the rooms need from outside.
type Deps struct {
	Store   Store
	Library interface {
		Part(ctx context.Context, id string) (corpus.PartText, error)
		Volume(ctx context.Context, id string) (corpus.VolumeEntry, error)
	}
	// Noting gives the context to change something with; see people.Noting. Of
	// what is public alone, since what somebody notes for themselves is nobody
	// else's business.
	Noting func(ctx context.Context, what, object, detail string) context.Context
	Now    func() time.Time // time.Now if nil
}

// Store keeps annotations. Errors wrap corpus.ErrNotFound and ErrStale.
type Store interface {
	Annotation(ctx context.Context, id int64) (corpus.Annotation, error)
	VolumeAnnotations(ctx context.Context, volume string, reader corpus.Person) ([]corpus.Annotation, error)
	PersonAnnotations(ctx context.Context, person int64, at time.Time) ([]corpus.Annotation, error)
	AddAnnotation(ctx context.Context, a corpus.Annotation, at time.Time) (corpus.Annotation, error)
	ChangeAnnotation(ctx context.Context, a corpus.Annotation, at time.Time) error
}

// Rooms are the pages about annotations. They do not change after New.
type Rooms struct {
	Deps
	site *page.Site
}

// New makes the rooms. It fails where a dependency is missing.
func New(site *page.Site, deps Deps) (*Rooms, error) {
	if deps.Store == nil || deps.Library == nil || deps.Noting == nil {
		return nil, errors.New("annotations: a dependency is missing")
	}
	if deps.Now == nil {
		deps.Now = time.Now
	}
	return &Rooms{deps, site}, nil
}

// Routes are the rooms' addresses.
func (n *Rooms) Routes(r chi.Router) {
	r.Get("/papers/{paper}/notes", n.site.Page(n.paper))
	r.Get("/papers/{paper}/annotations.jsonld", n.site.Page(n.paperLD))
	for _, address := range []string{"/papers/{paper}/annotations", "/papers/{paper}/annotations/"} { // as a site that cleans paths asks, and one that does not
		r.Get(address, n.site.Page(n.container))
		r.Options(address, n.site.Page(n.options))
	}
	r.Get("/annotations/{annotation:[0-9]+}", n.site.Page(n.one))
	r.Options("/annotations/{annotation:[0-9]+}", n.site.Page(n.options))
	r.Group(func(r chi.Router) {
		r.Use(people.Needs(n.site, corpus.Reader))
		r.Post("/papers/{paper}/notes", n.site.Page(n.add))
		r.Get("/annotations", n.site.Page(n.mine))
		r.Get("/annotations/mine.jsonld", n.site.Page(n.mineLD))
		r.Post("/annotations/{annotation:[0-9]+}", n.site.Page(n.change))
		r.Post("/annotations/{annotation:[0-9]+}/delete", n.site.Page(n.remove))
		r.Post("/annotations/{annotation:[0-9]+}/restore", n.site.Page(n.restore))
	})
	r.With(people.Needs(n.site, corpus.Editor)).Post("/annotations/{annotation:[0-9]+}/hide", n.site.Page(n.hide))
}
