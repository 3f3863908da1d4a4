package streams

import (
	"cmp"
	"slices"

	"recto/internal/corpus"
)

// Of are the lines of the text of a scan, given in reading order, in the order of
// the source, with what each may continue. Place is, for each of them, its index
// in reading order. Nothing tells of any line by itself yet.
func Of(reading []corpus.Line) (lines []Line, place []int) {
	place = make([]int, len(reading))
	for k := range place {
		place[k] = k
	}
	slices.SortStableFunc(place, func(a, b int) int { return inSource(reading[a].Words, reading[b].Words) })
	at := make(map[string]int, len(reading))
	for t, k := range place {
		at[reading[k].ID()] = t
	}
	lines = make([]Line, len(reading))
	for t, k := range place {
		lines[t].Second = .5
		l := reading[k]
		if k > 0 && l.Joint > 0 {
			lines[t].Origins = append(lines[t].Origins, Origin{at[reading[k-1].ID()], l.Joint})
		}
		for _, c := range l.Candidates {
			if o, ok := at[c.Line]; ok {
				lines[t].Origins = append(lines[t].Origins, Origin{o, c.Probability})
			}
		}
	}
	return lines, place
}

func inSource(a, b []corpus.Word) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return cmp.Or(cmp.Compare(a[0].Line, b[0].Line), cmp.Compare(a[0].Col, b[0].Col))
}
