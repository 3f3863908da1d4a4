package publish_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"recto/internal/corpus"
	"recto/internal/publish"
)

// cited is volume with a note, a citation, parsed references, a caption and a
// table added, and with corrections of every kind.
func cited() *corpus.Edition {
	e := volume()
	e.ID = "abcdef"
	e.Made = corpus.Making{Program: "7", Settings: `{"ocr":true}`, Model: "beef", Glossary: "cafe"}
	e.Scans = []corpus.Scan{{Number: 2, Width: 2000, Height: 1500}}
	e.Pages[0].Region = corpus.Box{X2: 990.4, Y2: 1500}
	p := &e.Parts[1]
	s := &scanned{page: "p2", scan: 2, next: 900}
	claim := s.block(corpus.Paragraph, "", "As Pike (1999) and the boundary zone (Pike 2001, p. 4) show.")
	claim.Citations = []corpus.Citation{{From: 1, To: 3, Reference: p.Blocks[12].ID}, {From: 7, To: 11, Reference: "nowhere"}}
	claim.Mentions = []corpus.Mention{
		{Concept: "boundary-zone", From: 5, To: 7, Confidence: 1},
		{Concept: "pike", From: 2, To: 4, Confidence: .5}, // crosses the citation
	}
	claim.Tokens[0].Emendation = &corpus.Emendation{Kind: corpus.Unchanged, Confidence: .4}
	claim.Tokens[11].Text = "shows."
	claim.Tokens[11].Emendation = &corpus.Emendation{Kind: corpus.Corrected, Confidence: 1}
	caption, table := s.block(corpus.Caption, "", "Table 1. Knots"), s.block(corpus.Table, "", "knot use reef sails bowline loops")
	for i := range table.Tokens {
		box := corpus.Box{X1: 100 + 400*float64(i%2), Y1: 800 + 40*float64(i/2)}
		box.X2, box.Y2 = box.X1+80, box.Y1+20
		table.Tokens[i].Words[0].Box = box
	}
	p.Blocks = append(p.Blocks[:10:10], append([]corpus.Block{claim, caption, table}, p.Blocks[10:]...)...)
	p.Paper.References = []corpus.Reference{
		{Block: p.Blocks[15].ID, Type: "book", Authors: []corpus.Author{{Given: "R.", Family: "Pike"}}, Year: "1999", Title: "Knots", Place: "Leeds", Publisher: "Invented Press"},
	}
	return e
}

func TestTEI(t *testing.T) {
	for name, e := range map[string]*corpus.Edition{"cited": cited(), "woven": woven(), "empty": {}} {
		golden(t, name+".tei.xml", publish.TEI(e))
	}
}

// beside is an edition with notes in the margin, the second of a line that one
// stands beside already.
func beside() *corpus.Edition {
	s := &scanned{page: "p2", scan: 2, next: 1}
	text := s.block(corpus.Paragraph, "", "The crews met at the quay and told of the nets that were lost.")
	first, second := s.block(corpus.Note, "", "The spring of 1902"), s.block(corpus.Note, "", "See the rules")
	first.Beside, second.Beside = text.Tokens[5].ID(), text.Tokens[5].ID()
	return &corpus.Edition{ID: "abcdef", Pages: []corpus.Page{{ID: "p2", Scan: 2, Side: corpus.Left}}, Parts: []corpus.Part{{ID: text.ID, Kind: corpus.Introduction, Title: "Nets", Blocks: []corpus.Block{text, first, second}}}}
}

func TestMarginNotes(t *testing.T) {
	e := beside()
	if got, want := string(publish.Markdown(e)), "the quay[^1] and told"; !strings.Contains(got, want) || !strings.Contains(got, "[^1]: The spring of 1902") || !strings.Contains(got, "See the rules") {
		t.Errorf("got Markdown without %q and its note:\n%s", want, got)
	}
	tei := string(publish.TEI(e))
	if !strings.Contains(tei, `quay<ptr type="note" target="#`) || strings.Count(tei, `place="margin"`) != 2 {
		t.Errorf("got TEI without notes in the margin:\n%s", tei)
	}
	valid(t, "margin", []byte(tei))
}

