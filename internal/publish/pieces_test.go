package publish

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestCuts(t *testing.T) {
	for _, c := range []struct{ raw, texts, want string }{
		{"ofthe", "of the", "of|the"},
		{"cfthc", "of the", "cf|thc"},
		{"of.the", "of the", "of.|the"},
		{"inorderto", "in order to", "in|order|to"},
		{"rnanagingthe", "managing the", "rnanaging|the"},
		{"ab", "a b", "a|b"},
		{"xyz", "aaaaaaaa b c", "x|y|z"},
		{"naïveté", "naïve té", "naïve|té"},
	} {
		var texts [][]rune
		for _, w := range strings.Fields(c.texts) {
			texts = append(texts, []rune(w))
		}
		raw, from := []rune(c.raw), 0
		var got []string
		for _, to := range cuts(raw, texts) {
			got = append(got, string(raw[from:to]))
			from = to
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s as %s: got %s, want %s", c.raw, c.texts, s, c.want)
		}
	}
}

func TestEvidence(t *testing.T) {
	word := func(id, raw string, col int) corpus.Word { return corpus.Word{ID: id, Raw: raw, Line: 1, Col: col} }
	o, fthe, a := word("1", "o", 0), word("2", "fthe", 2), word("3", "a", 7)
	for _, c := range []struct {
		name   string
		tokens []corpus.Token
		want   string
	}{
		{"one to one", []corpus.Token{{Text: "o", Words: []corpus.Word{o}}, {Text: "a", Words: []corpus.Word{a}}}, "o@0 / a@7"},
		{"cut elsewhere", []corpus.Token{{Text: "of", Words: []corpus.Word{o, fthe}}, {Text: "the", Words: []corpus.Word{fthe}}}, "o@0 f@2 / the@3"},
		{"gap between", []corpus.Token{{Text: "o", Words: []corpus.Word{o}}, {Gap: "lost", Words: []corpus.Word{o}}, {Text: "a", Words: []corpus.Word{a}}}, "o@0 /  / a@7"},
		{"more tokens than letters", []corpus.Token{{Text: "a", Words: []corpus.Word{a}}, {Text: "b", Words: []corpus.Word{a}}}, "a@7 / a@7"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, words := range evidence(c.tokens) {
				var ws []string
				for _, w := range words {
					ws = append(ws, fmt.Sprintf("%s@%d", w.Raw, w.Col))
				}
				got = append(got, strings.Join(ws, " "))
			}
			if s := strings.Join(got, " / "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

func TestPieceOfBox(t *testing.T) {
	w := corpus.Word{ID: "1", Raw: "ofthe", Box: corpus.Box{X1: 100, Y1: 10, X2: 200, Y2: 30}}
	got := piece(w, []rune(w.Raw), 2, 5)
	if want := (corpus.Box{X1: 140, Y1: 10, X2: 200, Y2: 30}); got.Raw != "the" || got.Box != want {
		t.Errorf("got %s %v, want the %v", got.Raw, got.Box, want)
	}
}
