package streams

import (
	"fmt"
	"testing"

	"recto/internal/corpus"
)

// reading is lines of two pages by turns, the first from the first page, each
// likely to go on from the last of its own page, as layout gives them.
func reading(n int) []corpus.Line {
	lines := make([]corpus.Line, n)
	for i := range lines {
		lines[i] = corpus.Line{Words: []corpus.Word{{ID: fmt.Sprint("w", i), Line: i}}, Joint: .1}
		if i >= 2 {
			lines[i].Candidates = []corpus.Candidate{{Line: fmt.Sprint("w", i-2), Probability: .8}}
		}
	}
	return lines
}

func TestSecond(t *testing.T) {
	lines, _ := Of(reading(30))
	for i, chance := range Second(lines) {
		if chance < .499 || chance > .501 {
			t.Fatalf("nothing tells of any line, and line %d is of the second stream with a chance of %.3f", i, chance)
		}
	}
	lines[4].Second = 0
	for i, chance := range Second(lines) {
		if second := i%2 == 1; second != (chance > .5) {
			t.Errorf("line %d is of the second stream with a chance of %.2f", i, chance)
		}
	}
}

// One line after another of which nothing says that they belong together, and
// such as go far back, are of the stream that is said of them.
func TestTold(t *testing.T) {
	lines := make([]Line, 3*reach)
	for i := range lines {
		lines[i].Second = float64(i / reach % 2)
	}
	for i, chance := range Second(lines) {
		if chance != lines[i].Second {
			t.Errorf("line %d is of the second stream with a chance of %v", i, chance)
		}
	}
}

// Lines given in another order than that of the source come with their places.
func TestOf(t *testing.T) {
	woven := reading(6)
	woven[1], woven[4] = woven[4], woven[1]
	lines, place := Of(woven)
	if got, want := fmt.Sprint(place), "[0 4 2 3 1 5]"; got != want {
		t.Errorf("the lines have places %s, want %s", got, want)
	}
	if got, want := fmt.Sprint(lines[4].Origins), "[{0 0.1} {2 0.8}]"; got != want {
		t.Errorf("the fifth line goes on from %s, want %s", got, want)
	}
	if lines, place := Of(nil); len(lines)+len(place) > 0 || len(Second(lines)) > 0 {
		t.Errorf("of no lines there are %v at %v", lines, place)
	}
	if lines, _ := Of(make([]corpus.Line, 2)); len(lines) != 2 {
		t.Errorf("of two lines without words there are %v", lines)
	}
}