func TestTEIPart(t *testing.T) {
	e := cited()
	got, err := publish.TEIPart(e, e.Parts[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(got, []byte("<respStmt xml:id=\"recto\">")) || bytes.Contains(got, []byte("teiCorpus")) {
		t.Errorf("a paper by itself needs a whole header of its own:\n%s", got)
	}
	valid(t, "part", got)
	if _, err := publish.TEIPart(e, "nowhere"); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("got %v, want %v", err, corpus.ErrNotFound)
	}
}

// Rows of a table keep their lines, whatever is in their cells.
func TestMarkdownTable(t *testing.T) {
	got := string(publish.Markdown(cited()))
	if want := "knot \\| use\\\nreef \\| sails\\\nbowline \\| loops\n"; !strings.Contains(got, want) {
		t.Errorf("got %s\nwant in it %s", got, want)
	}
}

// What a stranger's file may put into text, names and ids is still valid TEI.
func TestTEIOfHostileText(t *testing.T) {
	for name, text := range map[string]string{
		"control characters": "a\x00b \x1b[31m \x7f\u0085 \ufffe \uffff",
		"broken UTF-8":       "\xff\xfe caf\xe9 \xed\xa0\x80",
		"beyond the plane":   "𝔄𝔟 😀 \U0010ffff",
		"markup":             `<p xml:id="x">&amp; ]]> <!-- --> "'`,
		"spaces":             "\u00a0 \u2028 \t",
	} {
		t.Run(name, func(t *testing.T) {
			e := cited()
			spoil(e, text)
			valid(t, name, publish.TEI(e))
		})
	}
}

// spoil puts a text wherever an edition holds one.
func spoil(e *corpus.Edition, text string) {
	v := &e.Volume
	v.Title, v.Subtitle, v.Series, v.Event, v.Publisher, v.ISBN, v.Rights = text, text, text, text, text, text, text
	v.Editors, v.Sources = []string{text, ""}, []corpus.Source{{ID: text, Name: text}}
	e.ID, e.Made = text, corpus.Making{Program: text, Settings: text, Model: text, Glossary: text}
	for i := range e.Pages {
		e.Pages[i].Folio = text
	}
	for i := range e.Parts {
		p := &e.Parts[i]
		p.ID, p.Title = text, text
		if p.Paper != nil {
			p.Paper.Title, p.Paper.Keywords = text, []string{text}
			p.Paper.Authors = []corpus.Author{{Given: text, Family: text, Affiliation: text}, {}}
			r := &p.Paper.References[0]
			*r = corpus.Reference{Block: r.Block, Type: "book", Authors: p.Paper.Authors, Editors: p.Paper.Authors, Year: text, Title: text, Container: text, Volume: text, Publisher: text, Place: text, DOI: text, URL: text}
		}
		for k := range p.Blocks {
			b := &p.Blocks[k]
			b.ID, b.Label = b.ID+text, text
			for m := range b.Mentions {
				b.Mentions[m].Concept = text
			}
			for j := range b.Tokens {
				b.Tokens[j].Text += text
			}
		}
	}
}

// valid holds a document against the schema, and against being well-formed
// where there is no validator.
func valid(t *testing.T, name string, document []byte) {
	t.Helper()
	if !utf8.Valid(document) {
		t.Errorf("%s: not UTF-8", name)
	}
	for d := xml.NewDecoder(bytes.NewReader(document)); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, document)
		}
	}
	jing, err := exec.LookPath("jing")
	if err != nil {
		t.Skip("skipped: jing, the validator of Debian's package of that name, is not installed; well-formed all the same")
	}
	file := filepath.Join(t.TempDir(), "document.xml")
	if err := os.WriteFile(file, document, 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(jing, "-c", "tei.rnc", file).CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s\n%s", name, err, out, document)
	}
}

// The samples of the golden files are valid.
func TestTEISamples(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.tei.xml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		valid(t, p, data)
	}
}

func FuzzTEI(f *testing.F) {
	f.Add("a <b> & c", "d\x00", uint8(3))
	f.Fuzz(func(t *testing.T, text, raw string, n uint8) {
		kinds := []corpus.BlockKind{corpus.Heading, corpus.Paragraph, corpus.ListItem, corpus.Note, corpus.ReferenceBlock, corpus.Table, corpus.AbstractBlock}
		word := corpus.Word{ID: "a", Raw: raw}
		b := corpus.Block{
			ID: text, Kind: kinds[int(n)%len(kinds)], Label: raw, Level: int(n) / 8,
			Tokens:    []corpus.Token{{Text: text, Words: []corpus.Word{word}}, {Text: raw, Words: []corpus.Word{word}}, {Gap: text}},
			Citations: []corpus.Citation{{From: int(n) % 4, To: 3, Reference: text}},
			Mentions:  []corpus.Mention{{Concept: text, From: 0, To: int(n) % 5}},
		}
		out := publish.TEI(&corpus.Edition{Parts: []corpus.Part{{Kind: corpus.PaperPart, Paper: &corpus.Paper{}, Blocks: []corpus.Block{b, b}}}})
		d := xml.NewDecoder(strings.NewReader(string(out)))
		for {
			if _, err := d.Token(); err != nil {
				if !errors.Is(err, io.EOF) {
					t.Fatalf("%v\n%s", err, out)
				}
				return
			}
		}
	})
}
