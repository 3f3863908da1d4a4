package annotations

import (
	"net/http"

	"recto/internal/server/page"
)

type minePage struct {
	page.Frame
	Standing []placed
	Orphans  []placed
	Deleted  []placed
}

// mine shows a person's own notes over all papers.
func (n *Rooms) mine(w http.ResponseWriter, r *http.Request) error {
	all, err := n.ofPerson(r)
	if err != nil {
		return err
	}
	p := minePage{Frame: page.Frame{Title: "Your notes", Room: "account", NoIndex: true}}
	for _, a := range all {
		switch {
		case !a.Deleted.IsZero():
			p.Deleted = append(p.Deleted, a)
		case a.Orphan():
			p.Orphans = append(p.Orphans, a)
		default:
			p.Standing = append(p.Standing, a)
		}
	}
	return n.site.Render(w, r, http.StatusOK, "annotations", &p)
}

// mineLD are the same for other programs, without those deleted.
func (n *Rooms) mineLD(w http.ResponseWriter, r *http.Request) error {
	all, err := n.ofPerson(r)
	if err != nil {
		return err
	}
	var kept []placed
	for _, a := range all {
		if a.Deleted.IsZero() {
			kept = append(kept, a)
		}
	}
	w.Header().Set("Content-Disposition", `attachment; filename="notes.jsonld"`)
	return n.servePage(w, r, kept)
}

func (n *Rooms) ofPerson(r *http.Request) ([]placed, error) {
	as, err := n.Store.PersonAnnotations(r.Context(), page.Person(r.Context()).ID, n.Now())
	if err != nil {
		return nil, err
	}
	return n.finder().all(r.Context(), as)
}
