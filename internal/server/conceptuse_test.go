package server

import (
	"fmt"
	"testing"

	"recto/internal/corpus"
)

// TestPaperRows counts every mention once, however many papers there are.
func TestPaperRows(t *testing.T) {
	mentions := func(papers int) (all []corpus.Occurrence) {
		for i := range papers {
			part := corpus.PartEntry{ID: fmt.Sprint(i), Paper: &corpus.Paper{Title: fmt.Sprintf("Paper %d", i)}}
			for range i + 1 {
				all = append(all, corpus.Occurrence{Part: part, Mention: corpus.Mention{Concept: "object"}})
			}
		}
		return all
	}
	for _, c := range []struct {
		papers, rest, rows int
		last               string
	}{
		{1, 0, 1, "Paper 0"},
		{2, 3, 3, "Outside the papers"},
		{0, 3, 1, "Outside the papers"},
		{12, 0, 12, "Paper 0"},
		{15, 0, 13, "3 other papers"},
		{13, 500, 14, "Outside the papers"},
	} {
		found := mentions(c.papers)
		rows := paperRows(found, c.rest, "?page=2#elsewhere")
		sum := 0
		for _, row := range rows {
			sum += row.N
			if row.Share < 0 || row.Share > 100 {
				t.Errorf("%d papers, %d elsewhere: %q has a share of %d", c.papers, c.rest, row.Label, row.Share)
			}
		}
		if want := len(found) + c.rest; sum != want || len(rows) != c.rows || rows[len(rows)-1].Label != c.last {
			t.Errorf("%d papers, %d elsewhere: %d rows count %d mentions, the last is %q, want %d, %d, %q", c.papers, c.rest, len(rows), sum, rows[len(rows)-1].Label, c.rows, want, c.last)
		}
	}
}
