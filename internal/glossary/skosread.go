package glossary

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/knakk/rdf"

	"recto/internal/corpus"
)

// ReadTurtle makes concept files of the SKOS concepts in Turtle. Labels and
// texts in English, or in no language, are taken. A property that is not given of
// a concept that is present stays as it is, and so does what SKOS has no word for;
// a concept that is present and the same has no file. A new concept that names no
// literature gets the address that it has there as its source.
func ReadTurtle(data []byte, present func(id string) (corpus.Concept, bool)) (map[string][]byte, error) {
	concepts, err := readSKOS(data)
	if err != nil {
		return nil, err
	}
	if len(concepts) == 0 {
		return nil, errors.New("there is no SKOS concept in it")
	}
	labels := map[string]string{}
	for _, c := range concepts {
		labels[c.ID] = c.Preferred
	}
	label := func(id string) string {
		if l, ok := labels[id]; ok {
			return l
		}
		c, _ := present(id)
		return c.Preferred
	}
	files := map[string][]byte{}
	for _, c := range concepts {
		now, is := present(c.ID)
		if c.Preferred == "" || c.definition == "" && !is {
			return nil, fmt.Errorf("the concept %s has no preferred label in English, or no definition", c.iri)
		}
		text, err := c.file(now, is, label)
		if err != nil {
			return nil, err
		}
		if text != nil {
			files[c.ID+".md"] = text
		}
	}
	return files, nil
}

// file is the file of a concept laid over what it is now; nil if that is the same.
func (c *skosConcept) file(now corpus.Concept, is bool, label func(id string) string) ([]byte, error) {
	text, err := Write(c.over(now), label)
	if err != nil || !is {
		return text, err
	}
	before, err := Write(now, label)
	if err != nil || bytes.Equal(before, text) {
		return nil, err
	}
	return text, nil
}

// over lays what was read of a concept over what it is now.
func (c *skosConcept) over(now corpus.Concept) corpus.Concept {
	out := now
	out.ID, out.Preferred = c.ID, c.Preferred
	if len(c.Alternative) > 0 {
		acronym := func(label string) bool { return slices.Contains(now.Acronyms, label) }
		out.Acronyms = filtered(c.Alternative, acronym)
		out.Alternative = filtered(c.Alternative, func(label string) bool { return !acronym(label) })
	}
	for _, list := range []struct{ to, read *[]string }{
		{&out.Hidden, &c.Hidden}, {&out.Sources, &c.Sources}, {&out.Broader, &c.Broader}, {&out.Narrower, &c.Narrower}, {&out.Related, &c.Related},
	} {
		if len(*list.read) > 0 {
			*list.to = *list.read
		}
	}
	if len(out.Sources) == 0 {
		out.Sources = []string{c.iri}
	}
	out.Body = c.body(now.Body)
	return out
}

// body is the Markdown of what was read, with that of now where it says the same.
func (c *skosConcept) body(now string) string {
	definition, rest, _ := strings.Cut(now, "\n\n")
	present := readBody(now)
	if c.definition != "" && c.definition != present.definition {
		definition = c.definition
	}
	if len(c.notes) > 0 && !slices.Equal(c.notes, present.further) {
		rest = strings.Join(c.notes, "\n\n")
	}
	return strings.TrimSpace(definition + "\n\n" + rest)
}

func filtered(all []string, keep func(string) bool) (out []string) {
	for _, s := range all {
		if keep(s) {
			out = append(out, s)
		}
	}
	return out
}

// skosConcept is a concept as it was read, without what SKOS has no word for.
type skosConcept struct {
	corpus.Concept
	iri        string
	definition string
	notes      []string
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
			c.take(t)
		}
	}
	for _, t := range triples { // now that all have their labels, and so their ids
		if c, other := byIRI[t.Subj.String()], byIRI[t.Obj.String()]; c != nil && other != nil {
			c.relate(t.Pred.String(), other.ID)
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

// relate notes a relation to another concept.
func (c *skosConcept) relate(predicate, id string) {
	switch predicate {
	case skosSpace + "broader":
		c.Broader = append(c.Broader, id)
	case skosSpace + "narrower":
		c.Narrower = append(c.Narrower, id)
	case skosSpace + "related":
		c.Related = append(c.Related, id)
	}
}

// take takes the text that a triple gives the concept.
func (c *skosConcept) take(t rdf.Triple) {
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
		c.definition = text
	case skosSpace + "note":
		c.notes = append(c.notes, text)
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
