package annotations

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"recto/internal/anchor"
	"recto/internal/corpus"
	"recto/internal/publish"
	"recto/internal/server/page"
)

type paperPage struct {
	page.Frame
	Part     corpus.PartEntry
	URL      string // of the paper
	Standing []placed
	Orphans  []placed
	Form     form
	Quoted   string   // what the form is about, where the address names it
	Blocks   []choice // of the text, to be marked as a whole
	Pages    []choice // whose scans can be marked
	Problem  string
}

// choice is a block or a page that can be marked.
type choice struct{ ID, Text string }

// paper shows the notes on a part, and the form to add one.
func (n *Rooms) paper(w http.ResponseWriter, r *http.Request) error {
	part, err := n.Library.Part(r.Context(), chi.URLParam(r, "paper"))
	if err != nil {
		return err
	}
	return n.show(w, r, http.StatusOK, part, paperPage{Form: formOf(r.URL.Query())})
}

// quoted is what an anchor is about, in words.
func quoted(part corpus.PartText, a corpus.Anchor) string {
	if a.Region == nil {
		return "“" + a.Exact + "”"
	}
	at, now, fate := anchor.OnScan(part.Pages, *a.Region)
	return placed{Annotation: corpus.Annotation{Anchor: a}, Fate: fate, Page: part.Pages[at], Now: corpus.Anchor{Region: &now}}.Reads()
}

func (n *Rooms) show(w http.ResponseWriter, r *http.Request, status int, part corpus.PartText, p paperPage) (err error) {
	p.Part, p.URL = part.Entry, "/papers/"+url.PathEscape(part.Entry.ID)
	p.Frame = page.Frame{Title: "Notes on " + titleOf(part.Entry), Room: "volumes", NoIndex: true}
	w.Header().Add("Link", "<"+n.site.Base.JoinPath(p.URL, "annotations").String()+`/>; rel="http://www.w3.org/ns/oa#annotationService"`)
	p.Alternates = []page.Alternate{{URL: p.URL + "/annotations.jsonld", MediaType: "application/ld+json"}}
	if p.Standing, p.Orphans, err = n.ofPart(r.Context(), part.Entry); err != nil {
		return err
	}
	if f := p.Form; f.First != "" || f.Region != (region{}) {
		if a, ok := f.anchor(part); ok {
			p.Quoted = quoted(part, a)
		}
	}
	for _, b := range part.Part.Blocks {
		if text := b.Text(); text != "" {
			p.Blocks = append(p.Blocks, choice{b.ID, shortened(text)})
		}
	}
	for _, e := range part.Pages {
		if e.Blob != "" {
			p.Pages = append(p.Pages, choice{pageKey(e), pageText(e)})
		}
	}
	return n.site.Render(w, r, status, "papernotes", &p)
}

func pageText(e corpus.PageEntry) string {
	scan := "scan " + strconv.Itoa(e.Scan)
	if e.Folio != "" {
		return "page " + e.Folio + ", " + scan
	}
	if e.Side != corpus.Whole {
		return scan + ", " + string(e.Side)
	}
	return scan
}

// add keeps a new note.
func (n *Rooms) add(w http.ResponseWriter, r *http.Request) error {
	f, err := read(w, r)
	if err != nil {
		return err
	}
	part, err := n.Library.Part(r.Context(), chi.URLParam(r, "paper"))
	if err != nil {
		return err
	}
	anchored, ok := f.anchor(part)
	problem := f.problem()
	if problem == "" && !ok {
		problem = "These words are not in this paper. Copy them from its text as it reads here, or choose a paragraph."
		if f.Page != "" && f.Quote == "" {
			problem = "That place is not on the scan. Its left and upper edge, its width and its height are hundredths of the scan, from 0 to 100."
		}
	}
	if problem != "" {
		return n.show(w, r, http.StatusUnprocessableEntity, part, paperPage{Form: f, Problem: problem})
	}
	ctx := r.Context()
	if f.Public {
		ctx = n.Noting(ctx, "add annotation", "", titleOf(part.Entry))
	}
	a, err := n.Store.AddAnnotation(ctx, corpus.Annotation{
		Author: page.Person(r.Context()), Volume: part.Entry.Volume, Part: part.Entry.ID, Title: titleOf(part.Entry),
		Edition: part.Entry.Edition, Anchor: anchored, Text: f.Text, Public: f.Public,
	}, n.Now())
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/papers/"+url.PathEscape(part.Entry.ID)+"/notes#note-"+id(a), http.StatusSeeOther)
	return nil
}

// paperLD are the notes on a part for other programs.
func (n *Rooms) paperLD(w http.ResponseWriter, r *http.Request) error {
	part, err := n.Library.Part(r.Context(), chi.URLParam(r, "paper"))
	if err != nil {
		return err
	}
	standing, orphans, err := n.ofPart(r.Context(), part.Entry)
	if err != nil {
		return err
	}
	return n.servePage(w, r, append(standing, orphans...))
}

func (n *Rooms) servePage(w http.ResponseWriter, r *http.Request, all []placed) error {
	data, err := publish.WebAnnotationPage(n.site.Base.JoinPath(r.URL.Path).String(), n.noted(all))
	if err == nil {
		serveLD(w, r, data)
	}
	return err
}

func titleOf(e corpus.PartEntry) string {
	if e.Title == "" {
		return "an untitled part"
	}
	return e.Title
}

// shortened is the beginning of a text, cut at a word's end.
func shortened(text string) string {
	const most = 70 // characters
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	end := most
	for end > 1 && runes[end] != ' ' {
		end--
	}
	return string(runes[:end]) + " …"
}
