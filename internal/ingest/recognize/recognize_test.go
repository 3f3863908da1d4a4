package recognize_test

import (
	"errors"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/recognize"
)

func TestWithoutEngine(t *testing.T) {
	text := []corpus.Word{{Raw: "word"}}
	for _, c := range []struct {
		name     string
		scans    []corpus.Scan
		bare     int
		problems int
		err      error
	}{
		{"nothing", nil, 0, 0, nil},
		{"text source", []corpus.Scan{{Words: text}, {}}, 0, 0, nil},
		{"text layer", []corpus.Scan{{Width: 9, Words: text}}, 0, 0, nil},
		{"one page without", []corpus.Scan{{Width: 9, Words: text}, {Width: 9}}, 1, 1, nil},
		{"pictures only", []corpus.Scan{{Width: 9}, {Width: 9}}, 2, 0, corpus.ErrNeedsOCR},
	} {
		var r recognize.Recognizer
		_, report, err := r.Recognize(t.Context(), recognize.Source{Scans: c.scans}, nil)
		if got := report.Counts["recognize.scans-without-words"]; got != c.bare || !errors.Is(err, c.err) {
			t.Errorf("%s: got %d bare scans, %v, want %d, %v", c.name, got, err, c.bare, c.err)
		}
		if c.err != nil && !errors.Is(err, recognize.ErrNoEngine) {
			t.Errorf("%s: %v does not say what to do", c.name, err)
		}
		if len(report.Problems) != c.problems {
			t.Errorf("%s: got problems %v, want %d", c.name, report.Problems, c.problems)
		}
	}
}
