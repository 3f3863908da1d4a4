package server

import (
	"strings"
	"testing"
	"testing/fstest"

	"recto/internal/corpus"
	"recto/internal/glossary"
)

func TestHits(t *testing.T) {
	words, err := glossary.Load(fstest.MapFS{"boundary-zone.md": {Data: []byte("---\npreferred: boundary zone\nsources:\n  - 'Konkola, R. (2001). Helsinki.'\n---\n\nA place between.\n")}})
	if err != nil {
		t.Fatal(err)
	}
	s := &server{Deps: Deps{Glossary: words}}
	for _, c := range []struct{ query, text, want string }{
		{"", "nothing is asked", "nothing is asked"},
		{"rules", "The rule was bent.", "The [rule] was bent."},
		{`"bent rules"`, "bent, rules bend; bent rules", "[bent,] [rules] bend; [bent] [rules]"},
		{"learning NOT school", "School learning", "School [learning]"},
		{"rule OR tool", "tools and rules", "[tools] and [rules]"},
		{"knot*", "knotworking", "[knotworking]"},
		{"crossing", "boundary-crossing", "[boundary-crossing]"},
		{"author:smith year:2001 tool", "Smith 2001 tool", "Smith 2001 [tool]"},
		{"boundary zone", "a boundary, a zone; a boundary zone", "a boundary, a zone; a [boundary] [zone]"},
		{"concept:boundary-zone", "the <zone here", "the [zone] here"},
		{"boundary zones", "the <zone here", "the [zone] here"},
		{"expansive", "an expensive|expansive rule", "an [expensive] rule"},
		{`"expansive learning"`, "expensive|expansive learning, expensive learning", "[expensive] [learning,] expensive learning"},
		{"expansive", "an expensive|expansive, then expansive rule", "an expensive then [expansive] rule"},
	} {
		var b corpus.Block
		for i, word := range strings.Fields(c.text) {
			if rest, ok := strings.CutPrefix(word, "<"); ok {
				word = rest
				b.Mentions = append(b.Mentions, corpus.Mention{Concept: "boundary-zone", From: i, To: i + 1})
			}
			token := corpus.Token{Text: word}
			if read, other, ok := strings.Cut(word, "|"); ok {
				token.Text, token.Emendation = read, &corpus.Emendation{Alternatives: []corpus.Alternative{{Text: other, Confidence: 0.3}}}
			}
			b.Tokens = append(b.Tokens, token)
		}
		var got []string
		for i, lit := range s.hitsOf(c.query).lit(b) {
			text := b.Tokens[i].Text
			if lit {
				text = "[" + text + "]"
			}
			got = append(got, text)
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%q lights %q, want %q", c.query, text, c.want)
		}
	}
}

func TestTrimmed(t *testing.T) {
	for _, c := range []struct{ text, before, inner, after string }{
		{"learning.", "", "learning", "."},
		{"“learning”,", "“", "learning", "”,"},
		{"(Konkola, 2001)", "", "(Konkola, 2001)", ""},
		{"(Konkola, 2001;", "(", "Konkola, 2001", ";"},
		{"Konkola (2001).", "", "Konkola (2001)", "."},
		{"2001).", "", "2001", ")."},
		{"…", "", "…", ""},
		{"!?", "", "", "!?"},
	} {
		before, inner, after := trimmed([]piece{{Text: c.text}})
		if before != c.before || textOf(inner) != c.inner || after != c.after {
			t.Errorf("%q: %q %q %q, want %q %q %q", c.text, before, textOf(inner), after, c.before, c.inner, c.after)
		}
	}
}

func TestPageKeys(t *testing.T) {
	pages := []corpus.PageEntry{
		{ID: "a", Scan: 4, Side: corpus.Left, Folio: "6"},
		{ID: "b", Scan: 4, Side: corpus.Right, Folio: "7"},
		{ID: "c", Scan: 5, Side: corpus.Left},
		{ID: "d", Scan: 5, Side: corpus.Right, Folio: "7"},
		{ID: "e", Scan: 6, Side: corpus.Whole},
	}
	for i, want := range []string{"6", "scan-4r", "scan-5l", "scan-5r", "scan-6"} {
		key := keyOf(pages[i], pages)
		if key != want {
			t.Errorf("page %s has the key %q, want %q", pages[i].ID, key, want)
		}
		if at := findPage(pages, key); at != i {
			t.Errorf("%q finds page %d, want %d", key, at, i)
		}
	}
	for key, want := range map[string]int{"7": 1, "scan-5": 2, "99": -1, "": -1, "scan-": -1} {
		if at := findPage(pages, key); at != want {
			t.Errorf("%q finds page %d, want %d", key, at, want)
		}
	}
}

func FuzzHits(f *testing.F) {
	f.Add(`"a b" OR c*`, "a b c")
	f.Fuzz(func(t *testing.T, query, text string) {
		words, _ := glossary.Load(fstest.MapFS{})
		s := &server{Deps: Deps{Glossary: words}}
		b := corpus.Block{Mentions: []corpus.Mention{{From: -1, To: 99}}}
		for _, word := range strings.Fields(text) {
			b.Tokens = append(b.Tokens, corpus.Token{Text: word})
		}
		if lit := s.hitsOf(query).lit(b); len(lit) != len(b.Tokens) {
			t.Errorf("%d marks for %d tokens", len(lit), len(b.Tokens))
		}
	})
}
