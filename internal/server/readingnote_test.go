package server

import (
	"strings"
	"testing"

	"recto/internal/corpus"
)

// TestFindNotes places notes at their marks. In the texts "[n]" after a word is
// the mark of note n, "^n" begins a note, "#" a heading and "!" the title.
func TestFindNotes(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"at the foot of the page", "as was said[1] more\n^1 See there.", "1 after said"},
		{"in a list", "as was said[1] more\n# Notes\n^1 See there.", "1 after said, listed"},
		{"marked twice", "as[1] was[1] said\n^1 See there.", "1 after as"},
		{"two on one page", "more[2] than[1] this\n^1 See.\n^2 Ibid.", "1 after than; 2 after more"},
		{"without a mark", "as was said\n^1 See there.", ""},
		{"without a note", "as was said[7] more\n^1 See there.", ""},
		{"in the title, which the head shows", "! Tools[1]\nas was said\n^1 See there.", ""},
		{"in a note", "as was said\n^1 See[2] there.\n^2 Ibid.", ""},
	} {
		blocks := noted(c.text)
		places := findNotes(blocks, func(k corpus.BlockKind) bool { return k != corpus.TitleBlock })
		var got []string
		for i, b := range blocks {
			if word := before(blocks, places, i); word != "" {
				text := b.Label + " after " + word
				if places.listed[i] {
					text += ", listed"
				}
				got = append(got, text)
			}
		}
		if all := strings.Join(got, "; "); all != c.want {
			t.Errorf("%s: %q, want %q", c.name, all, c.want)
		}
	}
}

// TestNotesBeside calls a note in the margin where the line begins that it stands beside.
func TestNotesBeside(t *testing.T) {
	blocks := noted("as was said once more\n^1 See there.")
	blocks[1].Label, blocks[1].Beside = "", "at"
	blocks[0].Tokens[2].Words = []corpus.Word{{ID: "at"}}
	places := findNotes(blocks, func(corpus.BlockKind) bool { return true })
	if got := before(blocks, places, 1); got != "said" || places.placed[1] == "" {
		t.Errorf("got the note after %q, want it after \"said\"", got)
	}
}

// TestFalseMarks places no note where there is no such word.
func TestFalseMarks(t *testing.T) {
	for _, m := range []corpus.NoteMark{{Token: -1, To: 1}, {Token: 9, To: 1}, {From: -1, To: 1}, {From: 1, To: 1}, {To: 99}} {
		blocks := noted("as\n^1 See there.")
		m.Note = blocks[1].ID
		blocks[0].Marks = []corpus.NoteMark{m}
		if places := findNotes(blocks, func(corpus.BlockKind) bool { return true }); len(places.marks) != 0 {
			t.Errorf("%+v is taken for a mark", m)
		}
	}
}

// before is what stands before the mark of a note, empty if it has none.
func before(blocks []corpus.Block, places notePlaces, note int) string {
	for at, mark := range places.marks {
		if mark.note == note {
			return blocks[at.block].Tokens[at.token].Text[:mark.from]
		}
	}
	return ""
}

func noted(text string) []corpus.Block {
	var blocks []corpus.Block
	for _, line := range strings.Split(text, "\n") {
		b := corpus.Block{Kind: corpus.Paragraph}
		switch rest, ok := strings.CutPrefix(line, "^"); {
		case ok:
			b.Kind = corpus.Note
			b.Label, _, _ = strings.Cut(rest, " ")
			b.ID = "note-" + b.Label
		case strings.HasPrefix(line, "#"):
			b.Kind = corpus.Heading
		case strings.HasPrefix(line, "!"):
			b.Kind = corpus.TitleBlock
		}
		for i, word := range strings.Fields(line) {
			stem, mark, ok := strings.Cut(strings.TrimSuffix(word, "]"), "[")
			if ok {
				b.Marks = append(b.Marks, corpus.NoteMark{Token: i, From: len(stem), To: len(stem) + len(mark), Note: "note-" + mark})
			}
			b.Tokens = append(b.Tokens, corpus.Token{Text: stem + mark})
		}
		blocks = append(blocks, b)
	}
	return blocks
}
