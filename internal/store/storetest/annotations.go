package storetest

import (
	"errors"
	"testing"

	"recto/internal/corpus"
)

func testAnnotations(t *testing.T, f *fixture) {
	ada, err := f.AddPerson(f.ctx, corpus.Person{Name: "Ada", Email: "ada@example.org", Role: corpus.Reader}, "", noon)
	must(t, err)
	made := corpus.Annotation{
		Author: corpus.Person{ID: ada.ID, Name: ada.Name}, Volume: "v", Part: "p", Title: "A paper", Edition: "e", Text: "Mine.",
		Anchor: corpus.Anchor{Block: "b", First: "s-1-1", Last: "s-1-2", Exact: "two words", Prefix: "of", Suffix: "here", Start: 3, End: 12},
	}
	a, err := f.AddAnnotation(f.ctx, made, noon)
	must(t, err)
	kept, err := f.Annotation(f.ctx, a.ID)
	must(t, err)
	equal(t, "kept", kept, a)

	seen := func(what string, reader corpus.Person, want int) {
		t.Helper()
		all, err := f.VolumeAnnotations(f.ctx, "v", reader)
		must(t, err)
		equal(t, what, len(all), want)
	}
	editor := corpus.Person{ID: ada.ID + 1, Role: corpus.Editor}
	seen("private, for its author", ada, 1)
	seen("private, for an editor", editor, 0)
	a.Public = true
	must(t, f.ChangeAnnotation(f.ctx, a, noon))
	seen("public, for nobody in particular", corpus.Person{}, 1)
	if err := f.ChangeAnnotation(f.ctx, a, noon); !errors.Is(err, corpus.ErrStale) {
		t.Errorf("changing what changed meanwhile: %v", err)
	}
	a.Version, a.Hidden = 2, true
	must(t, f.ChangeAnnotation(f.ctx, a, noon))
	seen("hidden, for nobody in particular", corpus.Person{}, 0)
	seen("hidden, for an editor", editor, 1)
	a.Version, a.Deleted = 3, noon
	must(t, f.ChangeAnnotation(f.ctx, a, noon))
	seen("deleted", ada, 0)
	all, err := f.PersonAnnotations(f.ctx, ada.ID, noon)
	must(t, err)
	equal(t, "to be restored", len(all), 1)
	_, err = f.AddAnnotation(f.ctx, made, noon.Add(corpus.DeletedKept))
	must(t, err)
	if _, err := f.Annotation(f.ctx, a.ID); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("what was deleted long ago: %v", err)
	}
}
