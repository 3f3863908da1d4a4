package correcting

import (
	"errors"
	"slices"
	"strings"

	"recto/internal/corpus"
)

// edit is what a person's writing of a line comes to.
type edit struct {
	changes       []corpus.Correction
	withoutSupply []string // Word.ID after which words were supplied by hand that are not wanted any more
}

// editOf makes the corrections by which the first of some lines reads as a
// person wrote it, and no more; the other lines are those that a word may run on
// to.
func editOf(lines []corpus.Line, text string) (edit, error) {
	line, fields := lines[0], strings.Fields(text)
	units := unitsOf(line.Tokens)
	if len(units) == 0 {
		at := corpus.PlaceOf(line.Words, 0, len(line.Words))
		return edit{changes: []corpus.Correction{{Kind: corpus.Reread, At: at, Text: text}}}, nil
	}
	w := writer{lines: lines}
	for _, m := range align(units, fields) {
		w.move(units[m.from:m.to], strings.Join(fields[m.first:m.end], " "))
	}
	return w.edit, w.end()
}

// writer makes corrections of the moves of a line, from its start to its end.
type writer struct {
	edit
	lines  []corpus.Line
	before []corpus.Word // evidence of the unit before
	ahead  string        // words added before the first unit that has evidence
}

func (w *writer) move(units []unit, text string) {
	switch {
	case len(units) == 0 && w.before == nil:
		w.ahead = plain(w.ahead + " " + text)
		return
	case len(units) == 0:
		w.supply(text)
		return
	case units[0].supplied:
		if w.before == nil {
			w.before = units[0].words
		}
		if units[0].text() != text {
			w.withoutSupply = append(w.withoutSupply, units[0].words[0].ID)
			w.supply(text)
		}
		return
	}
	var words []corpus.Word
	for _, u := range units {
		words = append(words, u.words...)
	}
	w.before = words
	if len(units) == 1 && units[0].text() == text && w.ahead == "" {
		return
	}
	w.changes = append(w.changes, corpus.Correction{Kind: corpus.Reread, At: placeOf(w.lines, words), Text: plain(w.ahead + " " + text)})
	w.ahead = ""
}

// supply adds words after those before, to the ones added there already.
func (w *writer) supply(text string) {
	if text == "" {
		return
	}
	last := w.before[len(w.before)-1]
	if n := len(w.changes); n > 0 && w.changes[n-1].Kind == corpus.Supply && w.changes[n-1].At.End() == last.ID {
		w.changes[n-1].Text += " " + text
		return
	}
	w.changes = append(w.changes, corpus.Correction{Kind: corpus.Supply, At: placeOf(w.lines, []corpus.Word{last}), Text: text})
}

// end is the end of the line: words may be left that nothing came after.
func (w *writer) end() error {
	if w.ahead != "" {
		return errors.New("there is no word on this line beside which the words could be put; add them to the line before")
	}
	return nil
}

// placeOf is the place of words that stand together, on the first of some lines
// or from there on to the next.
func placeOf(lines []corpus.Line, words []corpus.Word) corpus.Place {
	var all []corpus.Word
	for i, l := range lines {
		all = append(all, l.Words...)
		from, to := span(all, words)
		if to == 0 {
			continue
		}
		at := corpus.PlaceOf(all, from, to)
		if i > 0 {
			at.Box = corpus.Box{} // one that holds pieces of two lines holds other words too
		}
		return at
	}
	return corpus.PlaceOf(words, 0, len(words))
}

// span finds the first and last of some words; to is 0 if one is not there.
func span(all, words []corpus.Word) (from, to int) {
	from = len(all)
	for _, w := range words {
		i := slices.IndexFunc(all, func(o corpus.Word) bool { return o.ID == w.ID })
		if i < 0 {
			return 0, 0
		}
		from, to = min(from, i), max(to, i+1)
	}
	return from, to
}
