package correct

import (
	"strings"
	"testing"
)

// A passage that comes again tells what a word in it was that nobody could read
// by itself.
func TestPhrases(t *testing.T) {
	m := load(t)
	const (
		twice = "The boundary zone was studied by the school. Pupils spoke of the boundary zone too. "
		torn  = "Teachers also entered that bo1i.'1.dary zone at noon."
	)
	for text, want := range map[string]bool{twice + torn: true, strings.ReplaceAll(twice, "boundary zone", "border area") + torn: false} {
		if got, _ := Text(m, text, nil); strings.Contains(got, "that boundary zone") != want {
			t.Errorf("mended is not %v: %q", want, got)
		}
	}
}

// A pair of words does not speak for itself.
func TestPhraseItself(t *testing.T) {
	m := load(t)
	alone, _ := Text(m, "They liked the leadership mid management of it.", nil)
	if !strings.Contains(alone, "leadership mid management") {
		t.Errorf("changed by itself: %q", alone)
	}
	e := newEngine(m, splitText("They liked the leadership mid management of it.").pieces, nil)
	for i := 1; i < len(e.units); i++ {
		prev, id, ok := adjacent(m, e.units, i)
		if got, want := e.after(prev, id, true), e.next(prev, id); ok && got != want {
			t.Errorf("%s: got %g want %g", e.units[i].core, got, want)
		}
	}
}
