package server

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

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

// findNotes pairs notes with their marks. A note at the foot of a page is marked
// on that page, one of a list anywhere before it, and the marks come in the
// order of the notes. A note whose mark is not surely found has none.
func findNotes(blocks []corpus.Block) notePlaces {
	places := notePlaces{map[tokenPlace]noteMark{}, map[int]string{}, map[int]bool{}}
	listing := false
	var after tokenPlace
	for i, b := range blocks {
		if b.Kind != corpus.Note {
			listing = b.Kind == corpus.Heading
			continue
		}
		if listing {
			places.listed[i] = true
		}
		if b.Label == "" {
			continue
		}
		if at, mark, ok := markOf(blocks, i, after, listing); ok {
			mark.note = i
			places.marks[at] = mark
			places.placed[i] = "mark-" + b.ID
			after = tokenPlace{at.block, at.token + 1}
		}
	}
	return places
}

// markOf looks for the mark of a note between a place and the note.
func markOf(blocks []corpus.Block, note int, after tokenPlace, anywhere bool) (tokenPlace, noteMark, bool) {
	label, page := plainDigits(blocks[note].Label), blocks[note].Page()
	for i := after.block; i < note; i++ {
		b := blocks[i]
		if b.Kind == corpus.Note || b.Kind == corpus.ReferenceBlock || b.Kind == corpus.Table {
			continue
		}
		for j, t := range b.Tokens {
			if i == after.block && j < after.token || t.Gap != "" || !anywhere && t.Page != page {
				continue
			}
			if mark, ok := markIn(b.Tokens, j, label); ok {
				return tokenPlace{i, j}, mark, true
			}
		}
	}
	return tokenPlace{}, noteMark{}, false
}

// markIn finds a note's mark in a token: at the end of its word, as in
// "practice.3" and "practice3.", or alone where it is raised on the scan or can
// be nothing else.
func markIn(tokens []corpus.Token, at int, label string) (noteMark, bool) {
	text := tokens[at].Text
	bare := strings.TrimRight(text, `.,;:!?)”’"'`)
	if trimmed := plainDigits(bare); !strings.HasSuffix(trimmed, label) {
		return noteMark{}, false
	}
	from := len(bare)
	for range utf8.RuneCountInString(label) {
		_, size := utf8.DecodeLastRuneInString(bare[:from])
		from -= size
	}
	mark := noteMark{from: from, to: len(bare)}
	symbol := !strings.ContainsFunc(label, unicode.IsDigit)
	if from == 0 {
		return mark, at > 0 && (symbol || raised(tokens[at-1], tokens[at]))
	}
	last, _ := utf8.DecodeLastRuneInString(text[:from])
	word := strings.ContainsFunc(text[:from], unicode.IsLetter)
	return mark, word && (unicode.IsLower(last) || strings.ContainsRune(`.,;:!?)”’"'`, last)) && from > 1
}

// raised reports whether a token stands higher on the scan than the one before
// it, as the mark of a note does.
func raised(before, t corpus.Token) bool {
	if len(before.Words) == 0 || len(t.Words) == 0 {
		return false
	}
	word, mark := before.Words[len(before.Words)-1], t.Words[0]
	if !word.HasBox() || !mark.HasBox() || word.Scan != mark.Scan || mark.Box.Y1 > word.Box.Y2 || mark.Box.Y2 < word.Box.Y1-word.Box.Height() {
		return false
	}
	const baseline = 0.68 // of a word's box from its top; a foot is at 0.77 even of a word with a descender
	return mark.Box.Y2 < word.Box.Y1+baseline*word.Box.Height()
}

// plainDigits writes raised digits as others.
func plainDigits(text string) string { return raisedDigits.Replace(text) }

var raisedDigits = strings.NewReplacer("¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9", "⁰", "0")
