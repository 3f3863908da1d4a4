package search

import (
	"cmp"
	"slices"
	"strconv"
)

// facetSize is how many values of a facet are shown.
const facetSize = 20

// facets counts found blocks. Author, year and volume belong to the part, so
// they are counted by part, and the rest by number.
func (x *Index) facets(v *view, hits []scored, groups []found, r Request) []Facet {
	author, year, volume := newTally(r.Author), newTally(itoas(r.Year)), newTally(r.Volume)
	for _, g := range groups {
		e, n := v.parts[g.part], len(g.hits)
		for _, a := range v.authors[g.part] {
			author.add(a.slug, a.name, n)
		}
		if e.Year != 0 {
			year.add(strconv.Itoa(e.Year), strconv.Itoa(e.Year), n)
		}
		volume.add(e.Volume, e.VolumeTitle, n)
	}
	concepts, byKind, byQuality := make([]int, len(v.ids)), make([]int, len(kinds)), make([]int, len(Qualities))
	for _, h := range hits {
		d := &v.docs[h.doc]
		byKind[d.kind]++
		byQuality[d.quality]++
		for _, c := range d.concepts {
			concepts[c]++
		}
	}
	concept, kind, quality := newTally(r.Concept), newTally(r.Kind), newTally(r.Quality)
	for i, n := range concepts {
		if c, ok := x.concepts.Concept(v.ids[i]); ok {
			concept.add(c.ID, c.Preferred, n)
		}
	}
	for i, n := range byKind {
		kind.add(string(kinds[i]), string(kinds[i]), n)
	}
	for i, n := range byQuality {
		quality.add(Qualities[i], Qualities[i], n)
	}
	return []Facet{
		{"concept", concept.counts()},
		{"author", author.counts()},
		{"year", year.counts()},
		{"volume", volume.counts()},
		{"kind", kind.counts()},
		{"quality", quality.counts()},
	}
}

// tally counts values under labels.
type tally struct {
	active []string
	byName map[string]*Count
}

func newTally(active []string) tally { return tally{active, map[string]*Count{}} }

// add counts n more of a value; one without any is kept only if it is active.
func (t tally) add(value, label string, n int) {
	active := slices.Contains(t.active, value)
	if n == 0 && !active {
		return
	}
	c := t.byName[value]
	if c == nil {
		c = &Count{Value: value, Label: label, Active: active}
		t.byName[value] = c
	}
	c.N += n
}

// counts lists the most frequent values, and the active ones always.
func (t tally) counts() []Count {
	all := t.unsorted()
	out := first(all, min(facetSize, len(all)), compareCounts)
	if len(t.active) == 0 || len(out) == len(all) {
		return out
	}
	rest := slices.DeleteFunc(all, func(c Count) bool { return !c.Active || slices.Contains(out, c) })
	slices.SortFunc(rest, compareCounts)
	return append(out, rest...)
}

// all lists all values, most frequent first.
func (t tally) all() []Count {
	out := t.unsorted()
	slices.SortFunc(out, compareCounts)
	return out
}

func (t tally) unsorted() []Count {
	var out []Count
	for _, c := range t.byName {
		out = append(out, *c)
	}
	return out
}

func compareCounts(a, b Count) int {
	return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Value, b.Value))
}

func itoas(ns []int) []string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = strconv.Itoa(n)
	}
	return out
}
