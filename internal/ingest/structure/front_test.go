package structure

import "testing"

func TestSensible(t *testing.T) {
	for title, want := range map[string]bool{
		"Learning Between Services": true,
		"Proceedings 1998":          true,
		"Über das Lernen":           true,
		"jx010203 1..12":            false,
		"Untitled 2":                false,
		"scan 0001.pdf":             false,
		"Lernen":                    false,
		"":                          false,
	} {
		if got := sensible(title); got != want {
			t.Errorf("%q: %v, want %v", title, got, want)
		}
	}
}
