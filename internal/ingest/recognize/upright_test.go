package recognize

import (
	"testing"

	"recto/internal/corpus"
)

func TestTurn(t *testing.T) {
	own := []corpus.Word{{Raw: "zone", Box: corpus.Box{X1: 10, Y1: 20, X2: 40, Y2: 30}}}
	for turn, want := range []corpus.Box{
		{X1: 10, Y1: 20, X2: 40, Y2: 30},
		{X1: 170, Y1: 10, X2: 180, Y2: 40},
		{X1: 60, Y1: 170, X2: 90, Y2: 180},
		{X1: 20, Y1: 60, X2: 30, Y2: 90},
	} {
		scans := []corpus.Scan{{Number: 1, Width: 100, Height: 200, Words: own}}
		w := work{Recognizer: &Recognizer{}, scans: scans}
		w.set(0, found{Turn: turn, Pages: 1})
		s := w.scans[0]
		wide := turn%2 == 1
		if s.Replaced[0].Box != want || s.Turn != turn || (s.Width == 200) != wide || (s.Height == 100) != wide {
			t.Errorf("turned by %d: got %+v, want the word at %v", turn, s, want)
		}
	}
	if own[0].Box.X1 != 10 {
		t.Error("the source's own words were moved")
	}
}
