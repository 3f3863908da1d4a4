package layout

import (
	"math/bits"
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

// letterPairs is every pair of neighbouring letters of a line, sorted, and marks
// for those that there are, for a first look.
type letterPairs struct {
	sorted []uint64
	marks  [4]uint64
}

func newLetterPairs(s string) letterPairs {
	letters := []rune(letterKey(s))
	p := letterPairs{sorted: make([]uint64, 0, len(letters))}
	for i := 1; i < len(letters); i++ {
		pair := uint64(letters[i-1])<<32 | uint64(letters[i])
		p.sorted = append(p.sorted, pair)
		mark := pair * 0x9E3779B97F4A7C15 >> 56
		p.marks[mark/64] |= 1 << (mark % 64)
	}
	slices.Sort(p.sorted)
	return p
}

func (p *letterPairs) len() int { return len(p.sorted) }

// alike reports whether Dice's coefficient over the letter pairs of two lines is
// that high: the share that they have in common, 1 for the same letters. OCR
// damage lowers it gently.
func alike(a, b *letterPairs, least float64) bool {
	all := float64(a.len() + b.len())
	if all == 0 || 2*float64(min(a.len()-a.lacking(b), b.len()-b.lacking(a)))/all < least {
		return false
	}
	common := 0
	for i, j := 0, 0; i < a.len() && j < b.len(); {
		switch {
		case a.sorted[i] < b.sorted[j]:
			i++
		case a.sorted[i] > b.sorted[j]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return 2*float64(common)/all >= least
}

// lacking is how many of a line's pairs another lacks at least.
func (p *letterPairs) lacking(other *letterPairs) int {
	n := 0
	for k, m := range p.marks {
		n += bits.OnesCount64(m &^ other.marks[k])
	}
	return n
}
