package server

import (
	"strings"
	"testing"

	"recto/internal/corpus"
)

// TestFindNotes looks for the marks of notes in short texts. A line that begins
// with "^" is a note with its label, one with "#" a heading; "/" turns the page,
// and "↑" before a word raises it on the scan.
func TestFindNotes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"as has been said.1 Then more\n^1 See there.", "said."},
		{"in practice1 as well\n^1 See there.", "practice"},
		{"in practice ↑1 as well\n^1 See there.", ""},
		{"of the 3 teams, 3 were\n^3 See there.", "none"},
		{"learned * by heart\n^* See there.", ""},
		{"in 2004 and in 1993\n^4 See there.", "none"},
		{"section 2.1 has it\n^1 See there.", "none"},
		{"as was said.¹ More\n^1 See there.", "said."},
		{"as was said).1 More.2 So\n^1 See.\n^2 Ibid.", "said). More."},
		{"more2 said1 so3\n^1 See.\n^2 Ibid.\n^3 Also.", "said none so"},
		{"on the page before.1 / and on this one\n^1 See there.", "none"},
		{"on the page before.1 / and on this one\n# Notes\n^1 See there.", "before."},
		{"boundary crossing.12\n^12 See there.", "crossing."},
		{"boundary crossing.12\n^2 See there.", "none"},
	} {
		blocks := noted(c.text)
		places := findNotes(blocks)
		var got []string
		for i, b := range blocks {
			if b.Kind == corpus.Note {
				got = append(got, before(blocks, places, i))
			}
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%q: marks after %q, want %q", c.text, text, c.want)
		}
	}
}

// before is what the token says before the mark of a note.
func before(blocks []corpus.Block, places notePlaces, note int) string {
	for at, mark := range places.marks {
		if mark.note == note {
			return blocks[at.block].Tokens[at.token].Text[:mark.from]
		}
	}
	return "none"
}

func noted(text string) []corpus.Block {
	var blocks []corpus.Block
	page, x := "p1", 0.0
	for _, line := range strings.Split(text, "\n") {
		b := corpus.Block{Kind: corpus.Paragraph}
		if rest, ok := strings.CutPrefix(line, "^"); ok {
			b.Kind = corpus.Note
			b.Label, _, _ = strings.Cut(rest, " ")
		}
		if strings.HasPrefix(line, "#") {
			b.Kind = corpus.Heading
		}
		for _, word := range strings.Fields(line) {
			if word == "/" {
				page = "p2"
				continue
			}
			box := corpus.Box{X1: x, Y1: 100, X2: x + 30, Y2: 120}
			if rest, ok := strings.CutPrefix(word, "↑"); ok {
				word, box.Y1, box.Y2 = rest, 96, 106
			}
			x += 40
			b.Tokens = append(b.Tokens, corpus.Token{Text: word, Page: page, Words: []corpus.Word{{ID: "s-1-1", Raw: word, Scan: 1, Box: box}}})
		}
		blocks = append(blocks, b)
	}
	return blocks
}
