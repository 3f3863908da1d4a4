package glossary

import (
	"bytes"
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// skosSpace is the namespace of SKOS, https://www.w3.org/TR/skos-reference/.
const (
	skosSpace    = "http://www.w3.org/2004/02/skos/core#"
	dctermsSpace = "http://purl.org/dc/terms/"
	rdfType      = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
)

// Turtle writes concepts as a SKOS concept scheme in Turtle. Each is named by
// its id below base, the address of the scheme. What explains a concept beyond its
// definition is in notes, a paragraph each, as plain text.
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
			{"skos:note", readBody(c.Body).further},
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
