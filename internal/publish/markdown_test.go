package publish

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"recto/internal/corpus"
)

var tags = regexp.MustCompile(`<[^>]*>`)

// rendered is what a reader sees of Markdown.
func rendered(t *testing.T, markdown string) string {
	t.Helper()
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	if err := md.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(b.String(), "")))
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{
		"plain", "# no heading", "1. no list", "12) none", "- none", "+ none", "* a *", "_x_", "[^1]: none", "a < b > c",
		"&amp; & &#65;", "| a | b |", "~~x~~", "`code`", "\\", "===", "--- x", "![a](b)", "<script>", ": x", "    deep", "a  b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", ""), "")), " ")
		for _, r := range want {
			if r < ' ' {
				t.Skip("control characters are not text")
			}
		}
		if got := rendered(t, escape(want)); got != want {
			t.Errorf("got %q, want %q by way of %q", got, want, escape(want))
		}
	})
}

// A label is written once, whatever stands about it in print.
func TestLabelsOnce(t *testing.T) {
	for text, want := range map[string]string{
		"1. Kudsk, K.": "- 1 Kudsk, K.\n", "[1] Kudsk, K.": "- 1 Kudsk, K.\n", "1 Kudsk, K.": "- 1 Kudsk, K.\n", "1990 was not": "- 1 1990 was not\n",
	} {
		var tokens []corpus.Token
		for _, w := range strings.Fields(text) {
			tokens = append(tokens, corpus.Token{Text: w, Page: "p"})
		}
		e := &corpus.Edition{Parts: []corpus.Part{{Blocks: []corpus.Block{{Kind: corpus.ReferenceBlock, Label: "1", Tokens: tokens}}}}}
		if got := string(Markdown(e)); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestFootnotesAreRendered(t *testing.T) {
	tokens := func(text string) []corpus.Token {
		var out []corpus.Token
		for _, w := range strings.Fields(text) {
			out = append(out, corpus.Token{Text: w, Page: "p"})
		}
		return out
	}
	e := &corpus.Edition{Parts: []corpus.Part{{Blocks: []corpus.Block{
		{Kind: corpus.Paragraph, Tokens: tokens("One zone.1 Another zone2. Last."), Marks: []corpus.NoteMark{
			{Token: 1, From: 5, To: 6, Note: "a"},
			{Token: 3, From: 4, To: 5, Note: "b"},
			{Token: 4, From: 4, To: 9, Note: "c"}, // there is no such mark
		}},
		{ID: "a", Kind: corpus.Note, Label: "1", Tokens: tokens("1 First note.")},
		{ID: "b", Kind: corpus.Note, Label: "2", Tokens: tokens("2 Second note.")},
		{ID: "c", Kind: corpus.Note, Label: "3", Tokens: tokens("3 Third note.")},
	}}}}
	got := string(Markdown(e))
	want := "One zone.[^1] Another zone[^2]. Last.\n\n[^1]: First note.\n\n[^2]: Second note.\n\n## Notes\n\n- 3 Third note.\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if html := rendered(t, got); !strings.Contains(html, "First note.") || !strings.Contains(html, "Second note.") {
		t.Errorf("notes are lost: %s", html)
	}
}
