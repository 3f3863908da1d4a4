package server_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"recto/internal/corpus"
)

// heaviest is the most that the reading page of forty printed pages may weigh
// as it is sent, before pictures, styles and fonts.
const heaviest = 60 << 10

// longEdition is a paper of forty printed pages, 400 words on each, of the
// sample's vocabulary in an order that does not repeat.
func longEdition(t testing.TB) *corpus.Edition {
	e := sampleEdition(t, func(int) string { return "" })
	vocabulary := strings.Fields(sampleText)
	part := &e.Parts[1]
	seed := uint32(7)
	for page := range 40 {
		id := fmt.Sprintf("5a5a5a5a5a-%d", page+10)
		e.Pages = append(e.Pages, corpus.Page{ID: id, Scan: page + 10, Side: corpus.Whole, Folio: fmt.Sprint(100 + page)})
		e.Scans = append(e.Scans, corpus.Scan{Number: page + 10, Width: scanWidth, Height: scanHeight})
		for paragraph := range 4 {
			b := corpus.Block{Kind: corpus.Paragraph}
			for i := range 100 {
				seed = seed*1664525 + 1013904223
				text := strings.Trim(vocabulary[int(seed>>8)%len(vocabulary)], "{}<>~^@#=/|!")
				if text == "" {
					text = "and"
				}
				word := corpus.Word{ID: corpus.WordID(sampleSource.ID, page+10, 100*paragraph+i+1), Raw: text, Scan: page + 10, Box: corpus.Box{X1: 1, Y1: 1, X2: 2, Y2: 2}}
				token := corpus.Token{Text: text, Words: []corpus.Word{word}, Page: id}
				if i%9 == 0 {
					token.Emendation = &corpus.Emendation{Kind: corpus.Unchanged, Rule: "doubt", Confidence: 0.6}
				}
				b.Tokens = append(b.Tokens, token)
			}
			b.ID = b.Tokens[0].ID()
			b.Mentions = []corpus.Mention{{Concept: "object", From: 30, To: 31, Reason: corpus.Exact, Confidence: 1}}
			part.Blocks = append(part.Blocks, b)
		}
	}
	return e
}

// TestWeight holds the reading page of a paper of forty printed pages to its limit.
func TestWeight(t *testing.T) {
	s := longSite(t)
	for _, view := range []string{"", "?terms=all&marks=all", "?view=both"} {
		start := time.Now()
		_, body := get(t, s, "/papers/"+s.edition.Papers()[0].ID+view)
		took := time.Since(start)
		sent := compressed(t, body)
		t.Logf("%q: %d bytes, %d as sent, %v", view, len(body), sent, took.Round(time.Millisecond))
		if view == "" && sent > heaviest {
			t.Errorf("the reading page weighs %d bytes, at most %d", sent, heaviest)
		}
	}
}

func longSite(t testing.TB) *site {
	t.Helper()
	s, index := openSite(t, sampleGlossary(), idle)
	s.edition = longEdition(t)
	must(t, s.library.Publish(t.Context(), s.edition, 0, "", time.Unix(0, 0)))
	must(t, index.Index(t.Context(), s.edition))
	return s
}

// compressed is how many bytes the site's own compression makes of a page.
func compressed(t testing.TB, body string) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, 5)
	must(t, err)
	_, err = io.WriteString(w, body)
	must(t, err)
	must(t, w.Close())
	return b.Len()
}
