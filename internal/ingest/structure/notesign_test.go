package structure

import (
	"fmt"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// TestMarksOnScans reads lines of words with boxes, as an engine gives them:
// "^" before a word sets it small and raised, "_" joins it to the word before in
// a token that lost it. What the text is made to read is in brackets after its words.
func TestMarksOnScans(t *testing.T) {
	for _, tt := range []struct{ name, text, notes, want string }{
		{"a sign that was dropped", "They talk to the crews ^_® about boats and nets", "1", "crews 1>1"},
		{"a sign before a comma", "They talk to the crews ^_*, then about boats", "4", "crews 4,>4"},
		{"a wrong figure, raised", "They talk to the crews ^5 about boats", "8", "8>8"},
		{"a figure on the line", "They met 8 crews about boats", "8", ""},
		{"clinging, and mended away", "It grows on plants.’[plants.] It has roots", "1", "plants.1>1"},
		{"a quotation", "It is ‘for plants.’ It has roots", "1", ""},
		{"an apostrophe among other signs", "The crews’ boats left ^° early with nets", "6", "6>6"},
		{"a mark of two figures", "They kept the rules ^'2[2] of the quay", "12", "12>12"},
		{"a question", "Who met the crews? They did", "2", ""},
		{"degrees", "It was at 60° and fell", "3", ""},
		{"an enumerator", "There are two: 1) boats", "1", ""},
		{"the sequence decides", "They ^3 met ^? crews ^* at the quay", "3 4 5", "3>3 4>4 5>5"},
		{"two as likely", "They ^° met the crews ^° at noon", "6", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			blocks := []corpus.Block{{ID: "text", Kind: corpus.Paragraph, Tokens: scanTokens(tt.text)}}
			for n := range strings.FieldsSeq(tt.notes) {
				blocks = append(blocks, corpus.Block{ID: "note" + n, Kind: corpus.Note, Label: n, Tokens: []corpus.Token{{Text: n, Page: "1"}, {Text: "Thus.", Page: "1"}}})
			}
			linkNotes([]corpus.Part{{Blocks: blocks}})
			var got []string
			for _, m := range blocks[0].Marks {
				_, mark, after, ok := m.Cut(blocks[0])
				if !ok {
					t.Fatalf("the mark %+v is nowhere", m)
				}
				token := blocks[0].Tokens[m.Token]
				if token.ID() == "" || len(token.Words) == 0 {
					t.Errorf("%q has no evidence", token.Text)
				}
				before := ""
				if m.From == 0 && strings.Contains(tt.text, "_") {
					before = blocks[0].Tokens[m.Token-1].Text + " "
				}
				got = append(got, before+token.Text[:m.From]+mark+after+">"+strings.TrimPrefix(m.Note, "note"))
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

func scanTokens(text string) []corpus.Token {
	var tokens []corpus.Token
	x := 0.0
	for i, field := range strings.Fields(text) {
		raw, reads, mended := strings.Cut(strings.TrimSuffix(field, "]"), "[")
		raw, small := strings.CutPrefix(raw, "^")
		raw, joined := strings.CutPrefix(raw, "_")
		size := 20.0
		if small {
			size = 12
		}
		w := corpus.Word{ID: fmt.Sprintf("w-%d", i), Raw: raw, Scan: 1, Box: corpus.Box{X1: x, X2: x + size*ems(raw), Y1: 100, Y2: 100 + size}}
		x = w.Box.X2 + 5
		if joined {
			last := &tokens[len(tokens)-1]
			last.Words = append(last.Words, w)
			last.Emendation = &corpus.Emendation{Kind: corpus.Joined, Rule: "speck"}
			continue
		}
		token := corpus.Token{Text: raw, Words: []corpus.Word{w}, Page: "1"}
		if mended {
			token.Text, token.Emendation = reads, &corpus.Emendation{Kind: corpus.Substituted, Rule: "sign"}
		}
		tokens = append(tokens, token)
	}
	return tokens
}
