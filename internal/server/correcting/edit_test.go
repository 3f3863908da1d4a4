package correcting

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/ingest/replay"
)

const source = "abcdefghij"

// printed makes lines of a notation: "in|the" are two tokens of the word "inthe",
// "word=reading" a token that reads otherwise or, as "word=[…]", is a gap, "a+b" a token of two
// words; the last may stand on the next line: "organi+/zation".
func printed(text string) []corpus.Line {
	lines := []corpus.Line{{}, {}}
	n := 0
	word := func(raw string) corpus.Word {
		on := 0
		if strings.HasPrefix(raw, "/") {
			on, raw = 1, raw[1:]
		}
		n++
		w := corpus.Word{ID: corpus.WordID(source, 1, n), Raw: raw, Scan: 1, Line: on + 1}
		lines[on].Words = append(lines[on].Words, w)
		return w
	}
	for _, field := range strings.Fields(text) {
		raw, reading, read := strings.Cut(field, "=")
		pieces := strings.Split(raw, "|")
		var words []corpus.Word
		for _, r := range strings.Split(strings.ReplaceAll(raw, "|", ""), "+") {
			if r != "" {
				words = append(words, word(r))
			}
		}
		for _, piece := range pieces {
			t := corpus.Token{Text: strings.NewReplacer("+", "", "/", "").Replace(piece), Words: words}
			if read {
				t.Text = reading
			}
			if t.Text == corpus.GapMark {
				t.Text, t.Gap = "", "illegible"
			}
			lines[0].Tokens = append(lines[0].Tokens, t)
		}
	}
	return lines
}

// What a person writes becomes the fewest corrections, which replayed give it.
func TestEdit(t *testing.T) {
	for _, c := range []struct{ line, written, want string }{
		{"one two three", "one two three", ""},
		{"one tvvo three", "one two three", "reread tvvo: two"},
		{"obiect activlty", "object activity", "reread obiect: object; reread activlty: activity"},
		{"inthe object", "in the object", "reread inthe: in the"},
		{"acti vity grows", "activity grows", "reread acti vity: activity"},
		{"inthe obiect of", "in the object of", "reread inthe: in the; reread obiect: object"},
		{"one ;~ two", "one two", "reread ;~: "},
		{"one three", "one two three", "supply one: two"},
		{"one four", "one two three four", "supply one: two three"},
		{"two three", "one two three", "reread two: one two"},
		{"in|the object", "in that object", "reread inthe: in that"},
		{"tvvo=two three", "tvvo three", "reread tvvo: tvvo"},
		{"one x;=[…] three", "one […] three", ""},
		{"one x;=[…] three", "one two three", "reread x;: two"},
		{"the organi+/zation=organization", "the organisation", "reread organi zation: organisation"},
		{"a b c a b c", "a b c b c", "reread a: "},
		{"one two", "", "reread one: ; reread two: "},
	} {
		lines := printed(c.line)
		e, err := editOf(lines, c.written)
		if err != nil {
			t.Errorf("%q as %q: %v", c.line, c.written, err)
			continue
		}
		var got []string
		for _, r := range e.changes {
			got = append(got, fmt.Sprintf("%s %s: %s", r.Kind, r.At.Raw, r.Text))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q as %q: got %q, want %q", c.line, c.written, s, c.want)
		}
		if c.written == "" {
			continue // a line that is all dirt is out of the text
		}
		if read := replayed(t, lines, e.changes); read != c.written {
			t.Errorf("%q as %q: replayed, it reads %q", c.line, c.written, read)
		}
	}
}

func replayed(t *testing.T, lines []corpus.Line, changes []corpus.Correction) string {
	t.Helper()
	pages, report := corrected([]corpus.Page{{ID: corpus.PageID(source, 1, corpus.Whole), Scan: 1, Lines: lines}}, changes)
	for _, c := range report.Conflicts {
		t.Errorf("conflict: %s", c.Text)
	}
	return corpus.Join(pages[0].Lines[0].Tokens)
}

// Words that a person supplied are changed by taking that back.
func TestEditSupplied(t *testing.T) {
	lines := printed("one three")
	one := lines[0].Words[:1]
	lines[0].Tokens = append(lines[0].Tokens[:1:1], corpus.Token{
		Text: "too", Words: one, Emendation: &corpus.Emendation{Kind: corpus.Corrected, Rule: replay.Supplied, Confidence: 1},
	}, lines[0].Tokens[1])
	e, err := editOf(lines, "one two three")
	if err != nil || len(e.withoutSupply) != 1 || e.withoutSupply[0] != one[0].ID || len(e.changes) != 1 || e.changes[0].Text != "two" {
		t.Errorf("got %+v, %v", e, err)
	}
}

func TestLesson(t *testing.T) {
	for _, c := range []struct{ raw, text, word, reading, want string }{
		{"activlty", "activity", "activlty,", "activlty,", "activity,"},
		{"activlty.", "activity.", "(activlty", "(activlty", "(activity"},
		{"activlty", "activity", "Activlty", "Activlty", ""},
		{"activlty", "activity", "activlty", "activity", ""},
		{"inthe", "in the", "inthe", "inthe", "in the"},
		{"Engestrôm", "Engeström", "Engestrôm’s", "Engestrôm’s", ""},
		{"caté", "café", "caté;", "cate;", "café;"},
	} {
		l, ok := corpus.Correction{Kind: corpus.Reread, At: corpus.Place{Raw: c.raw}, Text: c.text}.Lesson()
		if got := readBy(l, c.word, c.reading); !ok || got != c.want {
			t.Errorf("%q as %q teaches %q: got %q, want %q", c.raw, c.text, c.word, got, c.want)
		}
	}
	if _, ok := (corpus.Correction{Kind: corpus.Reread, At: corpus.Place{Raw: ";;"}, Text: "a"}).Lesson(); ok {
		t.Error("dirt teaches something")
	}
}
