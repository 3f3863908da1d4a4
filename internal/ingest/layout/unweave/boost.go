package unweave

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"
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
	score, grad, hess := make([]float32, n), make([]float32, n), make([]float32, n)
	for i := range score {
		score[i] = f.bias
	}
	random := rand.New(rand.NewPCG(b.seed, 1))
	node := make([]uint16, n)
	for range b.trees {
		var rows []int32
		for i := range n {
			p := 1 / (1 + math.Exp(-float64(score[i])))
			grad[i] = t.weight[i] * (t.target[i] - float32(p))
			hess[i] = t.weight[i] * float32(p*(1-p))
			if random.Float64() < b.rows {
				rows = append(rows, int32(i))
			}
		}
		tr := b.tree(t, rows, node, grad, hess, random)
		f.trees = append(f.trees, tr)
		for i := range n {
			k := 0
			for k < len(tr.feature) {
				fe := tr.feature[k]
				if t.bins[fe][i] < uint8(binOf(t.cuts[fe], tr.below[k])) {
					k = 2*k + 1
				} else {
					k = 2*k + 2
				}
			}
			score[i] += tr.leaf[k-len(tr.feature)]
		}
	}
	return f
}

// binOf is the first bin whose values are not below the cut.
func binOf(cuts []float32, cut float32) int {
	n, _ := slices.BinarySearch(cuts, cut)
	return n + 1
}

type sums struct{ g, h float64 }

type split struct {
	gain    float64
	feature int
	bin     int // first bin of the second child
}

func (b boosting) tree(t *table, rows []int32, node []uint16, grad, hess []float32, random *rand.Rand) tree {
	inner := 1<<b.depth - 1
	tr := tree{feature: make([]uint8, inner), below: make([]float32, inner), leaf: make([]float32, inner+1)}
	for _, i := range rows {
		node[i] = 0
	}
	var used []int
	for f := range t.cuts {
		if len(t.cuts[f]) > 0 && random.Float64() < b.features {
			used = append(used, f)
		}
	}
	for level := range b.depth {
		first := 1<<level - 1
		best := b.splits(t, rows, node, grad, hess, used, first, 1<<level)
		for k, s := range best {
			if s.gain <= 0 {
				tr.below[first+k] = float32(math.Inf(1)) // all go to the first child
				continue
			}
			tr.feature[first+k], tr.below[first+k] = uint8(s.feature), t.cuts[s.feature][s.bin-1]
		}
		for _, i := range rows {
			s := best[int(node[i])-first]
			node[i] = 2*node[i] + 1
			if s.gain > 0 && int(t.bins[s.feature][i]) >= s.bin {
				node[i]++
			}
		}
	}
	leaves := make([]sums, inner+1)
	for _, i := range rows {
		l := &leaves[int(node[i])-inner]
		l.g, l.h = l.g+float64(grad[i]), l.h+float64(hess[i])
	}
	for k, l := range leaves {
		tr.leaf[k] = float32(b.rate * l.g / (l.h + b.ridge))
	}
	return tr
}

// splits finds the best split of each of the nodes of one level.
func (b boosting) splits(t *table, rows []int32, node []uint16, grad, hess []float32, used []int, first, nodes int) []split {
	const workers = 2
	found := make([][]split, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			best := make([]split, nodes)
			hist := make([]sums, nodes*maxBins)
			for u := w; u < len(used); u += workers {
				f := used[u]
				clear(hist)
				bins := t.bins[f]
				for _, i := range rows {
					h := &hist[(int(node[i])-first)*maxBins+int(bins[i])]
					h.g += float64(grad[i])
					h.h += float64(hess[i])
				}
				for k := range nodes {
					b.best(&best[k], hist[k*maxBins:(k+1)*maxBins], f, len(t.cuts[f]))
				}
			}
			found[w] = best
		})
	}
	wait.Wait()
	for k := range nodes {
		if found[1][k].gain > found[0][k].gain {
			found[0][k] = found[1][k]
		}
	}
	return found[0]
}

func (b boosting) best(s *split, hist []sums, feature, cuts int) {
	var all, low sums
	for _, h := range hist {
		all.g, all.h = all.g+h.g, all.h+h.h
	}
	whole := all.g * all.g / (all.h + b.ridge)
	for bin := 1; bin <= cuts; bin++ {
		low.g, low.h = low.g+hist[bin-1].g, low.h+hist[bin-1].h
		high := sums{all.g - low.g, all.h - low.h}
		if low.h < b.least || high.h < b.least {
			continue
		}
		gain := low.g*low.g/(low.h+b.ridge) + high.g*high.g/(high.h+b.ridge) - whole
		if gain > s.gain+1e-9 {
			*s = split{gain, feature, bin}
		}
	}
}
