package server

import (
	"testing"

	"recto/internal/corpus"
)

func TestPartTitle(t *testing.T) {
	for _, c := range []struct {
		part corpus.PartEntry
		want string
	}{
		{corpus.PartEntry{Kind: corpus.PaperPart, Title: "KN0TS 1N W0RK", Paper: &corpus.Paper{Title: "Knots in Work"}}, "Knots in Work"},
		{corpus.PartEntry{Kind: corpus.PaperPart, Title: "Knots", Paper: &corpus.Paper{}}, "Knots"},
		{corpus.PartEntry{Kind: corpus.PaperPart, Paper: &corpus.Paper{}}, "Untitled paper"},
		{corpus.PartEntry{Kind: corpus.FrontMatter, Title: "front-matter"}, "Front matter"},
		{corpus.PartEntry{Kind: corpus.BackMatter, Title: "Index of names"}, "Index of names"},
	} {
		if got := partTitle(c.part); got != c.want {
			t.Errorf("%+v is called %q, want %q", c.part, got, c.want)
		}
	}
}
