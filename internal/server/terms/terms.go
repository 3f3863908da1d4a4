// Package terms is where editors look after the glossary: the list of concepts,
// a form for each with what is wrong and a preview, its earlier versions, and
// the glossary as files to take away and bring back.
//
// Every change is a version that can be taken back. A change is taken only if
// the whole glossary still holds together; then the volumes are annotated anew.
// What readers see of concepts is the business of package server.
package terms

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/search"
	"recto/internal/server/page"
)

// Deps is everything that the rooms need from outside.
type Deps struct {
	Shelf  *glossary.Shelf
	Search interface {
		Search(ctx context.Context, r search.Request) (search.Results, error)
	}
	// Changed has the volumes annotated anew; it returns before that is done.
	Changed func(ctx context.Context) error
	// Noting gives the context to change something with, which writes the audit log.
	Noting func(ctx context.Context, what, object, detail string) context.Context
	Now    func() time.Time // time.Now if nil
}

// Rooms are the pages about the glossary. They do not change after New.
type Rooms struct {
	Deps
	site *page.Site
}

// New makes the rooms. It fails where a dependency is missing.
func New(site *page.Site, deps Deps) (*Rooms, error) {
	if deps.Shelf == nil || deps.Search == nil || deps.Changed == nil || deps.Noting == nil {
		return nil, errors.New("terms: a dependency is missing")
	}
	if deps.Now == nil {
		deps.Now = time.Now
	}
	return &Rooms{deps, site}, nil
}

// Routes are the rooms' addresses, below those of editors.
func (t *Rooms) Routes(r chi.Router) {
	r.Get("/", t.site.Page(t.list))
	r.Get("/new", t.site.Page(t.blank))
	r.Post("/new", t.site.Page(t.save))
	r.Get("/glossary.zip", t.site.Page(t.archive))
	r.Get("/glossary.ttl", t.site.Page(t.skos))
	r.Post("/import", t.site.Page(t.bring))
	r.Get("/{concept}", t.site.Page(t.edit))
	r.Post("/{concept}", t.site.Page(t.save))
	r.Get("/{concept}/history", t.site.Page(t.history))
	r.Post("/{concept}/history", t.site.Page(t.revert))
	r.Post("/{concept}/remove", t.site.Page(t.remove))
}

const root = "/admin/glossary"

func address(concept string) string { return root + "/" + concept }

type listPage struct {
	page.Frame
	Concepts []listed
	Said     string // what was just done
}

type listed struct {
	corpus.Concept
	URL string
}

func (t *Rooms) list(w http.ResponseWriter, r *http.Request) error {
	p := listPage{Frame: page.DeskFrame("Glossary"), Said: said(r)}
	for _, c := range t.Shelf.Concepts() {
		p.Concepts = append(p.Concepts, listed{c, address(c.ID)})
	}
	return t.site.Render(w, r, http.StatusOK, "terms", &p)
}

// said is what was done before the browser was sent here.
func said(r *http.Request) string {
	switch r.URL.Query().Get("done") {
	case "saved":
		return "Saved. The volumes are being annotated anew."
	case "removed":
		return "Taken out. The volumes are being annotated anew."
	case "brought":
		return "Brought in. The volumes are being annotated anew."
	case "same":
		return "Nothing in those files differs from the glossary."
	}
	return ""
}

// change changes the glossary, has it annotated, and notes who did what.
func (t *Rooms) change(ctx context.Context, what, object, detail string, texts ...corpus.ConceptText) error {
	for i := range texts {
		texts[i].Author = page.Person(ctx)
	}
	if err := t.Shelf.Change(t.Noting(ctx, what, object, detail), texts, t.Now()); err != nil {
		return err
	}
	return t.Changed(ctx)
}
