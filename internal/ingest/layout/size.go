package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// scale tells sizes relative to the body text of a source.
type scale struct {
	body     float64 // the body's size in the unit in use
	declared bool    // whether sizes are those that the source declares
}

// measureSizes finds the body size. Typeset sources declare a few exact sizes.
// The sizes of an OCR layer are guessed line by line and waver; there the width
// of words, which an OCR measures well, gives the size.
func measureSizes(leaves []leaf) scale {
	letters := map[float64]int{}
	var declared, widths []float64
	all := 0
	for _, l := range leaves {
		for _, it := range l.items {
			n := len(it.word.Raw)
			all += n
			letters[it.word.Size] += n
			if n >= 4 {
				declared = append(declared, it.word.Size)
				widths = append(widths, em(it))
			}
		}
	}
	counts := make([]int, 0, len(letters))
	for size, n := range letters {
		if size > 0 {
			counts = append(counts, n)
		}
	}
	slices.SortFunc(counts, func(a, b int) int { return b - a })
	few := 0
	for _, n := range counts[:min(4, len(counts))] {
		few += n
	}
	if len(counts) > 0 && 2*counts[0] > all && 10*few > 9*all {
		return scale{median(declared), true}
	}
	return scale{median(widths), false}
}

// size is the row's size relative to the body, 0 if unknown.
func (s scale) size(r row) float64 {
	var sizes []float64
	for _, it := range r.items {
		v := it.word.Size
		if !s.declared {
			v = em(it)
		}
		if v > 0 {
			for range len(it.word.Raw) {
				sizes = append(sizes, v)
			}
		}
	}
	if len(sizes) < 4 || s.body == 0 {
		return 0
	}
	return math.Round(100*median(sizes)/s.body) / 100
}

// em is the size at which the word would be as wide as it is, in a common book face.
func em(it item) float64 {
	units := 0.0
	for _, r := range it.word.Raw {
		units += letterWidth(r)
	}
	if units == 0 {
		return 0
	}
	return (it.x2 - it.x1) / units
}

// letterWidth is about a letter's width in ems in faces like Times.
func letterWidth(r rune) float64 {
	switch {
	case strings.ContainsRune("ijltfI.,;:!'|()[]-‘’", r):
		return 0.3
	case strings.ContainsRune("mM", r):
		return 0.82
	case strings.ContainsRune("wW", r):
		return 0.8
	case strings.ContainsRune("rs", r):
		return 0.37
	case unicode.IsUpper(r):
		return 0.68
	}
	return 0.47
}
