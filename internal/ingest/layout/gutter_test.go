package layout

import (
	"testing"

	"recto/internal/corpus"
)

// A place where the picture was parted holds against the words, wherever it is;
// without it the widest white near the middle is taken.
func TestPartedPicture(t *testing.T) {
	words := columnWords(40, 180, 260, 560, 600, 960)
	for _, c := range []struct {
		name  string
		pages []corpus.Box
		want  float64
		slack float64
	}{
		{"parted off the middle", []corpus.Box{{X2: 220, Y2: 600}, {X1: 220, X2: 1000, Y2: 600}}, 220, 0},
		{"one page seen", []corpus.Box{{X2: 1000, Y2: 600}}, 580, 12},
		{"not looked at", nil, 580, 12},
	} {
		sheets := []sheet{straighten(corpus.Scan{Number: 1, Width: 1000, Height: 600, Words: words, Pages: c.pages})}
		findGutters(sheets)
		if got := sheets[0].gutter; got < c.want-c.slack || got > c.want+c.slack {
			t.Errorf("%s: got the gutter at %g, want %g", c.name, got, c.want)
		}
	}
}

// columnWords are lines of words between pairs of edges.
func columnWords(edges ...float64) []corpus.Word {
	var out []corpus.Word
	for y := 50.0; y < 550; y += 20 {
		for i := 0; i < len(edges); i += 2 {
			for x := edges[i]; x+38 < edges[i+1]; x += 42 {
				out = append(out, corpus.Word{Raw: "word", Scan: 1, Box: corpus.Box{X1: x, Y1: y, X2: x + 38, Y2: y + 12}})
			}
		}
	}
	return out
}
