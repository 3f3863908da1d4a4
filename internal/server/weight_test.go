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

// heaviest is the most that a page of a paper of forty printed pages may weigh as
// it is sent, before pictures, styles and fonts.
const heaviest = 60 << 10

// longPages is how many printed pages a long paper has.
const longPages = 40

// longEdition is a paper of forty printed pages and a little more, 400 words on
// each, of the sample's vocabulary in an order that does not repeat.
func longEdition(t testing.TB, picture func(scan int) (hash string)) *corpus.Edition {
	e := sampleEdition(t, picture)
	vocabulary := strings.Fields(sampleText)
	part := &e.Parts[1]
	seed := uint32(7)
	for page := range longPages {
		id, scan := fmt.Sprintf("5a5a5a5a5a-%d", page+10), page+10
		printed := corpus.Page{ID: id, Scan: scan, Side: corpus.Whole, Folio: fmt.Sprint(100 + page)}
		e.Scans = append(e.Scans, corpus.Scan{Number: scan, Width: scanWidth, Height: scanHeight, Picture: picture(scan)})
		for paragraph := range 4 {
			b := corpus.Block{Kind: corpus.Paragraph}
			for i := range 100 {
				seed = seed*1664525 + 1013904223
				text := strings.Trim(vocabulary[int(seed>>8)%len(vocabulary)], "{}<>~^@#=/|!")
				if text == "" {
					text = "and"
				}
				word := corpus.Word{ID: corpus.WordID(sampleSource.ID, scan, 100*paragraph+i+1), Raw: text, Scan: scan, Box: placed(100*paragraph + i)}
				token := corpus.Token{Text: text, Words: []corpus.Word{word}, Page: id}
				if i%9 == 0 {
					token.Emendation = &corpus.Emendation{Kind: corpus.Unchanged, Rule: "doubt", Confidence: 0.6}
				}
				b.Tokens = append(b.Tokens, token)
				if i%10 == 0 {
					printed.Lines = append(printed.Lines, corpus.Line{Page: id})
				}
				line := &printed.Lines[len(printed.Lines)-1]
				line.Words = append(line.Words, word)
			}
			b.ID = b.Tokens[0].ID()
			b.Mentions = []corpus.Mention{{Concept: "object", From: 30, To: 31, Reason: corpus.Exact, Confidence: 1}}
			part.Blocks = append(part.Blocks, b)
		}
		e.Pages = append(e.Pages, printed)
	}
	return e
}

func noPicture(int) (hash string) { return "" }

// placed is where the n-th word of a page of forty lines stands on its scan.
func placed(n int) corpus.Box {
	x, y := float64(40+112*(n%10))+0.5, float64(30+19*(n/10))
	return corpus.Box{X1: x, Y1: y, X2: x + 103.25, Y2: y + 13}
}

// TestWeight holds each view of a paper of forty printed pages to its limit.
func TestWeight(t *testing.T) {
	s := longSite(t)
	paper := s.edition.Papers()[0]
	last := paper.Blocks[len(paper.Blocks)-1].Tokens[99].ID()
	for _, view := range []string{
		"", "?terms=all&marks=all", "?q=learning", "?view=diplomatic",
		"?view=both", "?view=both&page=120", "?view=both&word=" + last, "?view=both&marks=all&q=learning",
		"/pages/120", "/pages/120?q=learning",
	} {
		start := time.Now()
		_, body := get(t, s, "/papers/"+paper.ID+view)
		took := time.Since(start)
		sent := compressed(t, body)
		t.Logf("%q: %d bytes, %d as sent, %v", view, len(body), sent, took.Round(time.Millisecond))
		if sent > heaviest {
			t.Errorf("%q weighs %d bytes, at most %d", view, sent, heaviest)
		}
	}
}

func longSite(t testing.TB) *site {
	t.Helper()
	s, index := openSite(t, sampleGlossary(), idle)
	hash, err := s.library.Blobs.Put(t.Context(), samplePicture(t, &corpus.Edition{}, 0))
	must(t, err)
	s.edition = longEdition(t, func(int) string { return hash })
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
