package unweave

import (
	"math/rand/v2"
	"testing"
)

// Trees learn what no single feature tells.
func TestGrow(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	var s samples
	for range 2000 {
		v := []float32{random.Float32(), random.Float32(), random.Float32()}
		s.add(v, (v[0] < .5) != (v[2] < .3), .5+random.Float32())
	}
	b := boosting{trees: 30, depth: 3, rate: .3, rows: .7, features: .9, ridge: 1, least: 1, seed: 1}
	f := b.grow(newTable(s.rows, s.target, s.weight))
	right := 0
	for i, v := range s.rows {
		if (f.score(v) > 0) == (s.target[i] > .5) {
			right++
		}
	}
	if 50*right < 49*len(s.rows) {
		t.Errorf("%d of %d are told", right, len(s.rows))
	}
}

// A forest scores the examples from which it grew as it saw them in their bins.
func TestClimb(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	var s samples
	for range 500 {
		v := []float32{random.Float32(), float32(random.IntN(4))}
		s.add(v, v[0]*v[1] > 1, 1)
	}
	b := boosting{trees: 5, depth: 4, rate: .3, rows: 1, features: 1, ridge: 1, least: 1, seed: 1}
	table := newTable(s.rows, s.target, s.weight)
	f := b.grow(table)
	for k := range f.trees {
		tr := &f.trees[k]
		table.climb(tr, func(i int, leaf float32) {
			if want := tr.reach(s.rows[i]); leaf != want {
				t.Fatalf("tree %d, example %d: leaf %v, want %v", k, i, leaf, want)
			}
		})
	}
}
