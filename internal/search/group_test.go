package search

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestFirst(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	compare := func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc, b.doc)) }
	for range 200 {
		all := make([]scored, r.IntN(60))
		for i := range all {
			all[i] = scored{uint32(i), float32(r.IntN(5))}
		}
		sorted := slices.Clone(all)
		slices.SortFunc(sorted, compare)
		for n := range len(all) + 1 {
			if got := first(all, n, compare); !slices.Equal(got, sorted[:n]) {
				t.Fatalf("first %d of %v: %v", n, all, got)
			}
		}
	}
}
