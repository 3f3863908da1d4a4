package terms

import (
	"net/http"
	"strconv"
	"strings"

	"recto/internal/corpus"
	"recto/internal/glossary"
	"recto/internal/server/page"
)

// maxForm is how large the form of a concept may be, in bytes.
const maxForm = 256 << 10

// form is a concept as its form has it: lists are one item a line.
type form struct {
	ID          string // of the concept that is changed; empty for a new one
	Seen        int    // the version that the editor saw
	Preferred   string
	Alternative string
	Hidden      string
	Acronyms    string
	Common      bool
	Context     string
	Broader     string // labels, as the two below
	Narrower    string
	Related     string
	Sources     string
	Body        string
	Note        string
}

// formOf is the form of a concept.
func formOf(c corpus.Concept, version int, label func(id string) string) form {
	labels := func(ids []string) string {
		var out []string
		for _, id := range ids {
			out = append(out, label(id))
		}
		return lines(out)
	}
	return form{
		ID: c.ID, Seen: version, Preferred: c.Preferred, Alternative: lines(c.Alternative), Hidden: lines(c.Hidden),
		Acronyms: lines(c.Acronyms), Common: c.Common, Context: lines(c.Context), Broader: labels(c.Broader),
		Narrower: labels(c.Narrower), Related: labels(c.Related), Sources: lines(c.Sources), Body: c.Body,
	}
}

// read reads the form that was sent for a concept.
func read(w http.ResponseWriter, r *http.Request, id string) (form, error) {
	if err := page.ReadForm(w, r, maxForm); err != nil {
		return form{}, err
	}
	v := func(name string) string { return strings.ToValidUTF8(strings.TrimSpace(r.PostForm.Get(name)), "") }
	version, err := strconv.Atoi(v("version"))
	if err != nil || version < 0 {
		return form{}, page.BadForm(err)
	}
	return form{
		ID: id, Seen: version, Preferred: v("preferred"), Alternative: v("alternative"), Hidden: v("hidden"), Acronyms: v("acronyms"),
		Common: v("common") != "", Context: v("context"), Broader: v("broader"), Narrower: v("narrower"), Related: v("related"),
		Sources: v("sources"), Body: v("body"), Note: v("note"),
	}, nil
}

// texts are the versions that the form asks for: that of the concept, and where
// its preferred label and so its name is another one now, that of the old name,
// which is taken out.
func (f form) texts() ([]corpus.ConceptText, error) {
	c := corpus.Concept{
		ID: corpus.Slug(f.Preferred), Preferred: f.Preferred, Alternative: items(f.Alternative), Hidden: items(f.Hidden),
		Acronyms: items(f.Acronyms), Common: f.Common, Context: items(f.Context), Broader: items(f.Broader),
		Narrower: items(f.Narrower), Related: items(f.Related), Sources: items(f.Sources), Body: f.Body,
	}
	data, err := glossary.Write(c, func(label string) string { return label })
	if err != nil {
		return nil, err
	}
	text := corpus.ConceptText{Concept: c.ID, Text: string(data), Note: f.Note}
	if f.ID == "" || f.ID == c.ID {
		text.Version = f.Seen
		return []corpus.ConceptText{text}, nil
	}
	return []corpus.ConceptText{text, {Concept: f.ID, Version: f.Seen, Note: "now called " + f.Preferred}}, nil
}

// labels are all labels of the form.
func (f form) labels() []string {
	all := []string{f.Preferred}
	for _, list := range []string{f.Alternative, f.Hidden, f.Acronyms} {
		all = append(all, items(list)...)
	}
	return all
}

func lines(items []string) string { return strings.Join(items, "\n") }

// items are the lines of a field that are not empty.
func items(field string) (out []string) {
	for line := range strings.Lines(field) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}
