package search

import (
	"cmp"
	"slices"
)

// hitsPerGroup is how many hits of a part a page of results shows.
const hitsPerGroup = 3

// found is a part with the hits in it, not yet read.
type found struct {
	part int32 // index of view.parts
	best float32
	hits []scored // in the order of the index
}

// group gathers hits by part, in the order asked for.
func group(v *view, hits []scored, order string) []found {
	n := make([]int32, len(v.parts))
	for _, h := range hits {
		n[v.docs[h.doc].part]++
	}
	groups := make([]found, 0, len(n))
	room := make([]scored, len(hits)) // of all groups, one after another
	at := make([]int32, len(n))       // index in groups
	for part, k := range n {
		if k > 0 {
			at[part] = int32(len(groups))
			groups = append(groups, found{part: int32(part), hits: room[:0:k]})
			room = room[k:]
		}
	}
	for _, h := range hits {
		g := &groups[at[v.docs[h.doc].part]]
		g.hits = append(g.hits, h)
		g.best = max(g.best, h.score)
	}
	slices.SortFunc(groups, func(a, b found) int {
		return cmp.Or(v.rank(order, a.part, b.part, a.best, b.best), cmp.Compare(a.part, b.part))
	})
	return groups
}

// rank compares two things of two parts by the order asked for, but for their
// place in the library.
func (v *view) rank(order string, a, b int32, scoreA, scoreB float32) int {
	switch order {
	case SortYear:
		return cmp.Compare(v.parts[b].Year, v.parts[a].Year)
	case SortPosition:
		return 0
	}
	return cmp.Compare(scoreB, scoreA)
}

// top are the hits of a group that are shown. Hits of one score stand in the
// order of the text, so that pages are stable.
func (g found) top(v *view, order string) []scored {
	hits := slices.Clone(g.hits)
	slices.SortFunc(hits, func(a, b scored) int {
		byScore := cmp.Compare(b.score, a.score)
		if order == SortPosition {
			byScore = 0
		}
		return cmp.Or(byScore, cmp.Compare(v.docs[a.doc].ordinal, v.docs[b.doc].ordinal))
	})
	return hits[:min(hitsPerGroup, len(hits))]
}

// passages gives the first n hits, one by one, in the order asked for.
func passages(v *view, hits []scored, order string, n int) []scored {
	compare := func(a, b scored) int {
		x, y := &v.docs[a.doc], &v.docs[b.doc]
		if c := v.rank(order, x.part, y.part, a.score, b.score); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(x.part, y.part), cmp.Compare(x.ordinal, y.ordinal))
	}
	return first(hits, min(n, len(hits)), compare)
}

// first gives the n least of all, sorted, without sorting the rest: a common
// word is found in hundreds of thousands of passages, of which twenty are shown.
func first[T any](all []T, n int, compare func(a, b T) int) []T {
	if n == 0 {
		return nil
	}
	out := make([]T, 0, min(2*n, len(all)))
	full := false // out[n-1] is the greatest that counts
	for _, h := range all {
		if full && compare(h, out[n-1]) >= 0 {
			continue
		}
		out = append(out, h)
		if len(out) == 2*n {
			slices.SortFunc(out, compare)
			out, full = out[:n], true
		}
	}
	slices.SortFunc(out, compare)
	return out[:n]
}
