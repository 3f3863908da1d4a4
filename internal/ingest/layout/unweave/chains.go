package unweave

import (
	"cmp"
	"slices"
)

// joint is a pair of lines and the chance that the second continues the first.
type joint struct {
	a, b int
	p    float32
}

// chain joins lines, the likeliest joints first: each has one line after and one
// before it, and no chain bites its own tail. It gives the next line of each, -1 for none.
func chain(n int, joints []joint) []int {
	slices.SortStableFunc(joints, func(x, y joint) int { return cmp.Compare(y.p, x.p) })
	next, prev := make([]int, n), make([]int, n)
	end := make([]int, n) // of the first line of a chain its last, and of the last its first
	for i := range n {
		next[i], prev[i], end[i] = -1, -1, i
	}
	for _, j := range joints {
		if next[j.a] >= 0 || prev[j.b] >= 0 || end[j.a] == j.b {
			continue
		}
		next[j.a], prev[j.b] = j.b, j.a
		first, last := end[j.a], end[j.b]
		end[first], end[last] = last, first
	}
	return next
}

// sequence puts the chains of each scan one after the other, by the place of
// their first lines.
func sequence(next []int) []int {
	follows := make([]bool, len(next))
	for _, b := range next {
		if b >= 0 {
			follows[b] = true
		}
	}
	order := make([]int, 0, len(next))
	for i := range next {
		if follows[i] {
			continue
		}
		for k := i; k >= 0; k = next[k] {
			order = append(order, k)
		}
	}
	return order
}
