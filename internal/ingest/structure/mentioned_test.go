package structure

import (
	"strings"
	"testing"

	"recto/internal/corpus"
	"recto/internal/language"
	"recto/internal/language/names"
)

// TestMentioned tells talks that are only summarised from the paper that the
// volume has, whose author the summary gives.
func TestMentioned(t *testing.T) {
	model, err := language.Default()
	if err != nil {
		t.Fatal(err)
	}
	intro := `Four papers were given at the harbour. In the first paper, under the title ‘Ropes and rules on small boats’, Dr Anne
		Harlow asked how crews come to agree. Peter Quill presented a paper on ‘What pilots know and say’, which stands in this volume in
		full. The third paper, from Susan Marlow, was about the weather, and the crews liked it, since they had all seen weather before and
		could say so. A long talk followed on the quay, of which nobody kept a record, though many remember that it rained for all of it.`
	parts := []corpus.Part{
		{Kind: corpus.Introduction, Blocks: []corpus.Block{block(intro)}},
		{Kind: corpus.PaperPart, Paper: &corpus.Paper{Title: "What pilots know and say"}, Blocks: []corpus.Block{block("The first thing is the tide.")}},
	}
	v := &volume{judge: names.New(model)}
	v.announced(parts)
	if a := parts[1].Paper.Authors; len(a) != 1 || a[0].Name() != "Peter Quill" {
		t.Errorf("the paper has the authors %v, want Peter Quill", a)
	}
	var got []string
	for _, m := range v.mentioned(parts) {
		line := m.Title
		for _, a := range m.Authors {
			line += " by " + a.Name()
		}
		if len(m.Evidence) == 0 {
			t.Errorf("%s is mentioned without evidence", line)
		}
		got = append(got, line)
	}
	if s, want := strings.Join(got, "; "), "Ropes and rules on small boats by Anne Harlow;  by Susan Marlow"; s != want {
		t.Errorf("got %q, want %q", s, want)
	}
}

func block(text string) corpus.Block {
	b := corpus.Block{Kind: corpus.Paragraph}
	for w := range strings.FieldsSeq(text) {
		b.Tokens = append(b.Tokens, corpus.Token{Text: w})
	}
	return b
}
