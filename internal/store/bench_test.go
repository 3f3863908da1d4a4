package store_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recto/internal/blob"
	"recto/internal/corpus"
	"recto/internal/store"
)

// large is an edition of a real volume's size: so many spreads of two pages of
// 400 words, a paper for each ten, a mention in each block.
func large(spreads int) *corpus.Edition {
	src := corpus.Source{ID: strings.Repeat("ab", 32), Name: "large.pdf", MediaType: "application/pdf", Size: 1}
	e := &corpus.Edition{Volume: corpus.Volume{ID: src.Short(), Title: "A large volume", Year: 2001, Sources: []corpus.Source{src}}}
	for scan := 1; scan <= spreads; scan++ {
		e.Scans = append(e.Scans, corpus.Scan{Number: scan, Width: 3000, Height: 2000})
		if scan%10 == 1 {
			id := corpus.WordID(src.ID, scan, 1)
			e.Parts = append(e.Parts, corpus.Part{
				ID: id, Kind: corpus.PaperPart, Title: fmt.Sprint("Paper ", scan),
				Paper: &corpus.Paper{ID: id, Title: fmt.Sprint("Paper ", scan), Authors: []corpus.Author{{Given: "A.", Family: fmt.Sprint("Author", scan)}}},
			})
		}
		part := &e.Parts[len(e.Parts)-1]
		for i, side := range []corpus.Side{corpus.Left, corpus.Right} {
			page, blocks := largePage(src.ID, scan, i*400, side)
			e.Pages, part.Blocks = append(e.Pages, page), append(part.Blocks, blocks...)
		}
	}
	return e
}

func largePage(source string, scan, n int, side corpus.Side) (corpus.Page, []corpus.Block) {
	page := corpus.Page{ID: corpus.PageID(source, scan, side), Scan: scan, Side: side, Folio: fmt.Sprint(scan)}
	var blocks []corpus.Block
	for range 5 {
		b := corpus.Block{ID: corpus.WordID(source, scan, n+1), Kind: corpus.Paragraph}
		for range 8 {
			line := corpus.Line{Page: page.ID}
			for range 10 {
				n++
				x := float64(n) * 1.3
				w := corpus.Word{
					ID: corpus.WordID(source, scan, n), Raw: fmt.Sprint("word", n*scan%5000), Scan: scan,
					Box: corpus.Box{X1: x, Y1: x, X2: x + 40, Y2: x + 20}, Size: 31.5,
				}
				line.Words = append(line.Words, w)
				b.Tokens = append(b.Tokens, corpus.Token{Text: w.Raw, Words: []corpus.Word{w}, Page: page.ID})
			}
			page.Lines = append(page.Lines, line)
		}
		b.Mentions = []corpus.Mention{{Concept: fmt.Sprint("concept-", n%60), From: 40, To: 42, Reason: corpus.Exact, Confidence: .9}}
		blocks = append(blocks, b)
	}
	return page, blocks
}

func benchLibrary(b *testing.B) *store.Library {
	dir := b.TempDir()
	blobs, err := blob.Open(b.Context(), filepath.Join(dir, "blobs"))
	if err != nil {
		b.Fatal(err)
	}
	return &store.Library{DB: open(b, filepath.Join(dir, "recto.db")), Blobs: blobs}
}

// BenchmarkPublish publishes a new volume of 150 spreads, 120,000 words.
func BenchmarkPublish(b *testing.B) {
	e := large(150)
	for b.Loop() {
		b.StopTimer()
		l := benchLibrary(b)
		b.StartTimer()
		if err := l.Publish(b.Context(), e, 0, "", time.Unix(0, 0)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	l := benchLibrary(b)
	e := large(150)
	if err := l.Publish(b.Context(), e, 0, "", time.Unix(0, 0)); err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		read func() error
	}{
		{"Volumes", func() error { _, err := l.Volumes(b.Context()); return err }},
		{"Part", func() error { _, err := l.Part(b.Context(), e.Parts[3].ID); return err }},
		{"Page", func() error { _, err := l.Page(b.Context(), e.Volume.ID, 70); return err }},
		{"Occurrences", func() error { _, err := l.Occurrences(b.Context(), "concept-20"); return err }},
		{"ConceptCounts", func() error { _, err := l.ConceptCounts(b.Context()); return err }},
		{"Edition", func() error { _, err := l.Edition(b.Context(), e.ID); return err }},
		{"Check", func() error { _, err := l.Check(b.Context()); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if err := c.read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
