package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/corpus"
)

const maxWord = 400 // bytes

// style is how text is set and how sure its reader was.
type style struct {
	conf, size float64 // 0 to 1, and pixels; 0 if not said
	face       corpus.Face
}

// piece is a stretch of text without white space.
type piece struct {
	text string
	box  corpus.Box // zero where only the line's is known
	style
	tight bool // the file says that nothing parts it from the piece before
}

// line is a printed line as a file has it.
type line struct {
	box    corpus.Box // zero if not known
	pieces []piece
}

// add puts text at the end of the line. Text of several words shares its box
// out among them.
func (l *line) add(text string, box corpus.Box, st style, tight bool) {
	text = printable(text)
	fields := strings.Fields(text)
	spans := share(text, box)
	for i, f := range fields {
		l.pieces = append(l.pieces, piece{f, spans[i], st, tight && i == 0})
	}
}

// printable is text without what no printer sets: controls and marks without
// width. A soft hyphen is a hyphen at the end of text and nothing within it.
func printable(text string) string {
	trimmed := strings.TrimRightFunc(text, unicode.IsSpace)
	if cut, ok := strings.CutSuffix(trimmed, "\u00ad"); ok {
		text = strings.TrimRight(cut, "-") + "-" + text[len(trimmed):]
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u00ad', r == '\u200b', r == '\u200c', r == '\u200d', r == '\u2060', r == '\ufeff', unicode.IsControl(r):
			return -1
		}
		return r
	}, text)
}

// share gives each word of a text its part of the box, by the width that its
// letters commonly have; zero boxes if the box is.
func share(text string, box corpus.Box) []corpus.Box {
	fields := strings.Fields(text)
	spans := make([]corpus.Box, len(fields))
	if (box == corpus.Box{}) {
		return spans
	}
	all := -advance(' ')
	for _, f := range fields {
		all += width(f) + advance(' ')
	}
	at := 0.0
	for i, f := range fields {
		next := at + width(f)
		spans[i] = corpus.Box{
			X1: box.X1 + box.Width()*at/all, Y1: box.Y1,
			X2: box.X1 + box.Width()*next/all, Y2: box.Y2,
		}
		at = next + advance(' ')
	}
	return spans
}

func width(text string) float64 {
	w := 0.0
	for _, r := range text {
		w += advance(r)
	}
	return w
}

// advance is about a letter's width in ems in common book faces.
func advance(r rune) float64 {
	switch {
	case strings.ContainsRune(" ijltfI.,;:!'|()[]-‘’", r):
		return 0.3
	case strings.ContainsRune("mMwW", r):
		return 0.8
	case unicode.IsMark(r):
		return 0
	case unicode.IsUpper(r):
		return 0.68
	case r >= 0x2e80:
		return 1
	}
	return 0.5
}

// settle joins what was printed as one word and gives every piece a box. It
// gives the number of pieces that have none, which are left out.
func (l *line) settle() (lost int) {
	l.joinTight()
	l.placeLoose()
	l.joinSigns()
	kept := l.pieces[:0]
	for _, p := range l.pieces {
		if p.box == (corpus.Box{}) {
			lost++
			continue
		}
		kept = append(kept, p)
	}
	l.pieces = kept
	return lost
}

// joinTight joins the pieces that the file parts by nothing, unless they stand
// far apart.
func (l *line) joinTight() {
	l.join(func(a, b piece) bool {
		return b.tight && (a.box == corpus.Box{} || b.box == corpus.Box{} || gap(a, b) < 1)
	})
}

// joinSigns joins punctuation that stands close to its word in a piece of its
// own, and the hyphen at the line's end.
func (l *line) joinSigns() {
	const near = 0.2
	l.join(func(a, b piece) bool {
		return gap(a, b) < near && (signs(b.text, closing) && !signs(a.text, "") || signs(a.text, opening) && !signs(b.text, ""))
	})
	if n := len(l.pieces); n > 1 && signs(l.pieces[n-1].text, hyphens) && gap(l.pieces[n-2], l.pieces[n-1]) < near {
		l.pieces[n-2] = joined(l.pieces[n-2], l.pieces[n-1])
		l.pieces = l.pieces[:n-1]
	}
}

const (
	closing = ".,;:!?)]}»”’"
	opening = "([{«„“‘¿¡"
	hyphens = "-‐‑¬⸗"
)

// signs reports whether text consists of some of the signs alone or, where none
// are given, of no letter and no digit.
func signs(text, some string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		if some == "" {
			return unicode.IsLetter(r) || unicode.IsDigit(r)
		}
		return !strings.ContainsRune(some, r)
	}) < 0
}

// gap is the distance between a piece and the next on its right, in heights of
// the taller; large if that stands elsewhere.
func gap(a, b piece) float64 {
	h := max(a.box.Height(), b.box.Height())
	if h <= 0 || b.box.X1 < a.box.X1-h || min(a.box.Y2, b.box.Y2) < max(a.box.Y1, b.box.Y1)-h/2 {
		return 1e6
	}
	return (b.box.X1 - a.box.X2) / h
}

// join joins neighbours that are one, up to a length that no word has.
func (l *line) join(one func(a, b piece) bool) {
	var out []piece
	for _, p := range l.pieces {
		if n := len(out); n > 0 && len(out[n-1].text) < maxWord && one(out[n-1], p) {
			out[n-1] = joined(out[n-1], p)
			continue
		}
		out = append(out, p)
	}
	l.pieces = out
}

// joined is two pieces as one, set as the longer of them.
func joined(a, b piece) piece {
	if utf8.RuneCountInString(b.text) > utf8.RuneCountInString(a.text) {
		a.style = b.style
	}
	a.text += b.text
	a.box = a.box.Union(b.box)
	return a
}

// placeLoose gives the pieces without a box the room between their neighbours
// that have one.
func (l *line) placeLoose() {
	for from := 0; from < len(l.pieces); from++ {
		to := from
		for to < len(l.pieces) && l.pieces[to].box == (corpus.Box{}) {
			to++
		}
		if to > from {
			l.placeBetween(from, to)
			from = to
		}
	}
}

func (l *line) placeBetween(from, to int) {
	room := l.box
	if from > 0 {
		before := l.pieces[from-1].box
		room = corpus.Box{X1: before.X2, Y1: before.Y1, X2: max(room.X2, before.X2), Y2: before.Y2}
	}
	if to < len(l.pieces) {
		after := l.pieces[to].box
		if (room == corpus.Box{}) {
			room = after
		}
		room.X2 = max(room.X1, after.X1)
	}
	if (room == corpus.Box{}) {
		return
	}
	texts := make([]string, to-from)
	for i := range texts {
		texts[i] = l.pieces[from+i].text
	}
	for i, b := range share(strings.Join(texts, " "), room) {
		l.pieces[from+i].box = b
	}
}
