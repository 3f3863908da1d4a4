package glossary_test

import (
	"strings"
	"testing"

	"recto/internal/glossary"
)

func TestTurtleReadsBack(t *testing.T) {
	g, err := glossary.Parse(base())
	if err != nil {
		t.Fatal(err)
	}
	turtle := glossary.Turtle(g.Concepts(), "https://recto.example.org/concepts")
	for _, want := range []string{
		"<https://recto.example.org/concepts/boundary-zone> a skos:Concept", `skos:prefLabel "boundary zone"@en`,
		"skos:related <https://recto.example.org/concepts/object>", `dcterms:source "A (2001). B."@en`,
	} {
		if !strings.Contains(string(turtle), want) {
			t.Errorf("the Turtle lacks %s:\n%s", want, turtle)
		}
	}
	files, err := glossary.ReadTurtle(turtle)
	if err != nil {
		t.Fatal(err)
	}
	again, err := glossary.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	if len(again.Concepts()) != 2 || again.Concepts()[0].Definition != "A place between." || again.Concepts()[0].Related[0] != "object" {
		t.Errorf("read back: %+v", again.Concepts())
	}
}

func TestTurtleOfOthers(t *testing.T) {
	files, err := glossary.ReadTurtle([]byte(`@prefix s: <http://www.w3.org/2004/02/skos/core#> .
<urn:a> a s:Concept ; s:prefLabel "Knot \"working\""@en-GB, "Knoten"@de ; s:definition "Tying." ; s:broader <urn:elsewhere> .`))
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Parse(files)
	if err != nil {
		t.Fatal(err)
	}
	if c := g.Concepts()[0]; c.Preferred != `Knot "working"` || len(c.Broader) != 0 || c.Sources[0] != "urn:a" {
		t.Errorf("got %+v", c)
	}
	for _, bad := range []string{"", "no turtle", `<urn:a> a <http://www.w3.org/2004/02/skos/core#Concept> .`} {
		if files, err := glossary.ReadTurtle([]byte(bad)); err == nil {
			t.Errorf("%q gives %v", bad, files)
		}
	}
}

func FuzzReadTurtle(f *testing.F) {
	g, err := glossary.Parse(base())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(glossary.Turtle(g.Concepts(), "https://recto.example.org/concepts"))
	f.Fuzz(func(t *testing.T, data []byte) {
		files, err := glossary.ReadTurtle(data)
		if (err == nil) != (len(files) > 0) {
			t.Errorf("%d files, %v", len(files), err)
		}
	})
}
