package glossary

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/knakk/rdf"

	"recto/internal/corpus"
)

// skosSpace is the namespace of SKOS, https://www.w3.org/TR/skos-reference/.
const (
	skosSpace    = "http://www.w3.org/2004/02/skos/core#"
	dctermsSpace = "http://purl.org/dc/terms/"
	rdfType      = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
)

// Turtle writes concepts as a SKOS concept scheme in Turtle. Each is named by
// its id below base, the address of the scheme.
func Turtle(concepts []corpus.Concept, base string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "@prefix skos: <%s> .\n@prefix dcterms: <%s> .\n\n<%s> a skos:ConceptScheme .\n", skosSpace, dctermsSpace, base)
	for _, c := range concepts {
		fmt.Fprintf(&b, "\n<%s/%s> a skos:Concept ;\n  skos:inScheme <%s> ;\n  skos:prefLabel %s", base, c.ID, base, literal(c.Preferred))
		for _, p := range []struct {
			name   string
			values []string
		}{
			{"skos:altLabel", append(append([]string{}, c.Alternative...), c.Acronyms...)},
			{"skos:hiddenLabel", c.Hidden},
			{"skos:definition", []string{c.Definition}},
			{"dcterms:source", c.Sources},
		} {
			for _, v := range p.values {
				fmt.Fprintf(&b, " ;\n  %s %s", p.name, literal(v))
			}
		}
		for _, p := range []struct {
			name string
			ids  []string
		}{{"skos:broader", c.Broader}, {"skos:narrower", c.Narrower}, {"skos:related", c.Related}} {
			for _, id := range p.ids {
				fmt.Fprintf(&b, " ;\n  %s <%s/%s>", p.name, base, id)
			}
		}
		b.WriteString(" .\n")
	}
	return b.Bytes()
}

// literal is a text in English as Turtle writes it.
func literal(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(text) + `"@en`
}

// ReadTurtle makes concept files of the SKOS concepts in Turtle. Labels and
// texts in English, or in no language, are taken. A concept that names no
// literature gets the address that it has there as its source.
func ReadTurtle(data []byte) (map[string][]byte, error) {
	concepts, err := readSKOS(data)
	if err != nil {
		return nil, err
	}
	byIRI := map[string]corpus.Concept{}
	for _, c := range concepts {
		byIRI[c.iri] = c.Concept
	}
	files := map[string][]byte{}
	for _, c := range concepts {
		if c.Preferred == "" || c.Body == "" {
			return nil, fmt.Errorf("the concept %s has no preferred label in English, or no definition", c.iri)
		}
		if len(c.Sources) == 0 {
			c.Sources = []string{c.iri}
		}
		text, err := Write(c.Concept, func(iri string) string { return byIRI[iri].Preferred })
		if err != nil {
			return nil, err
		}
		files[c.ID+".md"] = text
	}
	if len(files) == 0 {
		return nil, errors.New("there is no SKOS concept in it")
	}
	return files, nil
}

// skosConcept is a concept whose relations are IRIs.
type skosConcept struct {
	corpus.Concept
	iri string
}

func readSKOS(data []byte) (all []*skosConcept, err error) {
	triples, err := readTriples(data)
	if err != nil {
		return nil, err
	}
	byIRI := map[string]*skosConcept{}
	for _, t := range triples {
		if t.Pred.String() == rdfType && t.Obj.String() == skosSpace+"Concept" && byIRI[t.Subj.String()] == nil {
			c := &skosConcept{iri: t.Subj.String()}
			byIRI[c.iri] = c
			all = append(all, c)
		}
	}
	for _, t := range triples {
		if c := byIRI[t.Subj.String()]; c != nil {
			c.take(t, func(iri string) bool { return byIRI[iri] != nil })
		}
	}
	return all, nil
}

func readTriples(data []byte) (all []rdf.Triple, err error) {
	d := rdf.NewTripleDecoder(bytes.NewReader(data), rdf.Turtle)
	for {
		t, err := d.Decode()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("it is no Turtle: %w", err)
		}
		all = append(all, t)
	}
}

// take takes what a triple says of the concept.
func (c *skosConcept) take(t rdf.Triple, known func(iri string) bool) {
	relations := map[string]*[]string{skosSpace + "broader": &c.Broader, skosSpace + "narrower": &c.Narrower, skosSpace + "related": &c.Related}
	if list, ok := relations[t.Pred.String()]; ok {
		if iri := t.Obj.String(); known(iri) {
			*list = append(*list, iri)
		}
		return
	}
	text, ok := english(t.Obj)
	if !ok {
		return
	}
	switch t.Pred.String() {
	case skosSpace + "prefLabel":
		c.Preferred, c.ID = text, corpus.Slug(text)
	case skosSpace + "altLabel":
		c.Alternative = append(c.Alternative, text)
	case skosSpace + "hiddenLabel":
		c.Hidden = append(c.Hidden, text)
	case skosSpace + "definition":
		c.Body = text
	case dctermsSpace + "source":
		c.Sources = append(c.Sources, text)
	}
}

// english is the text of a literal that is English or in no language.
func english(o rdf.Object) (string, bool) {
	l, ok := o.(rdf.Literal)
	if !ok || l.Lang() != "" && l.Lang() != "en" && !strings.HasPrefix(l.Lang(), "en-") {
		return "", false
	}
	return strings.TrimSpace(l.String()), true
}
