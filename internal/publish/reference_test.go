package publish_test

import (
	"testing"

	"recto/internal/corpus"
	"recto/internal/publish"
)

func TestReferenceFormats(t *testing.T) {
	pike := []corpus.Author{{Given: "R.", Family: "Pike"}}
	list := []corpus.Reference{
		{Raw: "one", Type: "article-journal", Authors: pike, Year: "1999a", Title: "The DWR of knots & loops", Container: "Knots", Volume: "3", Issue: "2", Pages: "4–9", DOI: "10.1/a_b"},
		{Raw: "two", Type: "chapter", Authors: pike, Editors: []corpus.Author{{Given: "A.", Family: "Field"}}, Year: "in press", Title: "Loops", Container: "All {knots}", Place: "Leeds", Publisher: "Invented Press", Pages: "12"},
		{Raw: "three", Title: "A page", URL: "http://www.example.org/{x}"},
	}
	var bib, ris, csl string
	for _, r := range list {
		key := publish.ReferenceKey(r)
		bib += publish.ReferenceBibTeX(r, key)
		ris += publish.ReferenceRIS(r)
		item, err := publish.ReferenceCSL(r, key)
		if err != nil {
			t.Fatal(err)
		}
		csl += string(item)
	}
	golden(t, "references.bib", []byte(bib))
	golden(t, "references.ris", []byte(ris))
	golden(t, "references.csl.jsonl", []byte(csl))
}
