package correct

import (
	"slices"
	"testing"

	"recto/internal/language"
)

func TestTorn(t *testing.T) {
	m := load(t)
	for core, want := range map[string]bool{
		"su.pport": true, "b°<rder": true, "str1ngths": true, "COLLABORA1TV\"E": true, "sma'.ll": true, "thr.ough": true, "gar~den": true,
		"don't": false, "e.g": false, "school.The": false, "school.house": false, "P(spike)": false, "CD25Foxp": false, "x=a+b": false,
		"Leont'ev": false, "school": false, "1930s": false, "": false,
	} {
		if got := torn(m, core); got != want {
			t.Errorf("%q: torn %v", core, got)
		}
	}
}

func TestWordsBehindBlots(t *testing.T) {
	m := load(t)
	for core, want := range map[string]string{
		"bolli.'1.dary": "boundary", "comrn~ui:1ity": "community", "SC~I,OOLS": "schools", "imp~r;;nt": "important",
	} {
		e := newEngine(m, []piece{{raw: core}}, nil)
		if found := e.candidates(core, language.Absent); !slices.ContainsFunc(found, func(c candidate) bool { return c.text == want }) {
			t.Errorf("%q: %v", core, found)
		}
	}
	e := newEngine(m, nil, nil)
	for _, core := range []string{"school", "~chool", "school~", "", "~", "a~", "é~é~é"} {
		if found := e.addBlotted(nil, []rune(core)); len(found) > 0 {
			t.Errorf("%q: %v", core, found)
		}
	}
}

// A word that nobody can tell stays, but nobody is told that it was printed so.
func TestLostWordsAreDoubted(t *testing.T) {
	m := load(t)
	text := "The seminar was held in the school, and kx;~qvrg1zpt of the pupils came to hear what was said."
	got, changes := Text(m, text, nil)
	if got != text {
		t.Errorf("got %q, %v", got, changes)
	}
	e := newEngine(m, splitText(text).pieces, nil)
	doubted := 0
	for _, tok := range e.tokens(e.decide()) {
		if tok.emendation != nil && tok.emendation.Rule == "doubt" {
			doubted++
		}
	}
	if doubted != 1 {
		t.Errorf("%d words are doubted, want 1", doubted)
	}
}
