package search

import (
	"cmp"
	"slices"
	"strconv"

	"recto/internal/corpus"
)

// facetSize is how many values of a facet are shown.
const facetSize = 20

// facets counts found blocks by the numbers of their values. Author, year and
// volume belong to the part, so they are counted part by part.
func (x *Index) facets(v *view, hits []scored, groups []found, r Request) []Facet {
	author, year, volume := make([]int, len(v.values.authors)), make([]int, len(v.values.years)), make([]int, len(v.values.volumes))
	for _, g := range groups {
		p, n := v.values.parts[g.part], len(g.hits)
		for _, a := range p.authors {
			author[a] += n
		}
		if p.year >= 0 {
			year[p.year] += n
		}
		volume[p.volume] += n
	}
	concept, kind, quality := make([]int, len(v.ids)), make([]int, len(kinds)), make([]int, len(Qualities))
	for _, h := range hits {
		d := &v.docs[h.doc]
		kind[d.kind]++
		quality[d.quality]++
		for _, c := range d.concepts {
			concept[c]++
		}
	}
	return []Facet{
		{"concept", frequent(concept, r.Concept, func(i int) value { return x.conceptValue(v.ids[i]) })},
		{"author", frequent(author, r.Author, func(i int) value { return v.values.authors[i] })},
		{"year", frequent(year, itoas(r.Year), func(i int) value { return v.values.years[i] })},
		{"volume", frequent(volume, r.Volume, func(i int) value { return v.values.volumes[i] })},
		{"kind", frequent(kind, r.Kind, func(i int) value { return value{string(kinds[i]), string(kinds[i])} })},
		{"quality", frequent(quality, r.Quality, func(i int) value { return value{Qualities[i], Qualities[i]} })},
	}
}

// value is one of a facet: as a Request takes it, and as a reader sees it.
type value struct{ text, label string }

// conceptValue is empty for a concept that the glossary has no longer.
func (x *Index) conceptValue(id string) value {
	c, _ := x.concepts.Concept(id)
	return value{c.ID, c.Preferred}
}

// frequent lists the most frequent values of a facet, and the active ones always.
func frequent(n []int, active []string, named func(i int) value) []Count {
	var all []Count
	for i, k := range n {
		if k == 0 && len(active) == 0 {
			continue
		}
		v := named(i)
		on := slices.Contains(active, v.text)
		if v.text != "" && (k > 0 || on) {
			all = append(all, Count{v.text, v.label, k, on})
		}
	}
	out := first(all, min(facetSize, len(all)), compareCounts)
	if len(active) == 0 || len(out) == len(all) {
		return out
	}
	rest := slices.DeleteFunc(all, func(c Count) bool { return !c.Active || slices.Contains(out, c) })
	slices.SortFunc(rest, compareCounts)
	return append(out, rest...)
}

func compareCounts(a, b Count) int {
	return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Value, b.Value))
}

// values are what the parts of a view have in common, by number.
type values struct {
	authors, years, volumes []value
	parts                   []partValues
}

// partValues are the numbers of a part's values; its year is -1 if it has none.
type partValues struct {
	authors      []int
	year, volume int
}

func valuesOf(parts []corpus.PartEntry) values {
	var out values
	author, year, volume := map[string]int{}, map[string]int{}, map[string]int{}
	for _, p := range parts {
		of := partValues{year: -1, volume: number(volume, &out.volumes, value{p.Volume, p.VolumeTitle})}
		if p.Year != 0 {
			text := strconv.Itoa(p.Year)
			of.year = number(year, &out.years, value{text, text})
		}
		for _, name := range authorNames(p) {
			of.authors = append(of.authors, number(author, &out.authors, value{corpus.Slug(name), name}))
		}
		out.parts = append(out.parts, of)
	}
	return out
}

// number is that of a value, which gets the next where it has none.
func number(known map[string]int, all *[]value, v value) int {
	n, ok := known[v.text]
	if !ok {
		n = len(*all)
		known[v.text] = n
		*all = append(*all, v)
	}
	return n
}

func itoas(ns []int) []string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = strconv.Itoa(n)
	}
	return out
}
