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

// atOnce is how many sets of values a grove is asked for at once: each step down
// a tree waits for the one before, and a tree is fetched but once for all.
const atOnce = 8

// scores are the forest's, of each of so many sets of values.
func (g *grove) scores(v *[atOnce]values) (sums [atOnce]float32) {
	for k := range sums {
		sums[k] = g.bias
	}
	for k := range g.trees {
		p := &g.trees[k]
		var a, b, c, d, e, f, g, h int
		for range levels {
			a, b, c, d = p.child(a, &v[0]), p.child(b, &v[1]), p.child(c, &v[2]), p.child(d, &v[3])
			e, f, g, h = p.child(e, &v[4]), p.child(f, &v[5]), p.child(g, &v[6]), p.child(h, &v[7])
		}
		sums[0] += p.reached(a)
		sums[1] += p.reached(b)
		sums[2] += p.reached(c)
		sums[3] += p.reached(d)
		sums[4] += p.reached(e)
		sums[5] += p.reached(f)
		sums[6] += p.reached(g)
		sums[7] += p.reached(h)
	}
	return sums
}

// child is the child of node n that the values lead to.
func (p *planted) child(n int, v *values) int {
	at := &p.nodes[n&(treeLeaves-1)]
	return 2*n + 2 - negative(v[at.feature%valueRoom]-at.below)
}

// reached is the leaf below node n of the last level.
func (p *planted) reached(n int) float32 { return p.leaf[(n+1)&(treeLeaves-1)] }
