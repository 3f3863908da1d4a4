package sides

import (
	"cmp"
	"slices"

	"recto/internal/corpus"
)

// Of are the lines of the text of a scan, given in reading order, in the order
// of the source. Said is by Word.ID of a line's first word.
func Of(reading []corpus.Line, said map[string]corpus.Side) []Line {
	source := make([]int, len(reading))
	for i := range source {
		source[i] = i
	}
	slices.SortStableFunc(source, func(a, b int) int { return inSource(reading[a].Words[0], reading[b].Words[0]) })
	at := make(map[string]int, len(reading))
	for i, k := range source {
		at[reading[k].Words[0].ID] = i
	}
	lines := make([]Line, len(reading))
	for i, k := range source {
		l := reading[k]
		id := l.Words[0].ID
		lines[i] = Line{ID: id, Words: len(l.Words), Said: said[id]}
		if k > 0 && l.Joint > 0 {
			lines[i].Origins = append(lines[i].Origins, Origin{at[reading[k-1].Words[0].ID], l.Joint})
		}
		for _, c := range l.Candidates {
			if o, ok := at[c.Line]; ok {
				lines[i].Origins = append(lines[i].Origins, Origin{o, c.Probability})
			}
		}
	}
	return lines
}

func inSource(a, b corpus.Word) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}
