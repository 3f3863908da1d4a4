package server

import (
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/search"
)

func TestMissedNamesPages(t *testing.T) {
	if m := missedBy(search.Missed{}); m != nil {
		t.Errorf("of a sound text: got %+v", m)
	}
	m := missedBy(search.Missed{Passages: 12, Pages: []search.MissedPage{
		{Part: corpus.PartEntry{ID: "ab-1-1", Title: "On lanterns"}, Folio: "14", Scan: 9, Side: corpus.Left},
		{Part: corpus.PartEntry{ID: "ab-1-1", Title: "On lanterns"}, Scan: 10, Side: corpus.Right},
	}})
	var got []string
	for _, p := range m.Pages {
		got = append(got, p.Text+" "+p.URL)
	}
	want := "p. 14 of “On lanterns” /papers/ab-1-1/pages/14 | scan 10 of “On lanterns” /papers/ab-1-1/pages/scan-10r"
	if text := strings.Join(got, " | "); m.N != 12 || text != want {
		t.Errorf("got %d, %s, want 12, %s", m.N, text, want)
	}
}

func TestCostlySearchSaysWhatToDo(t *testing.T) {
	err := searchError(search.ErrCostly)
	if err == nil || !strings.Contains(err.Error(), "takes too long") {
		t.Errorf("got %v", err)
	}
}
