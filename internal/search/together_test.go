package search_test

import (
	"context"
	"math"
	"testing"

	"recto/internal/corpus"
	"recto/internal/search"
)

func TestTogether(t *testing.T) {
	x := openLibrary(t)
	if all := x.Together(); len(all["boundary-zone"]) != 0 {
		t.Errorf("together: %+v", all)
	}
	next := edition("e5", "v3", 2001, paper("d", "Both", "Smith",
		block("d1", corpus.Paragraph, "{boundary-zone zones } and {expansive-learning learning }"),
		block("d2", corpus.Paragraph, "{boundary-zone zones } alone"),
	))
	if err := x.Index(context.Background(), next); err != nil {
		t.Fatal(err)
	}
	// Three passages mention zones, two learning, one both.
	want := search.Company{Concept: "expansive-learning", N: 1, LogDice: 14 + math.Log2(2.0/5)}
	if got := x.Together()["boundary-zone"]; len(got) != 1 || got[0] != want {
		t.Errorf("together: %+v, want %+v", got, want)
	}
}
