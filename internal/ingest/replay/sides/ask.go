package sides

import (
	"cmp"
	"slices"

	"recto/internal/corpus"
)

// Ask is the line of which it is best to know the side, and by how many words
// the part of the scan that stands on the right page is expected to grow by the
// answer; -1 where no answer changes anything. Chances are those of the lines.
// Lines for which skip is true are not asked about.
func Ask(lines []Line, chances []float64, skip func(line int) bool) (line int, gain float64) {
	line = -1
	now := right(lines, chances)
	for _, i := range doubtful(lines, chances, skip) {
		if g := expected(lines, chances, i) - now; g > gain {
			line, gain = i, g
		}
	}
	return line, gain
}

// few is how many lines are weighed before one is asked about.
const few = 8

// doubtful are the lines of which the side is least known, by their words.
func doubtful(lines []Line, chances []float64, skip func(line int) bool) []int {
	var all []int
	for i, l := range lines {
		if l.Said == "" && !skip(i) {
			all = append(all, i)
		}
	}
	doubt := func(i int) float64 { return float64(lines[i].Words) * min(chances[i], 1-chances[i]) }
	slices.SortStableFunc(all, func(a, b int) int { return cmp.Compare(doubt(b), doubt(a)) })
	return all[:min(len(all), few)]
}

// expected is how many words stand on the right page once the side of a line is
// known, over both answers.
func expected(lines []Line, chances []float64, i int) float64 {
	sum := 0.
	for side, chance := range map[corpus.Side]float64{corpus.Left: 1 - chances[i], corpus.Right: chances[i]} {
		told := slices.Clone(lines)
		told[i].Said = side
		sum += chance * right(told, Chances(told))
	}
	return sum
}

// right is how many words are expected to stand on their page if every line is
// put where it likeliest belongs.
func right(lines []Line, chances []float64) float64 {
	sum := 0.
	for i, l := range lines {
		sum += float64(l.Words) * max(chances[i], 1-chances[i])
	}
	return sum
}
