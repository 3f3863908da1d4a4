package publish

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// noteMark is a footnote's place: the token that carries its mark.
type noteMark struct {
	number int    // of the footnote, 1-based in the volume
	mark   string // as printed; empty for a note in the margin, which is called after its token
	after  string // what stands after it in its token
	note   int    // index of its block
	token  int    // index in the tokens of the block that holds the mark
}

// cut is text without the mark that it ends with, and what stands after the mark.
func (n noteMark) cut(text string) (before, after string) {
	if before, ok := strings.CutSuffix(text, n.mark+n.after); ok && n.mark != "" {
		return before, n.after
	}
	return text, ""
}

// placeNotes gives the marks of each block's notes in order, and the indices of
// the notes that are marked nowhere in the text. A note in the margin is called
// where the line begins that it stands beside. The head of a paper is written
// from its description, and has no marks.
func (m *markdown) placeNotes(blocks []corpus.Block) (marks map[int][]noteMark, loose []int) {
	notes := map[string]int{} // still to be placed, by id
	for i, b := range blocks {
		if b.Kind == corpus.Note && bodyText(b) != "" {
			notes[b.ID] = i
		}
	}
	marks = map[int][]noteMark{}
	beside := marginNotes(blocks)
	for i, b := range blocks {
		if b.Kind == corpus.Note || b.Kind == corpus.ReferenceBlock || head(b.Kind) {
			continue
		}
		for _, at := range b.Marks {
			note, ok := notes[at.Note]
			_, mark, after, is := at.Cut(b)
			if !ok || !is || at.Token < len(b.Tokens)-len(body(b)) {
				continue
			}
			delete(notes, at.Note)
			m.notes++
			marks[i] = append(marks[i], noteMark{m.notes, mark, after, note, at.Token})
		}
		for t := len(b.Tokens) - len(body(b)); t < len(b.Tokens); t++ {
			note, ok := beside[b.Tokens[t].ID()]
			if _, open := notes[blocks[note].ID]; !ok || !open || slices.ContainsFunc(marks[i], func(o noteMark) bool { return o.token == t }) {
				continue
			}
			delete(notes, blocks[note].ID)
			m.notes++
			marks[i] = append(marks[i], noteMark{number: m.notes, note: note, token: t})
		}
		slices.SortStableFunc(marks[i], func(a, b noteMark) int { return a.token - b.token })
	}
	return marks, slices.Sorted(maps.Values(notes))
}

// marginNotes are the notes in the margin by the token that begins the line beside
// them; of several, the first.
func marginNotes(blocks []corpus.Block) map[string]int {
	out := map[string]int{}
	for i, b := range blocks {
		if _, ok := out[b.Beside]; !ok && b.Kind == corpus.Note && b.Beside != "" {
			out[b.Beside] = i
		}
	}
	return out
}

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
		before, after := n.cut(corpus.Join([]corpus.Token{t}))
		run = append(run, before)
		if ok {
			flush(&out, run)
			fmt.Fprintf(&out, "[^%d]%s", n.number, escape(after))
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
