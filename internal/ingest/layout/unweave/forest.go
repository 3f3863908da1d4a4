package unweave

import "math"

// forest is boosted regression trees, all of the same depth: the sum of their
// leaves is a log-odds. See Friedman, Greedy function approximation (2001).
type forest struct {
	bias  float32
	trees []tree
}

// tree is complete: node n has the children 2n+1 and 2n+2. A value below the
// threshold goes to the first.
type tree struct {
	feature []uint8
	below   []float32
	leaf    []float32
}

// score is what the forest says of values, all of them finite.
func (f *forest) score(v []float32) float64 {
	sum := f.bias
	for k := range f.trees {
		sum += f.trees[k].reach(v)
	}
	return float64(sum)
}

// reach is the leaf that the values lead to.
func (t *tree) reach(v []float32) float32 {
	n := 0
	for n < len(t.feature) {
		n = 2*n + 2 - negative(v[t.feature[n]]-t.below[n])
	}
	return t.leaf[n-len(t.feature)]
}

// negative is 1 for a number below 0, else 0. There is no branch, since it would be
// foretold wrongly every other time.
func negative(x float32) int { return int(math.Float32bits(x) >> 31) }
