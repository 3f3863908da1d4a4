package publish

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"recto/internal/corpus"
)

// Book is what is taken away to be read elsewhere: a volume, or one part of it,
// with what the edition itself does not know.
type Book struct {
	Edition  *corpus.Edition
	Part     string                                 // id of the only part that is wanted; empty for the volume
	Concept  func(id string) (corpus.Concept, bool) // of the glossary
	Site     string                                 // address of the library without a slash at the end; empty where it is not on the web
	Language string                                 // of the text (BCP 47)
	Modified time.Time                              // when the edition was published
	Program  string                                 // that writes it, with its version
}

// Excerpt is one part of an edition by itself, with the printed pages from its
// first to its last, whether they have words or not, and their scans. The error
// is corpus.ErrNotFound where no part has the id.
func Excerpt(e *corpus.Edition, id string) (*corpus.Edition, error) {
	i := slices.IndexFunc(e.Parts, func(p corpus.Part) bool { return p.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("part %q: %w", id, corpus.ErrNotFound)
	}
	out := *e
	out.Parts = e.Parts[i : i+1]
	out.Pages = pagesOf(e.Pages, out.Parts[0])
	out.Scans = slices.DeleteFunc(slices.Clone(e.Scans), func(s corpus.Scan) bool {
		return !slices.ContainsFunc(out.Pages, func(p corpus.Page) bool { return p.Scan == s.Number })
	})
	return &out, nil
}

// pagesOf are the pages from the first to the last that a part has words on.
func pagesOf(pages []corpus.Page, p corpus.Part) []corpus.Page {
	on := map[string]bool{}
	for _, b := range p.Blocks {
		for _, t := range b.Tokens {
			on[t.Page] = true
		}
	}
	first, after := -1, 0
	for i, page := range pages {
		if !on[page.ID] {
			continue
		}
		if after = i + 1; first < 0 {
			first = i
		}
	}
	return pages[max(first, 0):after]
}

// chosen is the edition, or as much of it as is wanted.
func (b Book) chosen() (*corpus.Edition, error) {
	if b.Part == "" {
		return b.Edition, nil
	}
	return Excerpt(b.Edition, b.Part)
}

// about is what a book is called and by whom it is.
type about struct {
	title    string
	authors  []corpus.Author
	editors  []corpus.Author // of the volume
	keywords []string
	within   string // the volume and the pages, of a part
	address  string // on the web
}

// about describes the book whose edition was chosen.
func (b Book) about(e *corpus.Edition) about {
	v := e.Volume
	a := about{title: cmp.Or(fullTitle(v.Title, v.Subtitle), "Untitled volume"), editors: people(v.Editors)}
	path := "/volumes/" + v.ID
	if b.Part != "" {
		p := e.Parts[0]
		a.within = within(v, p.Paper)
		a.title = partTitle(p)
		if p.Paper != nil {
			a.authors, a.keywords = p.Paper.Authors, p.Paper.Keywords
		}
		path = "/papers/" + url.PathEscape(p.ID)
	}
	if b.Site != "" {
		a.address = b.Site + path
	}
	return a
}

// within says where a part is printed: "In: Ada Field (ed.) Volume. Press, 2007, pp. 1–9."
func within(v corpus.Volume, p *corpus.Paper) string {
	c := Cited{Volume: v}
	if p != nil {
		c.Paper = *p
	}
	in := c.container()
	if in == "" {
		return ""
	}
	if v.Year != 0 {
		in += fmt.Sprintf(", %d", v.Year)
	}
	if f := c.folios(); f != "" {
		in += ", " + pagesAbbreviation(f) + " " + f
	}
	return "In: " + in + "."
}

// partTitle is what a part is called; one without a title goes by its kind.
func partTitle(p corpus.Part) string {
	title := p.Title
	if p.Paper != nil {
		title = cmp.Or(fullTitle(p.Paper.Title, p.Paper.Subtitle), title)
	}
	if title == "" {
		kind := strings.ReplaceAll(string(cmp.Or(p.Kind, corpus.FrontMatter)), "-", " ")
		title = strings.ToUpper(kind[:1]) + kind[1:]
	}
	return strings.Join(strings.Fields(title), " ")
}

func names(authors []corpus.Author) []string {
	var out []string
	for _, a := range named(authors) {
		out = append(out, a.Name())
	}
	return out
}

// concept is a concept of the glossary.
func (b Book) concept(id string) (corpus.Concept, bool) {
	if b.Concept == nil {
		return corpus.Concept{}, false
	}
	return b.Concept(id)
}

// conceptURL is where the library tells more of a concept; empty without a site.
func (b Book) conceptURL(id string) string {
	if b.Site == "" {
		return ""
	}
	return b.Site + "/concepts/" + url.PathEscape(strings.ToValidUTF8(id, ""))
}
