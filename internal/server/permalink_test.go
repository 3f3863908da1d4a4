package server

import (
	"slices"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// read makes a part of paragraphs, whose words are numbered from a first on.
func readPart(first int, paragraphs ...string) corpus.Part {
	var p corpus.Part
	for _, text := range paragraphs {
		b := corpus.Block{Kind: corpus.Paragraph}
		for _, word := range strings.Fields(text) {
			b.Tokens = append(b.Tokens, corpus.Token{Text: word, Words: []corpus.Word{{ID: corpus.WordID("5a5a5a5a5a", 3, first), Raw: word, Scan: 3}}})
			first++
		}
		b.ID = b.Tokens[0].ID()
		p.Blocks = append(p.Blocks, b)
	}
	return p
}

// TestPermalink follows a link to a passage in later editions.
func TestPermalink(t *testing.T) {
	const before, passage = "They met in spring.", "The lists named families at first and questions later on."
	then := corpus.PartText{Part: readPart(1, before, passage+" Then they stopped."), Entry: corpus.PartEntry{Edition: "first-edition"}}
	words := len(strings.Fields(passage))
	link, ok := stretch{tokenPlace{1, 0}, tokenPlace{1, words - 1}}.link(then)
	if !ok || link.From != "5a5a5a5a5a-3-5" || link.Quote != "The lists named families at first" {
		t.Fatalf("the link is %+v", link)
	}
	for _, c := range []struct {
		name string
		part corpus.Part
		want string
		fate fate
	}{
		{"as it was", then.Part, passage, stands},
		{"in two paragraphs", readPart(1, before, "The lists named families at first", "and questions later on. Then they stopped."), passage, stands},
		{"with other ids", readPart(9, before, passage+" Then they stopped."), passage, stands},
		{"with other ids, in two paragraphs", readPart(9, before, "The lists named families at first", "and questions later on. Then"), passage, stands},
		{"with a word corrected", readPart(1, before, strings.Replace(passage, "questions", "Questions", 1)), strings.Replace(passage, "questions", "Questions", 1), changed},
		{"with other ids and a word corrected", readPart(40, before, strings.Replace(passage, "later", "latter", 1)), "The lists named families at first", moved},
		{"without it", readPart(40, before, "Nothing of the kind."), "", gone},
	} {
		at, f := link.find(c.part)
		got := ""
		if f != gone {
			got = corpus.Join(at.tokens(c.part))
		}
		if f != c.fate || got != c.want {
			t.Errorf("%s: %q, fate %d; want %q, %d", c.name, got, f, c.want, c.fate)
		}
		if said := link.since(corpus.PartText{Part: c.part, Entry: corpus.PartEntry{Edition: "second-edition"}}) != ""; said != (c.fate != stands) {
			t.Errorf("%s: a change is told: %v", c.name, said)
		}
	}
}

func FuzzPermalink(f *testing.F) {
	f.Add("5a5a5a5a5a-3-5_5a5a5a5a5a-3-6", "the lists", "abcd")
	f.Add("5a5a5a5a5a-3-6_5a5a5a5a5a-3-1", "", "")
	f.Fuzz(func(t *testing.T, at, quote, sum string) {
		part := corpus.PartText{Part: readPart(1, "They met in spring.", "The lists named families.")}
		link := permalinkOf(map[string][]string{"at": {at}, "quote": {quote}, "sum": {sum}})
		if s, fate := link.find(part.Part); fate != gone && len(s.tokens(part.Part)) == 0 {
			t.Errorf("%q finds nothing, and says it found it", at)
		}
		link.since(part)
	})
}

func TestShownWord(t *testing.T) {
	part := readPart(1, "1. One two three")
	part.Blocks[0].Label = "1."
	for name, want := range map[string]int{"5a5a5a5a5a-3-1.0": 1, "5a5a5a5a5a-3-1.2": 3, "5a5a5a5a5a-3-1.3": -1, "5a5a5a5a5a-3-1.-1": -1, "5a5a5a5a5a-3-1.x": -1, "5a5a5a5a5a-3-4": 3, "nothing": -1, "nothing.0": -1, "": -1} {
		at, ok := shownWord(part, name)
		if ok != (want >= 0) || ok && at.token != want {
			t.Errorf("%q is token %d, %v; want %d", name, at.token, ok, want)
		}
	}
	if !slices.Equal(permalink{}.pairs(), nil) {
		t.Error("no passage has an address")
	}
}
