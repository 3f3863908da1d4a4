package unweave

import (
	"math"
	"math/bits"
	"slices"
)

// sieve answers as a forest does, sooner where many pairs share their lines. It
// knows, for each feature and each span of its values between two thresholds,
// which leaves of all trees can still be reached, so that what is known of one
// line narrows them for all pairs with that line. See Lucchese et al.,
// QuickScorer (2015).
type sieve struct {
	bias  float32
	leaf  [][2 * treeLeaves]float32 // of all trees, two and two
	spans []spans                   // by feature
}

// treeLeaves is how many leaves a tree has at most.
const treeLeaves = 32

// leaves are sets of leaves, one for each tree, two to a word.
type leaves []uint64

// spans are the ranges of values that a feature's thresholds part: the k-th is
// from cuts[k-1] up to, not including, cuts[k].
type spans struct {
	cuts []float32
	left []leaves
	// The way from the least cut to the greatest is parted evenly, so many parts to
	// one; passed is how many cuts lie before each part.
	least, parts float32
	passed       [even]int32
}

// even is how many parts of the same width help to find a value's span.
const even = 128

func newSieve(f *forest, features int) *sieve {
	wide := (len(f.trees) + 1) / 2
	s := &sieve{bias: f.bias, leaf: make([][2 * treeLeaves]float32, wide), spans: make([]spans, features)}
	for i := range f.trees {
		t := &f.trees[i]
		copy(s.leaf[i/2][i%2*treeLeaves:], t.leaf)
		for n, feature := range t.feature {
			sp := &s.spans[feature]
			sp.cuts = append(sp.cuts, t.below[n])
		}
	}
	for k := range s.spans {
		sp := &s.spans[k]
		slices.Sort(sp.cuts)
		sp.cuts = slices.Compact(sp.cuts)
		for range len(sp.cuts) + 1 {
			sp.left = append(sp.left, s.all())
		}
		sp.pass()
	}
	for i := range f.trees {
		s.grow(i, &f.trees[i], 0)
	}
	return s
}

// grow takes from each span of node n's feature the leaves that it does not lead
// to. It gives the leaves below the node, as bits of tree i's word.
func (s *sieve) grow(i int, t *tree, n int) uint64 {
	if leaf := n - len(t.feature); leaf >= 0 {
		return 1 << (leaf + i%2*treeLeaves)
	}
	first, second := s.grow(i, t, 2*n+1), s.grow(i, t, 2*n+2)
	sp := &s.spans[t.feature[n]]
	for k, left := range sp.left {
		if k > 0 && sp.cuts[k-1] >= t.below[n] {
			left[i/2] &^= first
		} else {
			left[i/2] &^= second
		}
	}
	return first | second
}

// all is every leaf.
func (s *sieve) all() leaves {
	left := make(leaves, len(s.leaf))
	for k := range left {
		left[k] = ^uint64(0)
	}
	return left
}

// narrow keeps the leaves that can be reached with such values of some features.
func (s *sieve) narrow(left leaves, features []int, v []float32) {
	for _, f := range features {
		left.meet(s.spans[f].at(v[f]))
	}
}

// pass counts the cuts before each part.
func (s *spans) pass() {
	finite, _ := slices.BinarySearch(s.cuts, float32(math.Inf(1)))
	if finite > 1 {
		s.least, s.parts = s.cuts[0], even/(s.cuts[finite-1]-s.cuts[0])
	}
	for _, c := range s.cuts {
		for k := s.part(c) + 1; k < even; k++ {
			s.passed[k]++
		}
	}
}

// part is the part that a value is in.
func (s *spans) part(value float32) int {
	return int(min(max((min(value, math.MaxFloat32)-s.least)*s.parts, 0), even-1))
}

// at is the leaves of the span that a value is in.
func (s *spans) at(value float32) leaves {
	from := int(s.passed[s.part(value)])
	for from < len(s.cuts) && value >= s.cuts[from] {
		from++
	}
	return s.left[from]
}

// none reports whether some features are all 0.
func none(features []int, v []float32) bool {
	for _, f := range features {
		if v[f] != 0 {
			return false
		}
	}
	return true
}

// meet keeps the leaves that are in both.
func (left leaves) meet(other leaves) {
	other = other[:len(left)]
	for k := range left {
		left[k] &= other[k]
	}
}

// score is the forest's, where first, second and the values of the features of
// both leave one leaf of each tree. All are put together at once, so that nothing
// but the sum is written down.
func (s *sieve) score(first, second leaves, v []float32) float64 {
	both := func(k int) leaves { return s.spans[ofBoth[k]].at(v[ofBoth[k]])[:len(first)] }
	b0, b1, b2, b3, b4, b5 := both(0), both(1), both(2), both(3), both(4), both(5)
	second, leaf, sum := second[:len(first)], s.leaf[:len(first)], s.bias
	for k := range first {
		two := first[k] & second[k] & b0[k] & b1[k] & b2[k] & b3[k] & b4[k] & b5[k]
		sum += leaf[k][bits.TrailingZeros32(uint32(two))%treeLeaves]
		sum += leaf[k][treeLeaves+bits.TrailingZeros32(uint32(two>>treeLeaves))%treeLeaves]
	}
	return float64(sum)
}
