package publish

import (
	"encoding/json"
	"fmt"
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
	Picture    string         // of the scan, of an annotation on one
	Now        *corpus.Anchor // where it stands now; nil for an orphan
}

// WebAnnotation writes an annotation in the model of W3C's Web Annotation Data
// Model (Recommendation of 23 February 2017). An orphan has what it was made on
// alone, with the time of that as the state of the source: a position in the text
// would be that of another one.
func WebAnnotation(n Noted) ([]byte, error) {
	a := webAnnotationOf(n)
	a.Context = annotationContext
	return json.Marshal(a)
}

// WebAnnotationPage writes annotations as an AnnotationPage with an address.
func WebAnnotationPage(address string, all []Noted) ([]byte, error) {
	return json.Marshal(annotationPage{Context: annotationContext, ID: address, Type: "AnnotationPage", Items: annotationsOf(all)})
}

const (
	annotationContext = "http://www.w3.org/ns/anno.jsonld"
	htmlFragments     = "http://tools.ietf.org/rfc/rfc3236"
	mediaFragments    = "http://www.w3.org/TR/media-frags/"
)

func annotationsOf(all []Noted) []any {
	items := make([]any, len(all))
	for i, n := range all {
		items[i] = webAnnotationOf(n)
	}
	return items
}

func webAnnotationOf(n Noted) webAnnotation {
	a := n.Annotation
	out := webAnnotation{
		ID: n.URL, Type: "Annotation", Motivation: "highlighting", Creator: webPerson{"Person", a.Author.Name},
		Created: a.Made.UTC().Format(time.RFC3339), Target: target(n),
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

func target(n Noted) webTarget {
	made := n.Annotation.Anchor
	t := webTarget{Type: "SpecificResource", Source: n.Source}
	switch {
	case made.Region != nil && n.Now != nil:
		t.Source, t.Scope, t.Selector = n.Picture, n.Source, []any{regionSelector(*n.Now.Region)}
	case made.Region != nil:
		t.Source, t.Scope, t.Selector = n.Picture, n.Source, []any{regionSelector(*made.Region)}
	case n.Now != nil:
		t.Selector = []any{
			fragmentSelector{"FragmentSelector", n.Now.Block, htmlFragments},
			quoteSelector{"TextQuoteSelector", n.Now.Exact, n.Now.Prefix, n.Now.Suffix},
			positionSelector{"TextPositionSelector", n.Now.Start, n.Now.End},
		}
	default:
		t.Selector = []any{quoteSelector{"TextQuoteSelector", made.Exact, made.Prefix, made.Suffix}}
	}
	if n.Now == nil {
		t.State = &timeState{"TimeState", n.Annotation.Made.UTC().Format(time.RFC3339)}
	}
	return t
}

// regionSelector names a region as Media Fragments URI 1.0 does, in pixels.
func regionSelector(r corpus.Region) fragmentSelector {
	b := r.Box
	return fragmentSelector{"FragmentSelector", fmt.Sprintf("xywh=pixel:%.0f,%.0f,%.0f,%.0f", b.X1, b.Y1, b.Width(), b.Height()), mediaFragments}
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
	Type     string     `json:"type"`
	Source   string     `json:"source"`
	Scope    string     `json:"scope,omitempty"`
	State    *timeState `json:"state,omitempty"`
	Selector []any      `json:"selector"`
}

type timeState struct {
	Type       string `json:"type"`
	SourceDate string `json:"sourceDate"`
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
