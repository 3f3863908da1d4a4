package structure

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestEndnotes(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{
			"list", "Notes\n1 The minutes are kept at the quay.\n2 See the rules of 1998, which were\nread aloud every spring.\n4. The third is lost.\nReferences",
			"heading 1, note 1 1, note 2 2, note 4 1, heading 1",
		},
		{"no list", "Notes\nThe crews kept notes on paper.\n1 That was so.\nReferences", "heading 1, paragraph 2, heading 1"},
		{"another heading", "Results\n1 The crews met at six.\n2 They talked.\nReferences", "heading 1, paragraph 2, heading 1"},
	} {
		rows := setRows(tt.text, corpus.Text)
		at := make([]int, len(rows))
		for i := range rows {
			at[i] = i
		}
		mark(rows, 1, len(rows)-1, corpus.Paragraph)
		mark(rows, 0, 1, corpus.Heading)
		mark(rows, len(rows)-1, len(rows), corpus.Heading)
		markEndnotes(rows, at)
		if got := kinds(rows); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestNoteMarks reads blocks, one a line: "n LABEL" begins a note, "h" a heading
// and anything else a paragraph; after a slash begins another page. It tells
// which words mark which notes.
func TestNoteMarks(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"at the foot", "They met in spring.1 The rest2 went home.\nn 1 In 1998.\nn 2 By boat.", "spring.1>1 rest2>2"},
		{"numbers are no marks", "In 1991 they had 11 nets.\nn 1 So it is said.", ""},
		{"on its own page", "It was agreed.1\n/\nIt was not agreed.1\nn 1 The minutes differ.", "agreed.1>1"},
		{"list", "It was agreed.1\n/\nIt rained.2\nh Notes\nn 1 The minutes differ.\nn 2 All day.", "agreed.1>1 rained.2>2"},
		{"misread", "They met * in spring.? All came.\nn ‘ In 1998.\nn 2 By boat.", "1>1 spring.2>2"},
		{"too many signs", "They * met * in ° spring.\nn ‘ In 1998.\nn 2 By boat.", ""},
	} {
		var all []corpus.Block
		page, n := 1, 0
		for line := range strings.SplitSeq(tt.text, "\n") {
			if line == "/" {
				page++
				continue
			}
			b := corpus.Block{Kind: corpus.Paragraph, ID: fmt.Sprint("b", n)}
			words := strings.Fields(line)
			switch words[0] {
			case "n":
				b.Kind, b.Label, words = corpus.Note, words[1], words[2:]
			case "h":
				b.Kind, words = corpus.Heading, words[1:]
			}
			for _, w := range words {
				b.Tokens = append(b.Tokens, corpus.Token{Text: w, Page: fmt.Sprint(page)})
			}
			n++
			all = append(all, b)
		}
		linkNotes([]corpus.Part{{Blocks: all}})
		label := map[string]string{}
		for _, b := range all {
			label[b.ID] = b.Label
		}
		var got []string
		for _, b := range all {
			for _, m := range b.Marks {
				got = append(got, b.Tokens[m.Token].Text+">"+label[m.Note])
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, s, tt.want)
		}
	}
}
