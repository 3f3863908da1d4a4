package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// Source is a small text source; n tells one from another.
func Source(n int) (corpus.Source, []byte) {
	data := fmt.Appendf(nil, "The proceedings of seminar %d.\n", n)
	sum := sha256.Sum256(data)
	return corpus.Source{
		ID:        hex.EncodeToString(sum[:]),
		Name:      fmt.Sprintf("seminar-%d.txt", n),
		MediaType: "text/plain",
		Size:      int64(len(data)),
	}, data
}

// Edition is a made-up edition of Source(n): one spread of two printed pages,
// front matter and one paper by two authors, with two mentions of one concept
// and one of another. It has no id.
func Edition(n int) *corpus.Edition {
	src, _ := Source(n)
	w := &writer{source: src.ID}
	front := corpus.Part{Kind: corpus.FrontMatter, Title: "Seminar papers", Blocks: []corpus.Block{
		w.block(corpus.TitleBlock, corpus.Left, "Seminar papers"),
	}}
	front.ID = front.Blocks[0].ID
	paper := w.paper(n)
	e := &corpus.Edition{
		Volume: corpus.Volume{
			ID: src.Short(), Title: fmt.Sprintf("Seminar papers %d", n), Editors: []string{"E. Ditor"},
			Year: 2000 + n, Sources: []corpus.Source{src},
		},
		Made: corpus.Making{Program: "1", Settings: "{}", Glossary: "g1", Model: "m1"},
		Scans: []corpus.Scan{{Number: 1, Width: 2000, Height: 1400, Replaced: []corpus.Word{
			{ID: corpus.WordID(src.ID, 1, 1000), Raw: "worcl", Scan: 1, Box: corpus.Box{X1: 10, Y1: 10, X2: 90, Y2: 40}},
		}}},
		Pages:  w.pages(),
		Parts:  []corpus.Part{front, paper},
		Report: corpus.Report{Scans: 1, Pages: 2, Words: w.n, Tokens: w.n, Counts: map[string]int{"b.two": 2, "a.one": 1}},
	}
	return e
}

// writer makes words with boxes one after another.
type writer struct {
	source string
	n      int
	lines  map[corpus.Side][]corpus.Line
}

func (w *writer) paper(n int) corpus.Part {
	title := w.block(corpus.TitleBlock, corpus.Left, fmt.Sprintf("Learning <together> in seminar %d", n))
	head := w.block(corpus.Heading, corpus.Left, "Crossing boundaries")
	body := w.block(corpus.Paragraph, corpus.Left, "By expansive learning we mean what nobody knows yet")
	more := w.block(corpus.Paragraph, corpus.Right, "At the boundary zone expansive learning begins & ends")
	body.Mentions = []corpus.Mention{{Concept: "expansive-learning", From: 1, To: 3, Reason: corpus.Exact, Confidence: .95, Attestation: true}}
	more.Mentions = []corpus.Mention{
		{Concept: "boundary-zone", From: 2, To: 4, Reason: corpus.Exact, Confidence: .9},
		{Concept: "expansive-learning", From: 4, To: 6, Reason: corpus.Inflected, Confidence: .8},
	}
	return corpus.Part{
		ID: title.ID, Kind: corpus.PaperPart, Title: title.Text(), Evidence: []string{"a title and two names"},
		Paper: &corpus.Paper{
			ID: title.ID, Title: title.Text(), FirstFolio: "10", LastFolio: "11",
			Authors: []corpus.Author{
				{Given: "Ann", Family: "Author", Affiliation: "A university"},
				{Given: "Bo", Family: fmt.Sprintf("Scribe%d", n)},
			},
			References: []corpus.Reference{{Raw: "Author, A. (1999) A book.", Year: "1999"}},
		},
		Blocks: []corpus.Block{title, head, body, more},
	}
}

func (w *writer) block(kind corpus.BlockKind, side corpus.Side, text string) corpus.Block {
	page := corpus.PageID(w.source, 1, side)
	b := corpus.Block{Kind: kind}
	line := corpus.Line{Page: page}
	for _, s := range strings.Fields(text) {
		w.n++
		x, y := float64(w.n*10), float64(w.n)*1.5
		word := corpus.Word{ID: corpus.WordID(w.source, 1, w.n), Raw: s, Scan: 1, Box: corpus.Box{X1: x, Y1: y, X2: x + 8, Y2: y + 12}}
		b.Tokens = append(b.Tokens, corpus.Token{Text: s, Words: []corpus.Word{word}, Page: page})
		line.Words = append(line.Words, word)
		line.Box = line.Box.Union(word.Box)
	}
	b.ID = b.Tokens[0].ID()
	if w.lines == nil {
		w.lines = map[corpus.Side][]corpus.Line{}
	}
	w.lines[side] = append(w.lines[side], line)
	return b
}

func (w *writer) pages() []corpus.Page {
	return []corpus.Page{
		{
			ID: corpus.PageID(w.source, 1, corpus.Left), Scan: 1, Side: corpus.Left, Folio: "10",
			Region: corpus.Box{X2: 1000, Y2: 1400}, Lines: w.lines[corpus.Left],
		},
		{
			ID: corpus.PageID(w.source, 1, corpus.Right), Scan: 1, Side: corpus.Right, Folio: "11",
			Region: corpus.Box{X1: 1000, X2: 2000, Y2: 1400}, Lines: w.lines[corpus.Right],
		},
	}
}
