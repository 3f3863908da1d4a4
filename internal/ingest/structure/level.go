package structure

import (
	"math"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// levels are the type sizes, greatest first, below which headings are of the
// next level. They hold for a whole volume, which is set alike throughout.
type levels []float64

const (
	mostLevels = 3
	leastApart = 0.09 // of the body's size, between the means of two levels
	leastClear = 3.2  // the same in deviations within them; a single bell comes to 2.7 when it is cut in half
)

// learnLevels parts the sizes of all headings of a volume into as many levels as
// stand clearly apart.
func learnLevels(parts [][]row) levels {
	var sizes []float64
	for _, rows := range parts {
		for _, r := range rows {
			if r.kind == corpus.Heading && r.start && r.line.Size > 0 {
				sizes = append(sizes, r.line.Size)
			}
		}
	}
	slices.Sort(sizes)
	limits := partings(sizes, mostLevels-1)
	slices.Sort(limits)
	slices.Reverse(limits)
	return limits[:min(len(limits), mostLevels-1)]
}

// partings are the limits between groups of sorted sizes: the one that leaves
// least variance within the groups (Otsu 1979), then those within its groups.
func partings(sizes []float64, deep int) []float64 {
	at, clear := bestParting(sizes)
	if deep == 0 || !clear {
		return nil
	}
	out := []float64{(sizes[at-1] + sizes[at]) / 2}
	out = append(out, partings(sizes[:at], deep-1)...)
	return append(out, partings(sizes[at:], deep-1)...)
}

// bestParting is the index of the first size of the upper group.
func bestParting(sizes []float64) (at int, clear bool) {
	least := math.Inf(1)
	for i := 2; i+2 <= len(sizes); i++ {
		if sizes[i] == sizes[i-1] {
			continue
		}
		_, a := spread(sizes[:i])
		_, b := spread(sizes[i:])
		if a+b < least {
			at, least = i, a+b
		}
	}
	if at == 0 {
		return 0, false
	}
	low, _ := spread(sizes[:at])
	high, _ := spread(sizes[at:])
	deviation := math.Sqrt(least / float64(len(sizes)))
	return at, high-low >= leastApart && high-low >= leastClear*deviation
}

// spread is the mean of some values, and the sum of their squared distances from it.
func spread(vs []float64) (mean, squares float64) {
	for _, v := range vs {
		mean += v / float64(len(vs))
	}
	for _, v := range vs {
		squares += (v - mean) * (v - mean)
	}
	return mean, squares
}

// set gives headings their levels: by their numbers, else by type size.
func (l levels) set(rows []row) {
	for i := range rows {
		r := &rows[i]
		if r.kind != corpus.Heading || !r.start || r.level > 0 {
			continue
		}
		r.level = 1
		if plainNum.MatchString(r.label) {
			r.level = 1 + strings.Count(r.label, ".")
			continue
		}
		for _, limit := range l {
			if r.line.Size > 0 && r.line.Size < limit {
				r.level++
			}
		}
	}
}
