package language

import (
	"math/rand/v2"
	"testing"
)

// Many words asked for at once have the chances that each has by itself.
func TestNextOf(t *testing.T) {
	m, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 1))
	common := func() ID { return ID(random.IntN(1 + random.IntN(m.Len()))) }
	seen := 0
	for n := range 5000 {
		prev, ids := common(), make([]ID, n%(AtOnce+1))
		for k := range ids {
			ids[k] = common()
		}
		lns := make([]float64, len(ids))
		m.NextOf(prev, ids, lns)
		for k, id := range ids {
			if want := m.Next(prev, id); lns[k] != want {
				t.Fatalf("ln P(%d | %d) = %v, want %v", id, prev, lns[k], want)
			}
			if m.Follows(prev, id) {
				seen++
			}
		}
	}
	if seen == 0 {
		t.Error("no pair was one that the model has seen")
	}
}
