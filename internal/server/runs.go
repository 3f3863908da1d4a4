package server

import (
	"strings"

	"recto/internal/corpus"
)

// runWriter collects runs. Spaces stand between tokens, and belong to the plain
// text between marks.
type runWriter struct {
	runs   []run
	grows  []byte // the text of the last piece of the last run, until it is settled
	tokens []corpus.Token
	looks  []look // of each token
	note   func(token int) (noteMark, run, bool)
}

// space adds a space to the plain text, unless the block begins here. It is lit
// between words that are.
func (w *runWriter) space(between look) {
	if n := len(w.runs); n > 0 && w.runs[n-1].Kind != turnRun {
		between.Hit = between.Hit && w.runs[n-1].Kind == plainRun
		w.text(" ", between)
	}
}

func (w *runWriter) text(text string, l look) {
	if n := len(w.runs); n == 0 || w.runs[n-1].Kind != plainRun {
		w.push(run{})
	}
	last := &w.runs[len(w.runs)-1]
	if n := len(last.Pieces); n == 0 || last.Pieces[n-1].look != l || l.URL != "" {
		w.settle()
		last.Pieces = append(last.Pieces, piece{look: l})
	}
	w.grows = append(w.grows, text...)
}

// push adds runs after what was written.
func (w *runWriter) push(runs ...run) {
	w.settle()
	w.runs = append(w.runs, runs...)
}

// settle gives the last piece the text that it grew by.
func (w *runWriter) settle() {
	if len(w.grows) == 0 {
		return
	}
	pieces := w.runs[len(w.runs)-1].Pieces
	pieces[len(pieces)-1].Text += string(w.grows)
	w.grows = w.grows[:0]
}

// done is all that was written.
func (w *runWriter) done() []run {
	w.settle()
	return w.runs
}

// between is the look of the space before a token: that which it shares with the
// token before.
func (w *runWriter) between(i int) look {
	if i == 0 {
		return look{}
	}
	a, b := w.looks[i-1], w.looks[i]
	both := look{Hit: a.Hit && b.Hit, Among: a.Among && b.Among}
	if a.Noted == b.Noted {
		both.Noted = a.Noted
	}
	return both
}

func (w *runWriter) token(i int) {
	t := w.tokens[i]
	mark, note, noted := w.note(i)
	if noted {
		if mark.from > 0 {
			w.space(w.between(i))
			w.text(t.Text[:mark.from], w.looks[i])
		}
		w.push(note)
		w.rest(t.Text[mark.to:])
		return
	}
	w.space(w.between(i))
	if t.Gap != "" {
		w.push(run{Kind: gapRun, Title: t.Gap})
		return
	}
	w.text(t.Text, w.looks[i])
}

// rest writes punctuation that clings to what is before it.
func (w *runWriter) rest(text string) {
	if text != "" {
		w.text(text, look{})
	}
}

// marked writes the tokens of a mark; the punctuation around them stays out of it.
func (w *runWriter) marked(m run, from, to int) {
	shared := w.between(from)
	w.space(look{Among: shared.Among, Noted: shared.Noted})
	all, notes := w.pieces(from, to)
	before, pieces, after := trimmed(all)
	w.rest(before)
	if m.Pieces = pieces; textOf(pieces) != "" {
		w.push(m)
	}
	w.rest(after)
	w.push(notes...)
}

// pieces are tokens inside a mark; the notes marked there come after it.
func (w *runWriter) pieces(from, to int) (pieces []piece, notes []run) {
	for i := from; i < to; i++ {
		if i > from {
			pieces = appendPiece(pieces, " ", w.between(i))
		}
		text := w.tokens[i].Text
		if w.tokens[i].Gap != "" {
			text = corpus.GapMark
		}
		if mark, note, noted := w.note(i); noted {
			text = text[:mark.from] + text[mark.to:]
			notes = append(notes, note)
		}
		l := w.looks[i]
		l.URL = "" // the mark is a link itself
		pieces = appendPiece(pieces, text, l)
	}
	return pieces, notes
}

func appendPiece(pieces []piece, text string, l look) []piece {
	if n := len(pieces); n > 0 && pieces[n-1].look == l && l.URL == "" {
		pieces[n-1].Text += text
		return pieces
	}
	return append(pieces, piece{text, l})
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
