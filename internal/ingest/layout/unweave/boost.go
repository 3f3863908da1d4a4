package unweave

import (
	"math"
	"math/rand/v2"
	"slices"
)

// boosting is how a forest is grown.
type boosting struct {
	trees, depth   int
	rate           float64
	rows, features float64 // share that each tree sees
	ridge, least   float64 // added to and needed of the sum of second derivatives
	seed           uint64
}

const maxBins = 64

// table is examples for a forest, column by column.
type table struct {
	cuts   [][]float32 // thresholds of each feature
	bins   [][]uint8
	target []float32
	weight []float32
}

// newTable sorts the values of each feature into bins of about equal size.
func newTable(rows [][]float32, target, weight []float32) *table {
	t := &table{target: target, weight: weight}
	width := len(rows[0])
	t.cuts, t.bins = make([][]float32, width), make([][]uint8, width)
	sample := make([]float32, 0, 20000)
	for f := range width {
		sample = sample[:0]
		for i := 0; i < len(rows); i += 1 + len(rows)/20000 {
			sample = append(sample, rows[i][f])
		}
		slices.Sort(sample)
		var cuts []float32
		for k := 1; k < maxBins; k++ {
			c := sample[k*len(sample)/maxBins]
			if c > sample[0] && (len(cuts) == 0 || c > cuts[len(cuts)-1]) {
				cuts = append(cuts, c)
			}
		}
		t.cuts[f] = cuts
		t.bins[f] = make([]uint8, len(rows))
		for i, r := range rows {
			n, found := slices.BinarySearch(cuts, r[f])
			if found {
				n++
			}
			t.bins[f][i] = uint8(n)
		}
	}
	return t
}

// grow fits a forest to the targets, 0 or 1, by Newton steps on the log loss.
func (b boosting) grow(t *table) forest {
	n := len(t.target)
	var sum, all float64
	for i := range n {
		sum += float64(t.target[i] * t.weight[i])
		all += float64(t.weight[i])
	}
	p := clip(sum/all, 1e-6, 1-1e-6)
	f := forest{bias: float32(math.Log(p / (1 - p)))}
	score, slopes := make([]float32, n), make([]slope, n)
	for i := range score {
		score[i] = f.bias
	}
	random := rand.New(rand.NewPCG(b.seed, 1))
	for range b.trees {
		var rows []int32
		for i := range n {
			p := logistic(float64(score[i]))
			slopes[i] = slope{t.weight[i] * (t.target[i] - float32(p)), t.weight[i] * float32(p*(1-p))}
			if random.Float64() < b.rows {
				rows = append(rows, int32(i))
			}
		}
		tr := b.tree(t, rows, slopes, random)
		f.trees = append(f.trees, tr)
		t.climb(&tr, func(i int, leaf float32) { score[i] += leaf })
	}
	return f
}

// climb tells of each example to which leaf of a tree it comes.
func (t *table) climb(tr *tree, visit func(i int, leaf float32)) {
	from := make([]uint8, len(tr.feature)) // the first bin of the second child
	for k, f := range tr.feature {
		n, _ := slices.BinarySearch(t.cuts[f], tr.below[k])
		from[k] = uint8(n + 1)
	}
	for i := range t.target {
		k := 0
		for k < len(tr.feature) {
			child := 2*k + 1
			if t.bins[tr.feature[k]][i] >= from[k] {
				child++
			}
			k = child
		}
		visit(i, tr.leaf[k-len(tr.feature)])
	}
}
