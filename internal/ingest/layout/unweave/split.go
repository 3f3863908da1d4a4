package unweave

import (
	"math"
	"math/rand/v2"

	"recto/internal/cores"
)

// slope is the first and the negative second derivative of the log loss in the
// score of an example.
type slope struct{ g, h float32 }

type sums struct{ g, h float64 }

func (s sums) less(o sums) sums { return sums{s.g - o.g, s.h - o.h} }

// histogram is the sums of each bin, of the features that a tree sees.
type histogram [][maxBins]sums

// branch is a node of a tree that grows: its examples, in the order of the
// table, their slopes, and its histogram.
type branch struct {
	rows   []int32
	slopes []slope
	hist   histogram
}

type split struct {
	gain    float64
	feature int
	bin     int // first bin of the second child
}

// tree grows a tree level by level. Of two children the smaller one is counted,
// and the other is what that leaves of their parent.
func (b boosting) tree(t *table, rows []int32, slopes []slope, random *rand.Rand) tree {
	inner := 1<<b.depth - 1
	tr := tree{feature: make([]uint8, inner), below: make([]float32, inner), leaf: make([]float32, inner+1)}
	var used []int
	for f := range t.cuts {
		if len(t.cuts[f]) > 0 && random.Float64() < b.features {
			used = append(used, f)
		}
	}
	root := branch{rows: rows, slopes: make([]slope, len(rows))}
	for k, i := range rows {
		root.slopes[k] = slopes[i]
	}
	root.count(t, used)
	level := []branch{root}
	for first := 0; first < inner; first = 2*first + 1 {
		next := make([]branch, 0, 2*len(level))
		last := 2*first+1 >= inner
		for k := range level {
			s := b.split(t, &level[k], used)
			tr.feature[first+k], tr.below[first+k] = uint8(s.feature), float32(math.Inf(1)) // all go to the first child
			if s.gain > 0 {
				tr.below[first+k] = t.cuts[s.feature][s.bin-1]
			}
			low, high := level[k].part(t, s)
			if !last {
				level[k].share(t, used, &low, &high)
			}
			next = append(next, low, high)
		}
		level = next
	}
	for k := range level {
		sum := level[k].sum()
		tr.leaf[k] = float32(b.rate * sum.g / (sum.h + b.ridge))
	}
	return tr
}

// count makes the histogram of a branch.
func (n *branch) count(t *table, used []int) {
	n.hist = make(histogram, len(used))
	cores.Share(len(used), func() func(int) {
		return func(u int) {
			bins, hist := t.bins[used[u]], &n.hist[u]
			for k, i := range n.rows {
				h := &hist[bins[i]%maxBins]
				h.g += float64(n.slopes[k].g)
				h.h += float64(n.slopes[k].h)
			}
		}
	})
}

// part parts the examples of a branch between its children.
func (n *branch) part(t *table, s split) (low, high branch) {
	if s.gain <= 0 {
		return branch{rows: n.rows, slopes: n.slopes}, branch{}
	}
	bins := t.bins[s.feature]
	for k, i := range n.rows {
		to := &low
		if int(bins[i]) >= s.bin {
			to = &high
		}
		to.rows, to.slopes = append(to.rows, i), append(to.slopes, n.slopes[k])
	}
	return low, high
}

// share gives both children of a branch their histograms.
func (n *branch) share(t *table, used []int, low, high *branch) {
	small, large := low, high
	if len(high.rows) < len(low.rows) {
		small, large = high, low
	}
	small.count(t, used)
	large.hist = n.hist
	for u := range large.hist {
		for bin, s := range small.hist[u] {
			large.hist[u][bin] = large.hist[u][bin].less(s)
		}
	}
}

func (n *branch) sum() sums {
	var all sums
	for _, s := range n.slopes {
		all.g, all.h = all.g+float64(s.g), all.h+float64(s.h)
	}
	return all
}

// split is the best split of a branch, with no gain if there is none.
func (b boosting) split(t *table, n *branch, used []int) split {
	all := n.sum()
	whole := all.g * all.g / (all.h + b.ridge)
	var best split
	for u, f := range used {
		var low sums
		for bin := 1; bin <= len(t.cuts[f]); bin++ {
			h := n.hist[u][bin-1]
			low.g, low.h = low.g+h.g, low.h+h.h
			high := all.less(low)
			if low.h < b.least || high.h < b.least {
				continue
			}
			gain := low.g*low.g/(low.h+b.ridge) + high.g*high.g/(high.h+b.ridge) - whole
			if gain > best.gain+1e-9 {
				best = split{gain: gain, feature: f, bin: bin}
			}
		}
	}
	return best
}
