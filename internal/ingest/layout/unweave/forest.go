package unweave

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

func (f *forest) score(v []float32) float64 {
	sum := f.bias
	for i := range f.trees {
		t := &f.trees[i]
		n := 0
		for n < len(t.feature) {
			if v[t.feature[n]] < t.below[n] {
				n = 2*n + 1
			} else {
				n = 2*n + 2
			}
		}
		sum += t.leaf[n-len(t.feature)]
	}
	return float64(sum)
}
