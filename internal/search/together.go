package search

import (
	"cmp"
	"math"
	"slices"
)

// Company is a concept that passages mention together with another.
type Company struct {
	Concept string  // Concept.ID
	N       int     // passages that mention both
	LogDice float64 // 14 + log2(2·both / (one + other)), in passages
}

// Together tells which concepts are mentioned in the same passages: for each
// concept that is mentioned at all the others, the likest company first. The
// tables of a library are small: concepts by concepts.
func (x *Index) Together() map[string][]Company {
	v, done := x.look()
	defer done()
	n := len(v.ids)
	both := make([]int, n*n)
	for _, d := range v.docs {
		if d.part < 0 {
			continue
		}
		for _, a := range d.concepts {
			for _, b := range d.concepts {
				both[int(a)*n+int(b)]++
			}
		}
	}
	out := make(map[string][]Company, n)
	for a, id := range v.ids {
		for b, other := range v.ids {
			if k := both[a*n+b]; k > 0 && a != b {
				dice := 2 * float64(k) / float64(both[a*n+a]+both[b*n+b])
				out[id] = append(out[id], Company{other, k, 14 + math.Log2(dice)})
			}
		}
		slices.SortFunc(out[id], func(a, b Company) int {
			return cmp.Or(cmp.Compare(b.LogDice, a.LogDice), cmp.Compare(a.Concept, b.Concept))
		})
	}
	return out
}
