package publish

import (
	"encoding/json"
	"strconv"
)

// AnnotationContainer is the annotations on one thing as the W3C's Web Annotation
// Protocol (Recommendation of 23 February 2017) serves them: a container, in pages.
type AnnotationContainer struct {
	URL   string // its own, ending in a slash
	Label string
	All   []Noted // in order
	IRIs  bool    // the pages name annotations only, and do not hold them
}

// containerPage is how many annotations one page of a container holds.
const containerPage = 100

// Pages is how many pages the container has.
func (c AnnotationContainer) Pages() int { return (len(c.All) + containerPage - 1) / containerPage }

// Whole writes the container with its first page in it; the minimal one names
// that page only.
func (c AnnotationContainer) Whole(minimal bool) ([]byte, error) {
	out := annotationContainer{
		Context: []string{annotationContext, "http://www.w3.org/ns/ldp.jsonld"}, ID: c.address(),
		Type: []string{"BasicContainer", "AnnotationCollection"}, Label: c.Label, Total: len(c.All),
	}
	if c.Pages() > 0 {
		out.Last = c.pageAddress(c.Pages() - 1)
		out.First = c.pageAddress(0)
		if !minimal {
			out.First = c.page(0)
		}
	}
	return json.Marshal(out)
}

// Page writes one page of the container, counted from 0 and below Pages.
func (c AnnotationContainer) Page(n int) ([]byte, error) {
	p := c.page(n)
	p.Context = annotationContext
	p.PartOf = &containerName{c.address(), len(c.All)}
	return json.Marshal(p)
}

func (c AnnotationContainer) page(n int) annotationPage {
	from, to := n*containerPage, min((n+1)*containerPage, len(c.All))
	p := annotationPage{ID: c.pageAddress(n), Type: "AnnotationPage", StartIndex: &from, Items: annotationsOf(c.All[from:to])}
	if c.IRIs {
		for i := range p.Items {
			p.Items[i] = c.All[from+i].URL
		}
	}
	if n > 0 {
		p.Prev = c.pageAddress(n - 1)
	}
	if n+1 < c.Pages() {
		p.Next = c.pageAddress(n + 1)
	}
	return p
}

func (c AnnotationContainer) address() string {
	if c.IRIs {
		return c.URL + "?iris=1"
	}
	return c.URL
}

func (c AnnotationContainer) pageAddress(n int) string {
	if c.IRIs {
		return c.URL + "?iris=1&page=" + strconv.Itoa(n)
	}
	return c.URL + "?page=" + strconv.Itoa(n)
}

type annotationContainer struct {
	Context []string `json:"@context"`
	ID      string   `json:"id"`
	Type    []string `json:"type"`
	Label   string   `json:"label"`
	Total   int      `json:"total"`
	First   any      `json:"first,omitempty"`
	Last    string   `json:"last,omitempty"`
}

type annotationPage struct {
	Context    string         `json:"@context,omitempty"`
	ID         string         `json:"id"`
	Type       string         `json:"type"`
	PartOf     *containerName `json:"partOf,omitempty"`
	Prev       string         `json:"prev,omitempty"`
	Next       string         `json:"next,omitempty"`
	StartIndex *int           `json:"startIndex,omitempty"`
	Items      []any          `json:"items"`
}

type containerName struct {
	ID    string `json:"id"`
	Total int    `json:"total"`
}
