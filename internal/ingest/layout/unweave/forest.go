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
	trees := f.trees
	for len(trees) >= 4 {
		a, b, c, d := &trees[0], &trees[1], &trees[2], &trees[3]
		trees = trees[4:]
		if n := len(a.feature); len(b.feature) != n || len(c.feature) != n || len(d.feature) != n {
			sum = sum + a.reach(v) + b.reach(v) + c.reach(v) + d.reach(v)
			continue
		}
		i, j, k, l := 0, 0, 0, 0
		for i < len(a.feature) { // four at once, since each step waits for the one before
			i, j, k, l = a.child(i, v), b.child(j, v), c.child(k, v), d.child(l, v)
		}
		n := len(a.feature)
		sum = sum + a.leaf[i-n] + b.leaf[j-n] + c.leaf[k-n] + d.leaf[l-n]
	}
	for k := range trees {
		sum += trees[k].reach(v)
	}
	return float64(sum)
}

// reach is the leaf that the values lead to.
func (t *tree) reach(v []float32) float32 {
	n := 0
	for n < len(t.feature) {
		n = t.child(n, v)
	}
	return t.leaf[n-len(t.feature)]
}

// child is the child of node n that the values lead to.
func (t *tree) child(n int, v []float32) int {
	return 2*n + 2 - negative(v[t.feature[n]]-t.below[n])
}

// negative is 1 for a number below 0, else 0. There is no branch, since it would be
// foretold wrongly every other time.
func negative(x float32) int { return int(math.Float32bits(x) >> 31) }
