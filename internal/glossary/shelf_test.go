package glossary_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	corpusfs "recto/corpus"
	"recto/internal/corpus"
	"recto/internal/glossary"
)

// texts keeps versions in memory; the database has tests of its own.
type texts map[string][]corpus.ConceptText

func (m texts) ConceptTexts(context.Context) (all []corpus.ConceptText, err error) {
	for _, history := range m {
		all = append(all, history[0])
	}
	return all, nil
}

func (m texts) ConceptHistory(_ context.Context, id string) ([]corpus.ConceptText, error) {
	return m[id], nil
}

func (m texts) AddConceptTexts(_ context.Context, added []corpus.ConceptText, _ time.Time) error {
	for _, t := range added {
		if len(m[t.Concept]) != t.Version {
			return corpus.ErrStale
		}
		t.Version++
		m[t.Concept] = append([]corpus.ConceptText{t}, m[t.Concept]...)
	}
	return nil
}

const (
	zone = "---\npreferred: boundary zone\nrelated: [object]\nsources: ['A (2001). B.']\n---\n\nA place between.\n"
	aim  = "---\npreferred: object\nsources: ['A (2001). B.']\n---\n\nWhat it is about.\n"
)

func base() map[string][]byte {
	return map[string][]byte{"boundary-zone.md": []byte(zone), "object.md": []byte(aim)}
}

func TestShelf(t *testing.T) {
	kept := texts{}
	s := open(t, kept)
	changed := strings.Replace(zone, "A place between.", "A place of both.", 1)
	change := func(version int, text string) error {
		return s.Change(t.Context(), []corpus.ConceptText{{Concept: "boundary-zone", Version: version, Text: text}}, time.Now())
	}
	if err := change(0, changed); err != nil {
		t.Fatal(err)
	}
	if c, _ := s.Concept("boundary-zone"); c.Definition != "A place of both." {
		t.Errorf("the definition is %q", c.Definition)
	}
	if err := change(0, zone); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("a change of what was changed meanwhile gives %v", err)
	}
	err := change(1, strings.Replace(changed, "[object]", "[nothing]", 1))
	if found := glossary.Problems(err); len(found) != 1 || found[0].File != "boundary-zone.md" {
		t.Errorf("a relation that leads nowhere gives %v", err)
	}
	if err := s.Change(t.Context(), []corpus.ConceptText{{Concept: "object"}}, time.Now()); len(glossary.Problems(err)) == 0 {
		t.Errorf("taking out what others refer to gives %v", err)
	}
	if c, _ := s.Concept("boundary-zone"); c.Definition != "A place of both." || len(s.Concepts()) != 2 {
		t.Errorf("refused changes changed the glossary: %+v", s.Concepts())
	}
	if again := open(t, kept); again.Now().Hash() != s.Now().Hash() {
		t.Error("opened again, it is another glossary")
	}
	history, err := s.History(t.Context(), "boundary-zone")
	if err != nil || len(history) != 2 || history[0].Version != 1 || history[1].Text != zone {
		t.Errorf("the history is %+v, %v", history, err)
	}
}

// A text that does not fit the files any more is left aside, and the rest serves.
func TestShelfLeavesAside(t *testing.T) {
	kept := texts{
		"boundary-zone": {{Concept: "boundary-zone", Version: 1, Text: strings.Replace(zone, "[object]", "[gone]", 1)}},
		"object":        {{Concept: "object", Version: 1, Text: strings.Replace(aim, "is about", "is for", 1)}},
	}
	s, warning, err := glossary.OpenShelf(t.Context(), base(), kept)
	if err != nil || warning == nil {
		t.Fatalf("got %v, %v", warning, err)
	}
	if c, _ := s.Concept("object"); c.Definition != "What it is for." {
		t.Errorf("what fits was left aside, too: %q", c.Definition)
	}
	if c, _ := s.Concept("boundary-zone"); c.Definition != "A place between." {
		t.Errorf("what does not fit is served: %q", c.Definition)
	}
}

func open(t *testing.T, kept texts) *glossary.Shelf {
	t.Helper()
	s, warning, err := glossary.OpenShelf(t.Context(), base(), kept)
	if err != nil || warning != nil {
		t.Fatal(warning, err)
	}
	return s
}

// What is written of a concept reads as the same concept, for all of the
// glossary that comes with Recto.
func TestWriteReadsBack(t *testing.T) {
	files, err := corpusfs.Glossary()
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	for _, c := range g.Concepts() {
		out[c.ID+".md"], err = glossary.Write(c, func(id string) string {
			other, _ := g.Concept(id)
			return other.Preferred
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	again, err := glossary.Parse(out)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range g.Concepts() {
		if got := again.Concepts()[i]; !reflect.DeepEqual(got, c) {
			t.Errorf("got %+v\nwant %+v", got, c)
		}
	}
}
