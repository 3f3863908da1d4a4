package glossary_test

import (
	"testing"

	corpusfs "recto/corpus"
	"recto/internal/glossary"
)

// own is the glossary that comes with Recto.
func own(t testing.TB) *glossary.Glossary {
	t.Helper()
	files, err := corpusfs.Glossary()
	if err != nil {
		t.Fatal(err)
	}
	g, err := glossary.Load(files)
	if err != nil {
		t.Fatalf("load the glossary of Recto:\n%v", err)
	}
	return g
}

func TestLoad(t *testing.T) {
	g := own(t)
	t.Log(len(g.Concepts()), len(g.Labels()))
}
