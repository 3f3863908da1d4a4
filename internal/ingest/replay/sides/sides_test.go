package sides

import (
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/streams"
)

// woven is two pages read line by line, the first line from the left one, with
// this chance for every joint within a page and its rest for the line before.
func woven(n int, chance float64) []Line {
	lines := make([]Line, n)
	for i := range lines {
		lines[i].Words = 8
		if i >= 2 {
			lines[i].Origins = []streams.Origin{{Line: i - 2, Chance: chance}, {Line: i - 1, Chance: .9 - chance}}
		}
	}
	return lines
}

// straight is lines that each continue the one before.
func straight(n int) []Line {
	lines := make([]Line, n)
	for i := range lines {
		lines[i].Words = 8
		if i > 0 {
			lines[i].Origins = []streams.Origin{{Line: i - 1, Chance: .9}}
		}
	}
	return lines
}

func none(int) bool { return false }

func TestChances(t *testing.T) {
	lines := woven(40, .8)
	for i, chance := range Chances(lines) {
		if chance < .499 || chance > .501 {
			t.Fatalf("nothing was said, and line %d stands on the right page with a chance of %.3f", i, chance)
		}
	}
	lines[10].Said = corpus.Left
	for i, chance := range Chances(lines) {
		if right := i%2 == 1; right != (chance >= .5) {
			t.Errorf("line %d stands on the right page with a chance of %.2f", i, chance)
		}
	}
}

// What is said of a line outweighs what its words tell, and bears on the lines
// around it.
func TestSaid(t *testing.T) {
	lines := straight(40)
	lines[0].Said, lines[20].Said = corpus.Left, corpus.Right
	chances := Chances(lines)
	if chances[0] != 0 || chances[20] != 1 {
		t.Errorf("what was said has chances of %.2f and %.2f", chances[0], chances[20])
	}
	if chances[1] > .2 || chances[21] < .8 {
		t.Errorf("the lines beside have chances of %.2f and %.2f", chances[1], chances[21])
	}
}

func TestAsk(t *testing.T) {
	lines := woven(40, .5) // each line may as well continue the one before
	lines[0].Said = corpus.Left
	before := Chances(lines)
	asked, gain := Ask(lines, before, none)
	if asked < 1 || gain <= 0 {
		t.Fatalf("asks about line %d, for %.2f words", asked, gain)
	}
	if again, _ := Ask(lines, before, func(i int) bool { return i == asked }); again == asked {
		t.Errorf("asks about a line that is left for later")
	}
	for range 40 {
		i, _ := Ask(lines, Chances(lines), none)
		if i < 0 {
			break
		}
		lines[i].Said = []corpus.Side{corpus.Left, corpus.Right}[i%2]
	}
	for i, chance := range Chances(lines) {
		if (i%2 == 1) != (chance >= .5) {
			t.Errorf("line %d stands on the right page with a chance of %.2f", i, chance)
		}
	}
	if i, gain := Ask(lines, Chances(lines), none); gain > 1 {
		t.Errorf("asks about line %d still, for %.2f words", i, gain)
	}
}

func TestNoLines(t *testing.T) {
	if got := Chances(nil); len(got) != 0 {
		t.Errorf("got %v", got)
	}
	if i, _ := Ask(nil, nil, none); i >= 0 {
		t.Errorf("asks about line %d of none", i)
	}
}

// Lines that go far back, contradictory answers and odd chances leave chances.
func FuzzChances(f *testing.F) {
	f.Add([]byte{1, 2, 3, 200, 100, 50})
	f.Fuzz(func(t *testing.T, data []byte) {
		lines := make([]Line, min(len(data), 300))
		for i := range lines {
			lines[i].Words = int(data[i] % 11)
			lines[i].Origins = []streams.Origin{{Line: int(data[i]) % len(lines), Chance: float64(data[len(data)-1-i]) / 255}}
			lines[i].Said = [...]corpus.Side{"", "", "", corpus.Left, corpus.Right}[data[i]%5]
		}
		chances := Chances(lines)
		for i, c := range chances {
			if !(c >= 0 && c <= 1) || lines[i].Said == corpus.Left && c > 1e-9 || lines[i].Said == corpus.Right && c < 1-1e-9 {
				t.Fatalf("line %d, said to stand %q, has a chance of %v", i, lines[i].Said, c)
			}
		}
		Ask(lines, chances, none)
	})
}
