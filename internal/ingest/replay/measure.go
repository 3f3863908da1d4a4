package replay

import (
	"math"
	"strings"

	"recto/internal/corpus"
)

// same reports whether two texts are the same but for blanks.
func same(a, b string) bool { return squash(a) == squash(b) }

func squash(s string) string { return strings.Join(strings.Fields(s), "") }

func lastWord(s string) string {
	f := strings.Fields(s)
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}

func allButLast(s string) string {
	f := strings.Fields(s)
	return strings.Join(f[:max(0, len(f)-1)], " ")
}

// overlap is the area that two boxes share.
func overlap(a, b corpus.Box) float64 {
	w := min(a.X2, b.X2) - max(a.X1, b.X1)
	h := min(a.Y2, b.Y2) - max(a.Y1, b.Y1)
	return max(0, w) * max(0, h)
}

// across is what two boxes that share some height share of the width of both.
// Edges that differ by less than a tenth of the height count as one.
func across(a, b corpus.Box) float64 {
	if overlap(a, b) == 0 {
		return 0
	}
	slack := min(a.Height(), b.Height()) / 10
	apart := max(0, math.Abs(a.X1-b.X1)-slack) + max(0, math.Abs(a.X2-b.X2)-slack)
	return max(0, 1-apart/a.Union(b).Width())
}

// alike is how alike two texts are but for blanks, from 0 to 1: 1 less the edits
// between them for each letter of the longer.
func alike(a, b string) float64 {
	x, y := []rune(squash(a)), []rune(squash(b))
	if len(x) == 0 && len(y) == 0 {
		return 1
	}
	return 1 - float64(distance(x, y))/float64(max(len(x), len(y)))
}

// distance is the number of insertions, deletions and substitutions.
func distance(x, y []rune) int {
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		corner := row[0]
		row[0] = i + 1
		for j := range y {
			change := corner
			if x[i] != y[j] {
				change++
			}
			corner = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
