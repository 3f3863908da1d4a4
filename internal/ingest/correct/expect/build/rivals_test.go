package main

import (
	"slices"
	"testing"

	"recto/internal/language"
)

func TestRivals(t *testing.T) {
	m, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	words := []string{"the", "tile", "he", "be", "hat", "that", "modem", "modern", "elephant"}
	found := rivals(m, words)
	for i, want := range [][]string{{"tile", "he"}, {"the"}, {"the", "be"}, {"he"}, {"that"}, {"hat"}, {"modern"}, {"modem"}, nil} {
		for _, w := range want {
			if !slices.Contains(found[i], int32(slices.Index(words, w))) {
				t.Errorf("%s is not taken for %s", words[i], w)
			}
		}
		if slices.Contains(found[i], int32(i)) || len(want) == 0 && len(found[i]) > 0 {
			t.Errorf("%s has rivals %v", words[i], found[i])
		}
	}
}
