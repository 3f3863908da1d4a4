package markup

import (
	"cmp"
	"math"
	"slices"
)

// readingOrder is the order of regions that a PAGE file gives: groups in
// groups, those that are ordered by the index of their members.
type readingOrder struct {
	root  group
	stack []*group
}

// group is a member of the order: a region, a group, or a region with a group within it.
type group struct {
	region  string
	index   float64
	members []*group
}

// open takes an element of the order.
func (o *readingOrder) open(e element) {
	switch e.name {
	case "readingorder":
		o.stack = []*group{&o.root}
		return
	case "orderedgroup", "orderedgroupindexed", "unorderedgroup", "unorderedgroupindexed", "regionref", "regionrefindexed":
	default:
		return
	}
	if len(o.stack) == 0 {
		return // of another list of regions
	}
	around := o.stack[len(o.stack)-1]
	g := &group{region: e.attr("regionref"), index: float64(len(around.members))}
	if i := number(e.attr("index")); !math.IsNaN(i) {
		g.index = i
	}
	around.members = append(around.members, g)
	o.stack = append(o.stack, g)
}

// close ends an element that open took.
func (o *readingOrder) close(name string) {
	switch name {
	case "readingorder":
		o.stack = nil
	case "orderedgroup", "orderedgroupindexed", "unorderedgroup", "unorderedgroupindexed", "regionref", "regionrefindexed":
		if len(o.stack) > 0 {
			o.stack = o.stack[:len(o.stack)-1]
		}
	}
}

// sorted are the regions in reading order. One that the order does not name
// goes with the region around it or, where there is none, to the end.
func (o *readingOrder) sorted(regions []*node) []*node {
	ranks := map[string]int{}
	o.root.rank(ranks)
	at := map[*node]int{}
	for _, n := range regions { // each after the region around it
		r, ok := ranks[n.id]
		switch around, inside := at[n.parent]; {
		case ok:
			at[n] = r
		case inside:
			at[n] = around
		default:
			at[n] = math.MaxInt
		}
	}
	out := slices.Clone(regions)
	slices.SortStableFunc(out, func(a, b *node) int { return cmp.Compare(at[a], at[b]) })
	return out
}

// rank numbers the regions of a group.
func (g *group) rank(ranks map[string]int) {
	if _, ok := ranks[g.region]; !ok && g.region != "" {
		ranks[g.region] = len(ranks)
	}
	slices.SortStableFunc(g.members, func(a, b *group) int { return cmp.Compare(a.index, b.index) })
	for _, m := range g.members {
		m.rank(ranks)
	}
}
