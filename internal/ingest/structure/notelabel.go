package structure

import (
	"strconv"

	"recto/internal/corpus"
)

// numberNotes gives notes whose marks were misread, as small raised figures are,
// the numbers that the others count: those that were read must agree on a
// numbering that goes up by one from note to note, through the part or through the volume.
func numberNotes(parts []corpus.Part) {
	var all []*corpus.Block
	for _, p := range parts {
		var own []*corpus.Block
		for i := range p.Blocks {
			if p.Blocks[i].Kind == corpus.Note {
				own = append(own, &p.Blocks[i])
			}
		}
		all = append(all, own...)
		if first, ok := numbering(own); ok {
			number(own, first)
		}
	}
	if first, ok := numbering(all); ok {
		number(all, first)
	}
}

// numbering is the number of the first of some notes: what most of those that
// have a number say, two at least or the only one, and more than say otherwise.
func numbering(notes []*corpus.Block) (first int, ok bool) {
	votes := map[int]int{}
	read := 0
	for i, n := range notes {
		if k, err := strconv.Atoi(plainDigits(n.Label)); err == nil {
			votes[k-i]++
			read++
		}
	}
	best := 0
	for f, n := range votes {
		if n > best || n == best && f < first {
			first, best = f, n
		}
	}
	return first, best > 0 && 2*best > read && first > 0 && (best > 1 || first == 1)
}

// number labels the notes that have no number of their own.
func number(notes []*corpus.Block, first int) {
	for i, n := range notes {
		if _, err := strconv.Atoi(plainDigits(n.Label)); err != nil {
			n.Label = strconv.Itoa(first + i)
		}
	}
}
