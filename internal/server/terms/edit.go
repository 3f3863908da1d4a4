package terms

import (
	"context"
	"errors"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/search"
	"recto/internal/server/page"
)

type editPage struct {
	page.Frame
	form
	New      bool
	Checked  bool // Problems and Matches say how the form stands
	Problems []string
	Preview  template.HTML
	Matches  []matched
	Stale    []corpus.ConceptText // versions that others added since the editor opened the form
	Action   string
	History  string // address
	Remove   string // address
}

// matched is how often a label stands in the library.
type matched struct {
	Label   string
	N       int // passages
	Samples []sample
	URL     string
}

type sample struct {
	Pieces []search.Piece
	Title  string
	URL    string
}

func (t *Rooms) blank(w http.ResponseWriter, r *http.Request) error {
	return t.show(w, r, http.StatusOK, editPage{form: form{Preferred: r.URL.Query().Get("label")}})
}

func (t *Rooms) edit(w http.ResponseWriter, r *http.Request) error {
	c, version, err := t.concept(r)
	if err != nil {
		return err
	}
	p := editPage{form: formOf(c, version, t.label)}
	if p.Preview, err = preview(c); err != nil {
		return err
	}
	return t.show(w, r, http.StatusOK, p)
}

// concept is the concept of the address, with its present version.
func (t *Rooms) concept(r *http.Request) (corpus.Concept, int, error) {
	c, ok := t.Shelf.Concept(chi.URLParam(r, "concept"))
	if !ok {
		return c, 0, page.ErrNoPage
	}
	history, err := t.Shelf.History(r.Context(), c.ID)
	if err != nil || len(history) == 0 {
		return c, 0, err
	}
	return c, history[0].Version, nil
}

func (t *Rooms) label(id string) string {
	c, _ := t.Shelf.Concept(id)
	return c.Preferred
}

// save takes the form of a concept, or shows how it stands where the editor
// asked for that or something is wrong with it.
func (t *Rooms) save(w http.ResponseWriter, r *http.Request) error {
	f, err := read(w, r, chi.URLParam(r, "concept"))
	if err != nil {
		return err
	}
	texts, err := f.texts()
	if err != nil {
		return err
	}
	p := editPage{form: f, Checked: true}
	if err := t.check(r.Context(), &p, texts); err != nil {
		return err
	}
	if r.PostForm.Has("check") {
		return t.show(w, r, http.StatusOK, p)
	}
	if len(p.Problems) > 0 {
		return t.show(w, r, http.StatusUnprocessableEntity, p)
	}
	err = t.change(r.Context(), "change concept", texts[0].Concept, f.Note, texts...)
	if errors.Is(err, corpus.ErrStale) {
		if p.Stale, err = t.since(r.Context(), texts); err != nil {
			return err
		}
		return t.show(w, r, http.StatusConflict, p)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, root+"?done=saved", http.StatusSeeOther)
	return nil
}

// since are the versions that others added after those that the editor saw.
func (t *Rooms) since(ctx context.Context, texts []corpus.ConceptText) (later []corpus.ConceptText, err error) {
	for _, mine := range texts {
		history, err := t.Shelf.History(ctx, mine.Concept)
		if err != nil {
			return nil, err
		}
		for _, theirs := range history {
			if theirs.Version > mine.Version {
				later = append(later, theirs)
			}
		}
	}
	return later, nil
}

// check says how a form stands: what is wrong, how its text looks, and where in
// the library the labels stand that the concept does not have yet.
func (t *Rooms) check(ctx context.Context, p *editPage, texts []corpus.ConceptText) error {
	g, err := t.Shelf.Try(ctx, texts)
	for _, problem := range glossary.Problems(err) {
		text := problem.Text
		if problem.File != texts[0].Concept+".md" {
			text = problem.File + ": " + text
		}
		p.Problems = append(p.Problems, text)
	}
	if err != nil && len(p.Problems) == 0 {
		return err
	}
	if _, taken := t.Shelf.Concept(texts[0].Concept); taken && texts[0].Concept != p.ID {
		p.Problems = append(p.Problems, "There is a concept of that name already: change that one, or choose another label.")
	}
	c := corpus.Concept{Body: p.Body}
	if g != nil {
		c, _ = g.Concept(texts[0].Concept)
	}
	if p.Preview, err = preview(c); err != nil {
		return err
	}
	p.Matches, err = t.matches(ctx, p.form)
	return err
}

func preview(c corpus.Concept) (template.HTML, error) {
	return glossary.Render(c, func(id string) string { return "/concepts/" + id })
}

// samples is how many passages are shown of a label.
const samples = 3

func (t *Rooms) matches(ctx context.Context, f form) (all []matched, err error) {
	known, _ := t.Shelf.Concept(f.ID)
	old := slices.Concat([]string{known.Preferred}, known.Alternative, known.Hidden, known.Acronyms)
	for _, label := range f.labels() {
		if label == "" || slices.Contains(old, label) {
			continue
		}
		query := strconv.Quote(label)
		found, err := t.Search.Search(ctx, search.Request{Query: query, Passages: true, PerPage: samples})
		if err != nil {
			return nil, err
		}
		m := matched{Label: label, N: found.Total, URL: "/search?" + url.Values{"q": {query}}.Encode()}
		for _, hit := range found.Hits {
			m.Samples = append(m.Samples, sample{hit.Fragment, hit.Part.Title, "/papers/" + hit.Part.ID + "#" + hit.Block})
		}
		all = append(all, m)
	}
	return all, nil
}

func (t *Rooms) show(w http.ResponseWriter, r *http.Request, status int, p editPage) error {
	p.Frame = page.DeskFrame("New concept")
	p.New, p.Action = p.ID == "", root+"/new"
	if !p.New {
		p.Frame = page.DeskFrame("Edit " + p.Preferred)
		p.Action, p.History, p.Remove = address(p.ID), address(p.ID)+"/history", address(p.ID)+"/remove"
	}
	return t.site.Render(w, r, status, "term", &p)
}

func (t *Rooms) remove(w http.ResponseWriter, r *http.Request) error {
	c, _, err := t.concept(r)
	if err != nil {
		return err
	}
	f, err := read(w, r, c.ID)
	if err != nil {
		return err
	}
	err = t.change(r.Context(), "remove concept", c.ID, c.Preferred, corpus.ConceptText{Concept: c.ID, Version: f.Seen, Note: "taken out"})
	problems := glossary.Problems(err)
	if len(problems) == 0 {
		if err != nil {
			return err
		}
		http.Redirect(w, r, root+"?done=removed", http.StatusSeeOther)
		return nil
	}
	p := editPage{form: formOf(c, f.Seen, t.label), Checked: true}
	for _, problem := range problems {
		p.Problems = append(p.Problems, "It cannot be taken out while others refer to it. "+problem.File+": "+problem.Text)
	}
	return t.show(w, r, http.StatusUnprocessableEntity, p)
}
