package annotations

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/publish"
	"recto/internal/server/page"
)

type onePage struct {
	page.Frame
	placed
	Form    form
	Stale   bool // Form was not taken: what is kept is another version
	Problem string
}

// one shows an annotation, as a page or as JSON-LD, whichever is asked for.
func (n *Rooms) one(w http.ResponseWriter, r *http.Request) error {
	a, err := n.readable(r)
	if err != nil {
		return err
	}
	p, err := n.finder().place(r.Context(), a)
	if err != nil {
		return err
	}
	if wantsLD(r.Header.Get("Accept")) {
		data, err := publish.WebAnnotation(n.noted([]placed{p})[0])
		if err != nil {
			return err
		}
		serveLD(w, r, data)
		return nil
	}
	w.Header().Add("Vary", "Accept")
	return n.showOne(w, r, http.StatusOK, onePage{placed: p, Form: form{Seen: a.Version, Text: a.Text, Public: a.Public}})
}

func (n *Rooms) showOne(w http.ResponseWriter, r *http.Request, status int, p onePage) error {
	p.Frame = page.Frame{Title: "Note", Room: "volumes", NoIndex: true}
	return n.site.Render(w, r, status, "annotation", &p)
}

// wantsLD reports whether JSON is asked for and a page is not.
func wantsLD(accept string) bool {
	return strings.Contains(accept, "json") && !strings.Contains(accept, "text/html")
}

// change takes the form of a note.
func (n *Rooms) change(w http.ResponseWriter, r *http.Request) error {
	a, f, err := n.own(w, r)
	if err != nil {
		return err
	}
	problem := f.problem()
	if problem == "" {
		was := a
		a.Version, a.Text, a.Public = f.Seen, f.Text, f.Public
		err := n.keep(r.Context(), "change annotation", was, a)
		if err == nil {
			http.Redirect(w, r, "/annotations/"+id(a), http.StatusSeeOther)
			return nil
		}
		if !errors.Is(err, corpus.ErrStale) {
			return err
		}
	}
	return n.refuse(w, r, f, problem)
}

// refuse shows a form that was not taken beside what is kept.
func (n *Rooms) refuse(w http.ResponseWriter, r *http.Request, f form, problem string) error {
	a, err := n.readable(r)
	if err != nil {
		return err
	}
	p, err := n.finder().place(r.Context(), a)
	if err != nil {
		return err
	}
	status := http.StatusUnprocessableEntity
	if problem == "" {
		status = http.StatusConflict
	}
	f.Seen = a.Version
	return n.showOne(w, r, status, onePage{placed: p, Form: f, Stale: problem == "", Problem: problem})
}

func (n *Rooms) remove(w http.ResponseWriter, r *http.Request) error {
	return n.set(w, r, "delete annotation", func(a *corpus.Annotation) { a.Deleted = n.Now() })
}

func (n *Rooms) restore(w http.ResponseWriter, r *http.Request) error {
	return n.set(w, r, "restore annotation", func(a *corpus.Annotation) { a.Deleted = time.Time{} })
}

// set changes one's own annotation as the form of a single button asks.
func (n *Rooms) set(w http.ResponseWriter, r *http.Request, what string, change func(*corpus.Annotation)) error {
	a, f, err := n.own(w, r)
	if err != nil {
		return err
	}
	was := a
	a.Version = f.Seen
	change(&a)
	if err := n.keep(r.Context(), what, was, a); err != nil {
		return err
	}
	http.Redirect(w, r, "/annotations", http.StatusSeeOther)
	return nil
}

// hide takes a public note from the public, or gives it back.
func (n *Rooms) hide(w http.ResponseWriter, r *http.Request) error {
	f, err := read(w, r)
	if err != nil {
		return err
	}
	a, err := n.readable(r)
	if err != nil {
		return err
	}
	if !a.Public || !a.Deleted.IsZero() {
		return page.ErrNoPage
	}
	what := "hide annotation"
	if a.Hidden {
		what = "show annotation"
	}
	was := a
	a.Version, a.Hidden = f.Seen, !a.Hidden
	if err := n.keep(r.Context(), what, was, a); err != nil {
		return err
	}
	http.Redirect(w, r, "/annotations/"+id(a), http.StatusSeeOther)
	return nil
}

// readable is the annotation of the address, if whoever asks may read it. Others
// are not told that it is there.
func (n *Rooms) readable(r *http.Request) (corpus.Annotation, error) {
	number, err := strconv.ParseInt(chi.URLParam(r, "annotation"), 10, 64)
	if err != nil {
		return corpus.Annotation{}, page.ErrNoPage
	}
	a, err := n.Store.Annotation(r.Context(), number)
	if err != nil {
		return a, err
	}
	if !mayRead(page.Person(r.Context()), a, n.Now()) {
		return corpus.Annotation{}, page.ErrNoPage
	}
	return a, nil
}

func mayRead(p corpus.Person, a corpus.Annotation, now time.Time) bool {
	if p.ID != 0 && p.ID == a.Author.ID {
		return a.Deleted.IsZero() || now.Sub(a.Deleted) < corpus.DeletedKept
	}
	return a.Public && a.Deleted.IsZero() && (!a.Hidden || p.Role.Is(corpus.Editor))
}

// own is the annotation of the address, which must be of whoever asks, and the
// form that was sent.
func (n *Rooms) own(w http.ResponseWriter, r *http.Request) (corpus.Annotation, form, error) {
	f, err := read(w, r)
	if err != nil {
		return corpus.Annotation{}, f, err
	}
	a, err := n.readable(r)
	if err == nil && a.Author.ID != page.Person(r.Context()).ID {
		err = page.ErrNoPage
	}
	return a, f, err
}

func (n *Rooms) keep(ctx context.Context, what string, was, a corpus.Annotation) error {
	if was.Public || a.Public { // the public saw it, or sees it now
		ctx = n.Noting(ctx, what, id(a), a.Title)
	}
	return n.Store.ChangeAnnotation(ctx, a, n.Now())
}

func id(a corpus.Annotation) string { return strconv.FormatInt(a.ID, 10) }
