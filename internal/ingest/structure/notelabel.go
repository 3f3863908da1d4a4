package structure

import (
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// numberNotes gives notes whose marks were misread, as small raised figures are,
// the numbers that the others count: those that were read at the note, or where
// it is marked, must agree on a numbering that goes up by one from note to note,
// through the part or through the volume. Marked says which numbers were read
// where notes are marked, by the note's block.
func numberNotes(parts []corpus.Part, marked map[string]int) {
	var all []*corpus.Block
	for _, p := range parts {
		own := notesOf(p)
		all = append(all, own...)
		numberAs(own, marked)
	}
	numberAs(all, marked)
}

// numberUnread numbers the notes of the parts in which not one number was read
// from 1 on, unless they are marked by signs.
func numberUnread(parts []corpus.Part) {
	for _, p := range parts {
		own := notesOf(p)
		if !signed(own) {
			number(own, 1)
		}
	}
}

// calls reports whether a block is a note that is marked in the text, as one in
// the margin need not be.
func calls(b corpus.Block) bool {
	return b.Kind == corpus.Note && (b.Beside == "" || b.Label != "")
}

func notesOf(p corpus.Part) []*corpus.Block {
	var own []*corpus.Block
	for i := range p.Blocks {
		if calls(p.Blocks[i]) {
			own = append(own, &p.Blocks[i])
		}
	}
	return own
}

// numberAs numbers notes as most of them are, those that bear a sign counted
// along or not.
func numberAs(notes []*corpus.Block, marked map[string]int) {
	var plain []*corpus.Block
	for _, n := range notes {
		if !strings.ContainsAny(n.Label, noteSigns) {
			plain = append(plain, n)
		}
	}
	first, votes := numbering(notes, marked)
	if other, more := numbering(plain, marked); more > votes {
		notes, first, votes = plain, other, more
	}
	if votes > 0 {
		number(notes, first)
	}
}

// numbering is the number of the first of some notes: what most of those that
// have a number say, two at least or the only one, and more than say otherwise;
// and how many say so, 0 for none.
func numbering(notes []*corpus.Block, marked map[string]int) (first, votes int) {
	said := map[int]int{}
	read := 0
	for i, n := range notes {
		k, err := strconv.Atoi(plainDigits(n.Label))
		if err != nil {
			k = marked[n.ID]
		}
		if k > 0 {
			said[k-i]++
			read++
		}
	}
	for f, n := range said {
		if n > votes || n == votes && f < first {
			first, votes = f, n
		}
	}
	if 2*votes <= read || first < 1 || votes == 1 && first > 1 {
		return 0, 0
	}
	return first, votes
}

// number labels the notes that have no number of their own.
func number(notes []*corpus.Block, first int) {
	for i, n := range notes {
		if _, err := strconv.Atoi(plainDigits(n.Label)); err != nil {
			n.Label = strconv.Itoa(first + i)
		}
	}
}

// noteSigns are the signs that mark notes, in their order (Chicago Manual of Style, 14.25).
const noteSigns = "*†‡§¶"

// signed reports whether notes are marked by signs, which differ on a page:
// where they do not, they are what figures were taken for.
func signed(notes []*corpus.Block) bool {
	signs := 0
	for i, n := range notes {
		if n.Label == "" {
			continue
		}
		if !strings.ContainsAny(n.Label, noteSigns) || i > 0 && notes[i-1].Label == n.Label && notes[i-1].Page() == n.Page() {
			return false
		}
		signs++
	}
	return 2*signs >= len(notes)
}
