package publish

import (
	"encoding/json"
	"time"

	"recto/internal/corpus"
)

// WebAnnotationType is the media type of what WebAnnotation writes.
const WebAnnotationType = `application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"`

// Noted is an annotation as it is published: with addresses, and the place that
// it has in the text of today.
type Noted struct {
	Annotation corpus.Annotation
	URL        string         // its own
	Source     string         // of the text
	Now        *corpus.Anchor // where its words stand now; nil for an orphan
}

// WebAnnotation writes an annotation in the model of W3C's Web Annotation Data
// Model (Recommendation of 23 February 2017). Of an orphan it has the quotation
// alone: its position would be that of another text.
func WebAnnotation(n Noted) ([]byte, error) {
	a := webAnnotationOf(n)
	a.Context = annotationContext
	return json.Marshal(a)
}

// WebAnnotationPage writes annotations as an AnnotationPage with an address.
func WebAnnotationPage(address string, all []Noted) ([]byte, error) {
	page := webAnnotationPage{Context: annotationContext, ID: address, Type: "AnnotationPage", Items: []webAnnotation{}}
	for _, n := range all {
		page.Items = append(page.Items, webAnnotationOf(n))
	}
	return json.Marshal(page)
}

const (
	annotationContext = "http://www.w3.org/ns/anno.jsonld"
	htmlFragments     = "http://tools.ietf.org/rfc/rfc3236"
)

func webAnnotationOf(n Noted) webAnnotation {
	a := n.Annotation
	out := webAnnotation{
		ID: n.URL, Type: "Annotation", Motivation: "highlighting", Creator: webPerson{"Person", a.Author.Name},
		Created: a.Made.UTC().Format(time.RFC3339), Target: webTarget{n.Source, selectors(a.Anchor, n.Now)},
	}
	if a.Version > 1 {
		out.Modified = a.Changed.UTC().Format(time.RFC3339)
	}
	if a.Text != "" {
		out.Motivation = "commenting"
		out.Body = &webBody{"TextualBody", a.Text, "text/plain", "commenting"}
	}
	return out
}

func selectors(made corpus.Anchor, now *corpus.Anchor) []any {
	if now == nil {
		return []any{quoteSelector{"TextQuoteSelector", made.Exact, made.Prefix, made.Suffix}}
	}
	return []any{
		fragmentSelector{"FragmentSelector", now.Block, htmlFragments},
		quoteSelector{"TextQuoteSelector", now.Exact, now.Prefix, now.Suffix},
		positionSelector{"TextPositionSelector", now.Start, now.End},
	}
}

type webAnnotation struct {
	Context    string    `json:"@context,omitempty"`
	ID         string    `json:"id"`
	Type       string    `json:"type"`
	Motivation string    `json:"motivation"`
	Creator    webPerson `json:"creator"`
	Created    string    `json:"created"`
	Modified   string    `json:"modified,omitempty"`
	Body       *webBody  `json:"body,omitempty"`
	Target     webTarget `json:"target"`
}

type webAnnotationPage struct {
	Context string          `json:"@context"`
	ID      string          `json:"id"`
	Type    string          `json:"type"`
	Items   []webAnnotation `json:"items"`
}

type webPerson struct {
	Type string `json:"type"`
	Name string `json:"name"`
}

type webBody struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Format  string `json:"format"`
	Purpose string `json:"purpose"`
}

type webTarget struct {
	Source   string `json:"source"`
	Selector []any  `json:"selector"`
}

type fragmentSelector struct {
	Type       string `json:"type"`
	Value      string `json:"value"`
	ConformsTo string `json:"conformsTo"`
}

type quoteSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
}

type positionSelector struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}
