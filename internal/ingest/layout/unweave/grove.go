package unweave

import "math"

// grove is a forest laid out for asking: all of its trees have the greatest depth,
// and what a node needs stands together.
type grove struct {
	bias  float32
	trees []planted
}

// levels is the greatest depth of a tree.
const levels = 5

// planted is a tree of a grove: the nodes of a [tree], and one that is not used.
type planted struct {
	nodes [treeLeaves]node
	leaf  [treeLeaves]float32
}

type node struct {
	below   float32
	feature uint32
}

// values are those of all features, the first ones of so many.
type values [valueRoom]float32

const valueRoom = 128

// newGrove lays a forest out. Below the leaves of a tree that is less deep all
// values lead to the first child.
func newGrove(f *forest) *grove {
	g := &grove{bias: f.bias, trees: make([]planted, len(f.trees))}
	for i := range f.trees {
		t, p := &f.trees[i], &g.trees[i]
		for n := range p.nodes {
			p.nodes[n] = node{below: float32(math.Inf(1))}
			if n < len(t.feature) {
				p.nodes[n] = node{t.below[n], uint32(t.feature[n])}
			}
		}
		for n := range p.leaf {
			p.leaf[n] = t.leaf[n*len(t.leaf)/treeLeaves]
		}
	}
	return g
}

// score is the forest's. Four trees are asked at once, since each step down one
// waits for the one before.
func (g *grove) score(v *values) float64 {
	sum := g.bias
	trees := g.trees
	for ; len(trees) >= 4; trees = trees[4:] {
		a, b, c, d := &trees[0], &trees[1], &trees[2], &trees[3]
		i, j, k, l := 0, 0, 0, 0
		for range levels {
			i, j, k, l = a.child(i, v), b.child(j, v), c.child(k, v), d.child(l, v)
		}
		sum = sum + a.reached(i) + b.reached(j) + c.reached(k) + d.reached(l)
	}
	for k := range trees {
		n := 0
		for range levels {
			n = trees[k].child(n, v)
		}
		sum += trees[k].reached(n)
	}
	return float64(sum)
}

// child is the child of node n that the values lead to.
func (p *planted) child(n int, v *values) int {
	at := &p.nodes[n&(treeLeaves-1)]
	return 2*n + 2 - negative(v[at.feature%valueRoom]-at.below)
}

// reached is the leaf below node n of the last level.
func (p *planted) reached(n int) float32 { return p.leaf[(n+1)&(treeLeaves-1)] }
