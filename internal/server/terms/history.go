package terms

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/server/page"
)

type historyPage struct {
	page.Frame
	Concept  string
	URL      string
	Present  int // version
	Versions []version
	Problems []string
}

// version is a version of a concept's text, with what it changed.
type version struct {
	corpus.ConceptText
	Changes []changed // from the one before; none of the first
}

func (t *Rooms) history(w http.ResponseWriter, r *http.Request) error {
	p, err := t.versions(r)
	if err != nil {
		return err
	}
	return t.site.Render(w, r, http.StatusOK, "termhistory", &p)
}

func (t *Rooms) versions(r *http.Request) (historyPage, error) {
	id := chi.URLParam(r, "concept")
	all, err := t.Shelf.History(r.Context(), id)
	if err != nil {
		return historyPage{}, err
	}
	if len(all) == 0 {
		return historyPage{}, page.ErrNoPage
	}
	p := historyPage{Frame: page.DeskFrame("Versions of " + id), Concept: id, URL: address(id), Present: all[0].Version}
	for i, text := range all {
		v := version{ConceptText: text}
		if i+1 < len(all) {
			v.Changes = changes(all[i+1].Text, text.Text)
		}
		p.Versions = append(p.Versions, v)
	}
	return p, nil
}

// revert makes an earlier version the present one, as a version of its own.
func (t *Rooms) revert(w http.ResponseWriter, r *http.Request) error {
	p, err := t.versions(r)
	if err != nil {
		return err
	}
	if err := page.ReadForm(w, r, maxForm); err != nil {
		return err
	}
	to, err := strconv.Atoi(r.PostForm.Get("to"))
	if err != nil {
		return page.BadForm(err)
	}
	for _, v := range p.Versions {
		if v.Version != to {
			continue
		}
		note := "as in version " + strconv.Itoa(to)
		err := t.change(r.Context(), "change concept", p.Concept, note, corpus.ConceptText{Concept: p.Concept, Version: p.Present, Text: v.Text, Note: note})
		for _, problem := range glossary.Problems(err) {
			p.Problems = append(p.Problems, problem.Text)
		}
		if len(p.Problems) > 0 {
			return t.site.Render(w, r, http.StatusUnprocessableEntity, "termhistory", &p)
		}
		if err == nil {
			http.Redirect(w, r, root+"?done=saved", http.StatusSeeOther)
		}
		return err
	}
	return page.ErrNoPage
}
