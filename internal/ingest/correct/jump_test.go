package correct

import (
	"math/rand/v2"
	"slices"
	"testing"

	"recto/internal/language"
)

// What is told at a glance to be in no confusion is in none.
func TestPrepareMissesNoConfusion(t *testing.T) {
	m, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	w, plain := newWalker(m.Trie, m.Confusions()), newWalker(m.Trie, m.Confusions())
	random := rand.New(rand.NewPCG(1, 1))
	alphabet := []rune("aceilmnorstuvwACEILMNORSTUVW1058|/\\'’.,ﬁﬂſéÉ𝒜")
	found := 0
	for range 3000 {
		signs := make([]rune, 1+random.IntN(10))
		for k := range signs {
			signs[k] = alphabet[random.IntN(len(alphabet))]
		}
		w.prepare(m.Trie, signs)
		for p := range len(signs) + 1 {
			for width := 0; width <= min(language.MaxSeen, len(signs)-p); width++ {
				seen := signs[p : p+width]
				want := plain.compile(m.Trie, key(seen), seen)
				if !slices.Equal(w.jumps[p][width], want) {
					t.Fatalf("behind %q stand %v, want %v", string(seen), w.jumps[p][width], want)
				}
				if width > 1 {
					found += len(want)
				}
			}
		}
	}
	if found == 0 {
		t.Error("no confusion of several signs was met")
	}
}
