package search

import (
	"cmp"
	"slices"
	"strconv"

	"recto/internal/corpus"
)

const (
	facetSize    = 20
	hitsPerGroup = 3
)

// found is a part with the hits in it, not yet read.
type found struct {
	place place
	hits  []scored // best first
}

// group gathers hits by part. Hits of parts that the index no longer knows are left out.
func (x *Index) group(r ranking, order string) []*found {
	x.mu.RLock()
	defer x.mu.RUnlock()
	byPart := map[string]*found{}
	var groups []*found
	for _, h := range r.hits {
		g := byPart[h.doc.part]
		if g == nil {
			p, ok := x.current.parts[h.doc.part]
			if !ok {
				continue
			}
			g = &found{place: p}
			byPart[h.doc.part] = g
			groups = append(groups, g)
		}
		g.hits = append(g.hits, h)
	}
	switch order {
	case SortYear:
		slices.SortStableFunc(groups, func(a, b *found) int {
			return cmp.Or(cmp.Compare(b.place.entry.Year, a.place.entry.Year), cmp.Compare(a.place.index, b.place.index))
		})
	case SortPosition:
		slices.SortStableFunc(groups, func(a, b *found) int { return cmp.Compare(a.place.index, b.place.index) })
		for _, g := range groups {
			slices.SortFunc(g.hits, func(a, b scored) int { return cmp.Compare(a.doc.ordinal, b.doc.ordinal) })
		}
	default: // by the best hit; hits of one score in the order of the library, so that pages are stable
		for _, g := range groups {
			slices.SortFunc(g.hits, func(a, b scored) int {
				return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.doc.ordinal, b.doc.ordinal))
			})
		}
		slices.SortStableFunc(groups, func(a, b *found) int {
			return cmp.Or(cmp.Compare(b.hits[0].score, a.hits[0].score), cmp.Compare(a.place.index, b.place.index))
		})
	}
	return groups
}

// paginate cuts out the page asked for and sets the page numbers.
func paginate(groups []*found, out *Results, r Request) []*found {
	per := r.PerPage
	if per < 1 {
		per = DefaultPerPage
	}
	out.Pages = (len(groups) + per - 1) / per
	out.Page = min(out.Page, max(1, out.Pages))
	from := (out.Page - 1) * per
	return groups[from:min(from+per, len(groups))]
}

// facets counts found blocks. Author, year and volume belong to the part, so
// they are counted by part; concepts the engine has counted.
func (x *Index) facets(r ranking, groups []*found, req Request) []Facet {
	author, year, volume := newTally(req.Author), newTally(itoas(req.Year)), newTally(req.Volume)
	for _, g := range groups {
		e, n := g.place.entry, len(g.hits)
		for _, name := range authorNames(e) {
			author.add(corpus.Slug(name), name, n)
		}
		if e.Year != 0 {
			year.add(strconv.Itoa(e.Year), strconv.Itoa(e.Year), n)
		}
		volume.add(e.Volume, e.VolumeTitle, n)
	}
	concept := newTally(req.Concept)
	for _, c := range r.concepts {
		if k, ok := x.concepts.Concept(c.Value); ok {
			concept.add(c.Value, k.Preferred, c.N)
		}
	}
	return []Facet{
		{"concept", concept.counts()}, {"author", author.counts()}, {"year", year.counts()}, {"volume", volume.counts()},
	}
}

// tally counts values under labels.
type tally struct {
	active []string
	byName map[string]*Count
}

func newTally(active []string) tally { return tally{active, map[string]*Count{}} }

func (t tally) add(value, label string, n int) {
	c := t.byName[value]
	if c == nil {
		c = &Count{Value: value, Label: label, Active: slices.Contains(t.active, value)}
		t.byName[value] = c
	}
	c.N += n
}

// counts lists the values, most frequent first, the active ones always.
func (t tally) counts() []Count {
	var out []Count
	for _, c := range t.byName {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Label, b.Label))
	})
	if len(out) <= facetSize {
		return out
	}
	rest := slices.DeleteFunc(slices.Clone(out[facetSize:]), func(c Count) bool { return !c.Active })
	return append(out[:facetSize], rest...)
}

func itoas(ns []int) []string {
	out := make([]string, len(ns))
	for i, n := range ns {
		out[i] = strconv.Itoa(n)
	}
	return out
}
