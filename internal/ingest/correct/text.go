package correct

import (
	"strings"
	"unicode"

	"recto/internal/corpus"
	"recto/internal/language"
)

// Change is a correction in a text.
type Change struct {
	Line       int    // 1-based
	Col        int    // 0-based, in characters
	Raw        string // as it stood; words parted by single blanks
	Text       string // as it reads
	Rule       string
	Confidence float64 // that Text is what was printed, 0 to 1
}

// Text corrects a text by itself. The lines stay as many as they are, and a
// line in which nothing changes stays as it is, blanks and all. A word broken
// over a line end is put together on the first of its lines. An empty line is
// taken for a break that no word goes over.
func Text(m *language.Model, text string, terms []string) (string, []Change) {
	t := splitText(text)
	e := newEngine(m, t.pieces, terms)
	for _, tok := range e.tokens(e.decide()) {
		t.place(tok)
	}
	return t.join(), t.changes
}

// lines is a text taken apart.
type lines struct {
	raw     []string
	pieces  []piece
	cols    []int      // of each piece, in characters
	words   [][]string // that each line now has
	touched []bool
	changes []Change
}

func splitText(text string) *lines {
	t := &lines{raw: strings.Split(text, "\n")}
	t.words, t.touched = make([][]string, len(t.raw)), make([]bool, len(t.raw))
	for n, line := range t.raw {
		first := len(t.pieces)
		col, from, start := 0, -1, 0
		for i, r := range line {
			switch space := unicode.IsSpace(r); {
			case space && from >= 0:
				t.add(line[from:i], n, start)
				from = -1
			case !space && from < 0:
				from, start = i, col
			}
			col++
		}
		if from >= 0 {
			t.add(line[from:], n, start)
		}
		if last := len(t.pieces); last > first {
			t.pieces[first].bol, t.pieces[last-1].eol = true, true
			continue
		}
		if first > 0 {
			t.pieces[first-1].cut = true
		}
	}
	return t
}

func (t *lines) add(raw string, line, col int) {
	t.pieces = append(t.pieces, piece{raw: raw, line: line})
	t.cols = append(t.cols, col)
}

// place sets a token on the line of its first piece.
func (t *lines) place(tok token) {
	if len(tok.pieces) == 0 {
		return
	}
	first := tok.pieces[0]
	line := t.pieces[first].line
	if tok.text != "" {
		t.words[line] = append(t.words[line], tok.text)
	}
	if tok.emendation == nil || tok.emendation.Kind == corpus.Unchanged {
		return
	}
	c := Change{Line: line + 1, Col: t.cols[first], Text: tok.text, Rule: tok.emendation.Rule, Confidence: tok.emendation.Confidence}
	for k, p := range tok.pieces {
		if k > 0 {
			c.Raw += " "
		}
		c.Raw += t.pieces[p].raw
		t.touched[t.pieces[p].line] = true
	}
	t.changes = append(t.changes, c)
}

func (t *lines) join() string {
	out := make([]string, len(t.raw))
	for n, raw := range t.raw {
		out[n] = raw
		if !t.touched[n] {
			continue
		}
		lead := len(raw) - len(strings.TrimLeftFunc(raw, unicode.IsSpace))
		end := len(strings.TrimRightFunc(raw, unicode.IsSpace))
		out[n] = raw[:lead] + strings.Join(t.words[n], " ") + raw[max(lead, end):]
	}
	return strings.Join(out, "\n")
}
