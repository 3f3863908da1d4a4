package server

import "recto/internal/corpus"

// notePlaces says where in a part's text its notes are marked.
type notePlaces struct {
	marks  map[tokenPlace]noteMark
	placed map[int]string // by block of the note, the id of its mark
	listed map[int]bool   // notes of a list under a heading of its own, not of a page's foot
}

// tokenPlace is a token by its block and its place in there.
type tokenPlace struct{ block, token int }

// noteMark is the part of a token's text that prints the mark of a note, as
// byte offsets, and the block of the note.
type noteMark struct {
	from, to int
	note     int
}

// findNotes takes a part's notes to the marks that were found for them, those of
// blocks that are shown, and notes in the margin to the beginning of the line that
// they stand beside. A note that is marked nowhere stays where it is printed.
func findNotes(blocks []corpus.Block, shown func(corpus.BlockKind) bool) notePlaces {
	places := notePlaces{map[tokenPlace]noteMark{}, map[int]string{}, map[int]bool{}}
	notes, beside, listing := map[string]int{}, map[string]int{}, false
	for i, b := range blocks {
		if b.Kind != corpus.Note {
			listing = b.Kind == corpus.Heading
			continue
		}
		notes[b.ID] = i
		if b.Beside != "" {
			beside[b.Beside] = i
		} else if listing {
			places.listed[i] = true
		}
	}
	for i, b := range blocks {
		if b.Kind == corpus.Note || !shown(b.Kind) {
			continue
		}
		for _, m := range b.Marks {
			note, ok := notes[m.Note]
			if _, _, _, is := m.Cut(b); !ok || !is || places.placed[note] != "" || m.Token < apart(b) {
				continue
			}
			places.marks[tokenPlace{i, m.Token}] = noteMark{m.From, m.To, note}
			places.placed[note] = "mark-" + m.Note
		}
		places.setBeside(i, b, beside)
	}
	return places
}

// besideSign calls a note in the margin that has no mark of its own.
const besideSign = "*"

// setBeside takes notes in the margin to the words of a block that begin the
// lines beside them.
func (p notePlaces) setBeside(block int, b corpus.Block, beside map[string]int) {
	if len(beside) == 0 {
		return
	}
	for t := apart(b); t < len(b.Tokens); t++ {
		note, ok := beside[b.Tokens[t].ID()]
		if at := (tokenPlace{block, t}); ok && p.placed[note] == "" && p.marks[at] == (noteMark{}) && b.Tokens[t].Gap == "" {
			end := len(b.Tokens[t].Text)
			p.marks[at] = noteMark{end, end, note}
			p.placed[note] = "mark-" + b.Tokens[t].ID() + "-beside"
		}
	}
}
