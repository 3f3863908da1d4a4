package correct

import (
	"testing"

	"recto/internal/language"
)

func TestSettled(t *testing.T) {
	m := load(t)
	tests := []struct {
		name, text, printed string
		at                  int
		want                bool
	}{
		{"numeral", "by Alexander II. The", "III", 2, true},
		{"acronym", "that the CF partners met", "OF", 2, true},
		{"among capitals", "THE CHILDREN CF LONDON", "OF", 2, false},
		{"longer", "that the CHIDREN partners met", "CHILDREN", 2, false},
		{"small letters", "that the cf partners met", "of", 2, false},
		{"capitals alone", "that the Of partners met", "of", 2, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := newEngine(m, splitText(tt.text).pieces, nil)
			id, _ := m.Lookup(language.Fold(tt.printed))
			if got := e.settled(tt.at, &option{rule: ruleConfusion, mid: tt.printed, first: id}); got != tt.want {
				t.Errorf("%q for %q is settled: %v, want %v", tt.printed, e.units[tt.at].core, got, tt.want)
			}
		})
	}
}

// A word that a document has often is not taken for another.
func TestOften(t *testing.T) {
	text := ""
	for range often + 1 {
		text += "Then they bide there. "
	}
	e := newEngine(load(t), splitText(text).pieces, nil)
	if !e.settled(2, &option{rule: ruleConfusion, mid: "hide"}) {
		t.Errorf("%d times %q are not enough", e.doc.counts["bide"], "bide")
	}
}
