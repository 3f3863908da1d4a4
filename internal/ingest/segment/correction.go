package segment

import (
	"slices"

	"recto/internal/corpus"
)

// corrected replays a person's corrections of where parts begin, in their order,
// over the beginnings that were found; those of other kinds are passed over. One
// that finds no place is a conflict in the report.
func corrected(b *book, cuts []cut, corrections []corpus.Correction, report *corpus.Report) []cut {
	if !slices.ContainsFunc(corrections, about) {
		return cuts
	}
	cuts, rows := slices.Clone(cuts), b.rowsByWord()
	for _, c := range corrections {
		if !about(c) {
			continue
		}
		row, ok := rows[c.At.First]
		if !ok {
			report.Conflicts = append(report.Conflicts, corpus.Conflict{
				Correction: c.ID,
				Text:       "the beginning of a part at “" + c.At.Raw + "”: its line is not in the text any more; set the beginning again",
			})
			continue
		}
		at, found := slices.BinarySearchFunc(cuts, row, func(c cut, row int) int { return c.row - row })
		switch {
		case c.Kind == corpus.JoinPart && found:
			cuts = slices.Delete(cuts, at, at+1)
		case c.Kind == corpus.BeginPart:
			if !found {
				cuts = slices.Insert(cuts, at, cut{row: row})
			}
			cuts[at] = b.byHand(cuts[at], c.Part)
		}
		report.Add("segment.corrections", 1)
	}
	return cuts
}

// about reports whether a correction is of where parts begin.
func about(c corpus.Correction) bool {
	return c.Kind == corpus.BeginPart || c.Kind == corpus.JoinPart
}

// spokenOf are the rows on which a person said that a part begins, or does not.
func (b *book) spokenOf(corrections []corpus.Correction) map[int]bool {
	out := map[int]bool{}
	if !slices.ContainsFunc(corrections, about) {
		return out
	}
	rows := b.rowsByWord()
	for _, c := range corrections {
		if row, ok := rows[c.At.First]; ok && about(c) {
			out[row] = true
		}
	}
	return out
}

// byHand makes a beginning what a person says it is.
func (b *book) byHand(c cut, kind corpus.PartKind) cut {
	c.evidence = []string{"set by hand"}
	if c.kind == kind {
		return c
	}
	end := c.row + 1
	if kind == corpus.PaperPart && b.rows[c.row].line.Size >= 1.1 {
		end = min(runEnd(b, c.row), c.row+longest)
	}
	c.kind, c.title, c.clean, c.people = kind, b.text(c.row, end), "", nil
	return c
}

// rowsByWord is the row of each word, by its id.
func (b *book) rowsByWord() map[string]int {
	rows := map[string]int{}
	for i, r := range b.rows {
		for _, w := range r.line.Words {
			rows[w.ID] = i
		}
		for _, t := range r.line.Tokens {
			for _, w := range t.Words {
				if _, ok := rows[w.ID]; !ok {
					rows[w.ID] = i
				}
			}
		}
	}
	return rows
}
