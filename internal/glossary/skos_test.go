package glossary_test

import (
	"strings"
	"testing"

	"recto/internal/corpus"
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
	files, err := glossary.ReadTurtle(turtle, absent)
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

// TestTurtleOverPresent brings SKOS in over concepts that are there: what it does
// not say, or SKOS has no word for, stays.
func TestTurtleOverPresent(t *testing.T) {
	g, err := glossary.Parse(map[string][]byte{
		"object.md": []byte("---\npreferred: object\nalternative: [aim]\nacronyms: [OBJ]\ncommon: true\ncontext: [activit]\nrelated: [zone]\nsources: ['A (2001). B.']\n---\n\nWhat a [[zone]] is *about*.\n\nMore of it, [[zone|here]].\n\n- and a list\n"),
		"zone.md":   []byte("---\npreferred: zone\nsources: ['A (2001). B.']\n---\n\nA place.\n"),
	})
	if err != nil {
		t.Fatal(err)
	}
	own := string(glossary.Turtle(g.Concepts(), "https://recto.example.org/concepts"))
	if !strings.Contains(own, `skos:note "More of it, here."@en`) {
		t.Errorf("the explanation is not in the Turtle:\n%s", own)
	}
	files, err := glossary.ReadTurtle([]byte(own), g.Concept)
	if err != nil || len(files) != 0 {
		t.Errorf("its own Turtle changes %q, %v", files, err)
	}
	for _, c := range []struct{ from, to, has string }{
		{`"What a zone is about."`, `"An aim."`, "An aim.\n\nMore of it, [[zone|here]].\n\n- and a list"},
		{`"More of it, here."`, `"Less."`, "What a [[zone]] is *about*.\n\nLess."},
		{`skos:altLabel "aim"@en ;`, `skos:altLabel "goal"@en ;`, "alternative:\n- goal\nacronyms:\n- OBJ\ncommon: true"},
		{`skos:altLabel "aim"@en ;`, ``, "common: true\ncontext:\n- activit"},
	} {
		files, err := glossary.ReadTurtle([]byte(strings.Replace(own, c.from, c.to, 1)), g.Concept)
		if err != nil || len(files) != 1 || !strings.Contains(string(files["object.md"]), c.has) {
			t.Errorf("%s: got %q, %v, want in it %q", c.to, files, err, c.has)
		}
	}
	files, err = glossary.ReadTurtle([]byte(`@prefix s: <http://www.w3.org/2004/02/skos/core#> . <urn:a> a s:Concept ; s:prefLabel "object" ; s:hiddenLabel "objects" .`), g.Concept)
	if err != nil || !strings.Contains(string(files["object.md"]), "related:\n- zone") || !strings.Contains(string(files["object.md"]), "hidden:\n- objects") {
		t.Errorf("a label alone: %q, %v", files, err)
	}
}

func absent(string) (corpus.Concept, bool) { return corpus.Concept{}, false }

func TestTurtleOfOthers(t *testing.T) {
	files, err := glossary.ReadTurtle([]byte(`@prefix s: <http://www.w3.org/2004/02/skos/core#> .
<urn:a> a s:Concept ; s:prefLabel "Knot \"working\""@en-GB, "Knoten"@de ; s:definition "Tying." ; s:broader <urn:elsewhere> .`), absent)
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
		if files, err := glossary.ReadTurtle([]byte(bad), absent); err == nil {
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
		files, err := glossary.ReadTurtle(data, absent)
		if err != nil && files != nil {
			t.Errorf("%d files, %v", len(files), err)
		}
	})
}
