package evaluate_test

import (
	"testing"

	"recto/internal/evaluate"
)

// Of two words that were lost, one stands at the gutter.
func TestLostAtTheGutter(t *testing.T) {
	printed := []evaluate.PrintedWord{
		{Scan: 1, Text: "read", Box: [4]float64{940, 10, 990, 30}},
		{Scan: 1, Text: "swallowed", Box: [4]float64{900, 50, 995, 70}},
		{Scan: 1, Text: "blotted", Box: [4]float64{100, 50, 180, 70}},
	}
	tokens := []evaluate.Token{{Words: []evaluate.Word{{Raw: "read", Scan: 1, Box: [4]float64{940, 10, 990, 30}}}}}
	gutters := map[int]evaluate.Gutter{1: {Scan: 1, Width: 2000, X: 1000}}
	b := evaluate.MeasureBoxes(printed, gutters, tokens)
	if want := (evaluate.Share{N: 1, Of: 2}); b.Gutter != want || b.Found.N != 1 {
		t.Errorf("got %+v, want %v lost at the gutter", b, want)
	}
}
