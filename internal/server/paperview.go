package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// view is how a reader asked to see a part, as the address says it.
type view struct {
	Name  string // one of viewNames
	Query string // what is lit up
	Terms string // one of markChoices: which mentions lead to their concepts
	Marks string // one of markChoices: which words are marked as doubtful
	Word  string // id of the word that is pointed out
	Page  string // beside the scan, names the page to begin with; empty: the first
	Cite  string // id of the block to cite, or citePassage
	At    permalink
}

// citePassage asks for the citation of the passage that the address names.
const citePassage = "passage"

const (
	readingView    = ""
	facingView     = "both"
	diplomaticView = "diplomatic"
)

var viewNames = []string{readingView, facingView, diplomaticView}

const (
	someMarks = "" // terms where a section first has them, doubts where they matter
	allMarks  = "all"
	noMarks   = "none"
)

var markChoices = []string{someMarks, allMarks, noMarks}

// viewOf reads a view from an address.
func viewOf(r *http.Request) (view, error) {
	q := r.URL.Query()
	v := view{Name: q.Get("view"), Query: queryOf(r), Terms: q.Get("terms"), Marks: q.Get("marks"), Word: q.Get("word"), Page: q.Get("page"), Cite: q.Get("cite"), At: permalinkOf(q)}
	if !slices.Contains(viewNames, v.Name) {
		return view{}, page.BadRequest("There is no such view", "A paper can be read as text, beside its scan (view=both), or word for word as the scan was read (view=diplomatic).")
	}
	if !slices.Contains(markChoices, v.Terms) || !slices.Contains(markChoices, v.Marks) {
		return view{}, page.BadRequest("There is no such choice of marks", "Terms and doubtful words are marked sparingly, or all of them (all), or none (none).")
	}
	return v, nil
}

// url is the address of a part seen in this way, at a place of the page.
func (v view) url(part, anchor string) string {
	var q []string
	pairs := [][2]string{{"view", v.Name}, {"q", v.Query}, {"terms", v.Terms}, {"marks", v.Marks}, {"word", v.Word}, {"page", v.Page}, {"cite", v.Cite}}
	for _, p := range append(pairs, v.At.pairs()...) {
		if p[1] != "" {
			q = append(q, p[0]+"="+url.QueryEscape(p[1]))
		}
	}
	u := url.URL{Path: "/papers/" + part, RawQuery: strings.Join(q, "&"), Fragment: anchor}
	return u.String()
}

// plain is the view without what the reader pointed at.
func (v view) plain() view {
	v.Word, v.Page, v.Cite, v.At = "", "", "", permalink{}
	return v
}

// unlit reports whether nothing is lit up or pointed out in the text.
func (v view) unlit() bool { return v.Query == "" && v.Word == "" && v.At == permalink{} }

// named is the same choice of marks in another view.
func (v view) named(name string) view {
	v = v.plain()
	v.Name = name
	return v
}

// viewChoices are the views of a part; the scans only where it has some.
func (v view) viewChoices(part corpus.PartText) []choice {
	id := part.Entry.ID
	all := []choice{{Label: "Reading text", URL: v.named(readingView).url(id, ""), On: v.Name == readingView}}
	if slices.ContainsFunc(part.Pages, func(p corpus.PageEntry) bool { return p.Blob != "" }) {
		all = append(all, choice{Label: "Beside the scan", URL: v.named(facingView).url(id, ""), On: v.Name == facingView})
	}
	return append(all, choice{Label: "As scanned", URL: v.named(diplomaticView).url(id, ""), On: v.Name == diplomaticView})
}

// termChoices and doubtChoices lead to the same view with other marks.
func (v view) termChoices(part string) []choice {
	return v.choices(part, [3]string{"first in each section", "all", "none"}, func(v *view) *string { return &v.Terms })
}

func (v view) doubtChoices(part string) []choice {
	return v.choices(part, [3]string{"where they matter", "all", "none"}, func(v *view) *string { return &v.Marks })
}

func (v view) choices(part string, texts [3]string, field func(*view) *string) []choice {
	place := v.Page
	v = v.plain()
	v.Page = place
	now := *field(&v)
	all := make([]choice, len(texts))
	for i, value := range markChoices {
		*field(&v) = value
		all[i] = choice{Label: texts[i], URL: v.url(part, ""), On: value == now}
	}
	return all
}

// tokenOf is the token that a word is read in.
func tokenOf(p corpus.Part, word string) (corpus.Token, bool) {
	b, t, ok := wordAt(p, word)
	if !ok {
		return corpus.Token{}, false
	}
	return p.Blocks[b].Tokens[t], true
}

// wordAt finds the token that a word is read in: the index of its block and its
// own in there.
func wordAt(p corpus.Part, word string) (block, token int, ok bool) {
	for i, b := range p.Blocks {
		for j, t := range b.Tokens {
			if slices.ContainsFunc(t.Words, func(w corpus.Word) bool { return w.ID == word }) {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}
