package search

import "slices"

// tally counts values under labels.
type tally map[string]*Count

func (t tally) add(value, label string) {
	c := t[value]
	if c == nil {
		c = &Count{Value: value, Label: label}
		t[value] = c
	}
	c.N++
}

// counts lists the most frequent values.
func (t tally) counts() []Count {
	all := t.all()
	return all[:min(facetSize, len(all))]
}

// all lists all values, most frequent first.
func (t tally) all() []Count {
	var out []Count
	for _, c := range t {
		out = append(out, *c)
	}
	slices.SortFunc(out, compareCounts)
	return out
}
