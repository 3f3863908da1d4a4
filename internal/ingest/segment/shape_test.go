package segment

import "testing"

func TestFiguresAreNoTitle(t *testing.T) {
	for text, want := range map[string]bool{"7517 4": true, "1 2 II": true, "On Art": false, "Zoë": false} {
		if got := wordless(text); got != want {
			t.Errorf("%q is wordless: %v, want %v", text, got, want)
		}
	}
}
