package desk

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// fieldValue is a field of a description in a form.
type fieldValue struct {
	Name   string // as corpus.VolumeFields or PaperFields has it
	Label  string
	Help   string
	Value  string
	Lines  int  // how many lines the form gives it
	ByHand bool // a person set it; else the program read it
}

var labels = map[string][2]string{
	"title": {"Title", ""}, "subtitle": {"Subtitle", ""}, "editors": {"Editors", "One a line."},
	"series": {"Series", ""}, "event": {"Event", ""}, "publisher": {"Publisher", ""}, "year": {"Year", ""},
	"isbn": {"ISBN", ""}, "issn": {"ISSN", ""}, "rights": {"Rights", "Who may do what with it, as readers see it."},
	"authors":  {"Authors", "One a line: Family, Given; Affiliation"},
	"keywords": {"Keywords", "One a line."}, "first-folio": {"First page", ""}, "last-folio": {"Last page", ""},
}

func value(name, text string, lines int, hand map[string]bool) fieldValue {
	return fieldValue{Name: name, Label: labels[name][0], Help: labels[name][1], Value: text, Lines: lines, ByHand: hand[name]}
}

// byHand are the names of the fields that people set, of the volume or of the
// paper that begins with a word.
func byHand(log []corpus.CorrectionEntry, first string) map[string]bool {
	set := map[string]bool{}
	for _, c := range log {
		if c.Kind == corpus.SetField && c.At.First == first {
			set[c.Name] = true
		}
	}
	return set
}

func volumeValues(v corpus.Volume, hand map[string]bool) []fieldValue {
	year := ""
	if v.Year > 0 {
		year = strconv.Itoa(v.Year)
	}
	return []fieldValue{
		value("title", v.Title, 2, hand), value("subtitle", v.Subtitle, 1, hand),
		value("editors", strings.Join(v.Editors, "\n"), max(2, len(v.Editors)+1), hand),
		value("series", v.Series, 1, hand), value("event", v.Event, 1, hand), value("publisher", v.Publisher, 1, hand),
		value("year", year, 1, hand), value("isbn", v.ISBN, 1, hand), value("issn", v.ISSN, 1, hand),
		value("rights", v.Rights, 2, hand),
	}
}

func paperValues(p corpus.Paper, hand map[string]bool) []fieldValue {
	var authors []string
	for _, a := range p.Authors {
		line := a.Family
		if a.Given != "" {
			line += ", " + a.Given
		}
		if a.Affiliation != "" {
			line += "; " + a.Affiliation
		}
		authors = append(authors, line)
	}
	return []fieldValue{
		value("title", p.Title, 2, hand), value("subtitle", p.Subtitle, 1, hand),
		value("authors", strings.Join(authors, "\n"), max(2, len(authors)+1), hand),
		value("keywords", strings.Join(p.Keywords, "\n"), max(2, len(p.Keywords)+1), hand),
		value("first-folio", p.FirstFolio, 1, hand), value("last-folio", p.LastFolio, 1, hand),
	}
}

// setFields sets those fields of a volume that the form changed.
func (d *Rooms) setFields(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	e, err := d.edition(r)
	if err != nil {
		return err
	}
	changes, err := changed(r, volumeValues(e.Volume, nil), corpus.Place{})
	if err != nil {
		return err
	}
	return d.decide(w, r, changes, reviewURL(e.Volume.ID))
}

// setPaper sets those fields of a paper that the form changed.
func (d *Rooms) setPaper(w http.ResponseWriter, r *http.Request) error {
	if err := form(w, r); err != nil {
		return err
	}
	e, i, err := d.partOf(r)
	if err != nil {
		return err
	}
	part := e.Parts[i]
	if part.Paper == nil {
		return page.ErrNoPage
	}
	at := placeOf(e, part.Paper.ID)
	changes, err := changed(r, paperValues(*part.Paper, nil), at)
	if err != nil {
		return err
	}
	return d.decide(w, r, changes, reviewURL(e.Volume.ID))
}

// changed are the corrections that set what a form has otherwise than it was.
func changed(r *http.Request, was []fieldValue, at corpus.Place) ([]corpus.Correction, error) {
	var out []corpus.Correction
	for _, f := range was {
		if !r.PostForm.Has(f.Name) {
			continue
		}
		text := plainText(r.PostForm.Get(f.Name))
		if f.Name == "year" && text != "" {
			if n, err := strconv.Atoi(text); err != nil || n < 0 || n > 9999 {
				return nil, page.BadRequest("The year is no number", "Nothing was changed. Go back and write the year with digits, as 2004.")
			}
		}
		if text != plainText(f.Value) {
			out = append(out, corpus.Correction{Kind: corpus.SetField, At: at, Name: f.Name, Text: text, Note: plainText(r.PostForm.Get("note"))})
		}
	}
	return out, nil
}

// edition is the edition at hand of the volume of the address.
func (d *Rooms) edition(r *http.Request) (*corpus.Edition, error) {
	entry, job, err := d.standing(r)
	if err != nil {
		return nil, err
	}
	return d.Library.Edition(r.Context(), atHand(entry, job))
}

// partOf is the edition at hand of a volume, and the part of the address in it.
func (d *Rooms) partOf(r *http.Request) (*corpus.Edition, int, error) {
	e, err := d.edition(r)
	if err != nil {
		return nil, 0, err
	}
	id := chi.URLParam(r, "part")
	i := slices.IndexFunc(e.Parts, func(p corpus.Part) bool { return p.ID == id })
	if i < 0 {
		return nil, 0, page.Error{
			Status: http.StatusNotFound, Title: "That part is not there any more",
			Text: "Its beginning was moved, or it was joined with another. Look at the review of the volume.",
		}
	}
	return e, i, nil
}

// placeOf is the place of the line's rest that a word begins, in the pages of an
// edition.
func placeOf(e *corpus.Edition, word string) corpus.Place {
	for _, p := range e.Pages {
		for _, l := range p.Lines {
			i := slices.IndexFunc(l.Words, func(w corpus.Word) bool { return w.ID == word })
			if i >= 0 {
				return corpus.PlaceOf(l.Words, i, min(len(l.Words), i+4))
			}
		}
	}
	return corpus.Place{First: word}
}
