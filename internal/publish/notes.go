package publish

import (
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// noteMark is a footnote's place: the token that carries its mark.
type noteMark struct {
	number int    // of the footnote, 1-based in the volume
	mark   string // as printed
	note   int    // index of its block
	token  int    // index in the tokens of the block that holds the mark
}

// placeNotes finds for each note the token with its mark, on the note's page
// and after the mark before it. It gives the marks of each block in order, and
// the indices of the notes whose mark was not found.
func (m *markdown) placeNotes(blocks []corpus.Block) (marks map[int][]noteMark, loose []int) {
	marks = map[int][]noteMark{}
	at := position{}
	for i, b := range blocks {
		if b.Kind != corpus.Note || bodyText(b) == "" {
			continue
		}
		p, ok := findMark(blocks, b, at)
		if !ok {
			loose = append(loose, i)
			continue
		}
		m.notes++
		marks[p.block] = append(marks[p.block], noteMark{m.notes, b.Label, i, p.token})
		at = position{p.block, p.token + 1}
	}
	return marks, loose
}

type position struct{ block, token int }

// findMark is the first token at or after from, on the note's page, that ends
// with its mark.
func findMark(blocks []corpus.Block, note corpus.Block, from position) (position, bool) {
	page := note.Page()
	for i := from.block; i < len(blocks) && note.Label != ""; i++ {
		b := blocks[i]
		if b.Kind == corpus.Note || b.Kind == corpus.ReferenceBlock || head(b.Kind) {
			continue
		}
		start := len(b.Tokens) - len(body(b))
		if i == from.block {
			start = max(start, from.token)
		}
		for j := start; j < len(b.Tokens); j++ {
			t := b.Tokens[j]
			if t.Gap == "" && t.Page == page && carries(t.Text, note.Label) {
				return position{i, j}, true
			}
		}
	}
	return position{}, false
}

// carries reports whether a word ends with a note mark: the mark must follow a
// letter or closing punctuation directly, so that "in 1998" carries no note 8.
// A figure that stands alone is more often a number than a mark.
func carries(word, mark string) bool {
	stem, ok := strings.CutSuffix(word, mark)
	if !ok || stem == "" {
		return ok && strings.Trim(mark, "*†‡§") == ""
	}
	last := stem[len(stem)-1]
	return last > '9' && last != '_' || strings.IndexByte(".,;:!?)'\"", last) >= 0 && !numeral(stem)
}

// numeral reports whether a stem such as "3." is the front of a number like 3.1.
func numeral(stem string) bool { return strings.Trim(stem, "0123456789.,:") == "" }

// marked is a block's escaped text with footnote references in place of marks.
func marked(b corpus.Block, marks []noteMark) string {
	at := map[int]noteMark{}
	for _, n := range marks {
		at[n.token] = n
	}
	var out strings.Builder
	var run []string
	from := len(b.Tokens) - len(body(b))
	for i, t := range b.Tokens[from:] {
		n, ok := at[from+i]
		run = append(run, strings.TrimSuffix(corpus.Join([]corpus.Token{t}), n.mark))
		if ok {
			flush(&out, run)
			fmt.Fprintf(&out, "[^%d]", n.number)
			run = run[:0]
		}
	}
	flush(&out, run)
	return out.String()
}

// flush writes words escaped, parted by a space from what stands there already.
func flush(out *strings.Builder, words []string) {
	text := escape(strings.Join(words, " "))
	if text == "" {
		return
	}
	if out.Len() > 0 {
		out.WriteByte(' ')
	}
	out.WriteString(text)
}
