package layout

import (
	"slices"
	"strings"
	"unicode"
)

// letterKey is the line's letters in lower case.
func letterKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// letterPairs is every pair of neighbouring letters of a line, sorted.
func letterPairs(s string) []uint64 {
	letters := []rune(letterKey(s))
	pairs := make([]uint64, 0, len(letters))
	for i := 1; i < len(letters); i++ {
		pairs = append(pairs, uint64(letters[i-1])<<32|uint64(letters[i]))
	}
	slices.Sort(pairs)
	return pairs
}

// alike is Dice's coefficient over the letter pairs of two lines: the share that
// they have in common, 1 for the same letters. OCR damage lowers it gently.
func alike(a, b []uint64) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
