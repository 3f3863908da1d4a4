package unweave

import (
	"math"
	"math/rand/v2"
	"testing"
)

// A sieve and a grove answer as their forest, on thresholds and between them.
func TestSieve(t *testing.T) {
	w, err := learnt()
	if err != nil {
		t.Fatal(err)
	}
	s, g := newSieve(&w.words, ofWords), newGrove(&w.words)
	random := rand.New(rand.NewPCG(1, 1))
	var room values
	v := room[:ofWords]
	var many [atOnce]values
	for n := range 500 {
		for f := range v {
			v[f] = float32(random.NormFloat64())
			if cuts := s.spans[f].cuts; len(cuts) > 0 && random.IntN(2) == 0 {
				v[f] = min(cuts[random.IntN(len(cuts))], math.MaxFloat32)
			}
		}
		first, second := s.all(), s.all()
		s.narrow(first, ofFirst, v)
		s.narrow(first, ofSome, v)
		s.narrow(second, ofSecond, v)
		if got, want := s.score(first, second, v), w.words.score(v); got != want {
			t.Fatalf("score of %v = %v, want %v", v, got, want)
		}
		many[n%atOnce] = room
		if got, want := float64(g.scores(&many)[n%atOnce]), w.words.score(v); got != want {
			t.Fatalf("score of %v in a grove = %v, want %v", v, got, want)
		}
	}
}
