package server

import (
	"strings"

	"recto/internal/corpus"
)

// runWriter collects runs. Spaces stand between tokens, and belong to the plain
// text between marks.
type runWriter struct {
	runs   []run
	tokens []corpus.Token
	lit    []bool
}

// space adds a space to the plain text, unless the block begins here. It is lit
// between words that are.
func (w *runWriter) space(hit bool) {
	if n := len(w.runs); n > 0 && w.runs[n-1].Kind != turnRun {
		w.text(" ", hit && w.runs[n-1].Kind == plainRun)
	}
}

func (w *runWriter) text(text string, hit bool) {
	if n := len(w.runs); n == 0 || w.runs[n-1].Kind != plainRun {
		w.runs = append(w.runs, run{})
	}
	last := &w.runs[len(w.runs)-1]
	last.Pieces = appendPiece(last.Pieces, text, hit)
}

func (w *runWriter) token(i int) {
	t := w.tokens[i]
	w.space(i > 0 && w.lit[i-1] && w.lit[i])
	if t.Gap != "" {
		w.runs = append(w.runs, run{Kind: gapRun, Title: t.Gap})
		return
	}
	w.text(t.Text, w.lit[i])
}

// marked writes the tokens of a mark; the punctuation around them stays out of it.
func (w *runWriter) marked(m run, from, to int) {
	w.space(false)
	before, pieces, after := trimmed(w.pieces(from, to))
	if before != "" {
		w.text(before, false)
	}
	if m.Pieces = pieces; textOf(pieces) != "" {
		w.runs = append(w.runs, m)
	}
	if after != "" {
		w.text(after, false)
	}
}

func (w *runWriter) pieces(from, to int) []piece {
	var pieces []piece
	for i := from; i < to; i++ {
		if i > from {
			pieces = appendPiece(pieces, " ", w.lit[i-1] && w.lit[i])
		}
		text := w.tokens[i].Text
		if w.tokens[i].Gap != "" {
			text = corpus.GapMark
		}
		pieces = appendPiece(pieces, text, w.lit[i])
	}
	return pieces
}

func appendPiece(pieces []piece, text string, hit bool) []piece {
	if n := len(pieces); n > 0 && pieces[n-1].Hit == hit {
		pieces[n-1].Text += text
		return pieces
	}
	return append(pieces, piece{text, hit})
}

// trimmed takes the punctuation off both ends, brackets only where their other
// half is not inside.
func trimmed(pieces []piece) (before string, inner []piece, after string) {
	whole := textOf(pieces)
	first, last := &pieces[0], &pieces[len(pieces)-1]
	before = first.Text[:len(first.Text)-len(strings.TrimLeft(first.Text, openers(whole)))]
	first.Text = first.Text[len(before):]
	after = last.Text[len(strings.TrimRight(last.Text, closers(whole))):]
	last.Text = last.Text[:len(last.Text)-len(after)]
	return before, pieces, after
}

func openers(whole string) string {
	if strings.Count(whole, "(") > strings.Count(whole, ")") {
		return `"'“‘([`
	}
	return `"'“‘`
}

func closers(whole string) string {
	if strings.Count(whole, ")") > strings.Count(whole, "(") {
		return `"'”’.,;:!?)]`
	}
	return `"'”’.,;:!?`
}

func textOf(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}
