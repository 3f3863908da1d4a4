package recognize_test

import (
	"errors"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/recognize"
)

func TestAssess(t *testing.T) {
	text := []corpus.Word{{Raw: "word"}}
	for _, c := range []struct {
		name  string
		scans []corpus.Scan
		bare  int
		err   error
	}{
		{"nothing", nil, 0, nil},
		{"text source", []corpus.Scan{{Words: text}, {}}, 0, nil},
		{"text layer", []corpus.Scan{{Width: 9, Words: text}}, 0, nil},
		{"one page without", []corpus.Scan{{Width: 9, Words: text}, {Width: 9}}, 1, nil},
		{"pictures only", []corpus.Scan{{Width: 9}, {Width: 9}}, 2, corpus.ErrNeedsOCR},
	} {
		report, err := recognize.Assess(c.scans)
		if got := report.Counts["recognize.scans-without-words"]; got != c.bare || !errors.Is(err, c.err) {
			t.Errorf("%s: got %d bare scans, %v, want %d, %v", c.name, got, err, c.bare, c.err)
		}
	}
}
