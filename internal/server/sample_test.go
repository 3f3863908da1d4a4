package server_test

import (
	"bytes"
	_ "embed"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"regexp"
	"strings"
	"testing"

	"recto/internal/corpus"
)

//go:embed testdata/sample.txt
var sampleText string

// sampleSource is the source that the sample edition claims to come from.
var sampleSource = corpus.Source{ID: strings.Repeat("5a", 32), Name: "sample.pdf", MediaType: "application/pdf", Size: 123456}

const scanWidth, scanHeight = 1200, 840

// typesetter makes an edition from testdata/sample.txt: it sets the words on
// spreads of two pages, so that every token has a box that it came from.
//
// In the text, "=== kind title" begins a part, "by" names an author, "/8" turns
// to page 8, "{label}" mentions a concept, with "!" after it as an attestation,
// "<text:key>" cites the entry "@key", "~why~" is a gap.
type typesetter struct {
	parts []corpus.Part
	pages []corpus.Page
	n     int // words set on the scan
	x, y  float64
	refs  map[string]string // reference block by key
	cites []pendingCite
}

type pendingCite struct {
	part, block, at int
	key             string
}

func sampleEdition(t testing.TB, picture func(scan int) (hash string)) *corpus.Edition {
	t.Helper()
	ts := &typesetter{refs: map[string]string{}}
	for _, line := range strings.Split(strings.TrimSpace(sampleText), "\n") {
		ts.line(line)
	}
	ts.cite()
	e := &corpus.Edition{
		Volume: corpus.Volume{
			ID: sampleSource.Short(), Title: "Learning between Services", Subtitle: "Papers of a seminar that never was",
			Editors: []string{"Dora Probe", "Emil Versuch"}, Year: 2004, Publisher: "Recto", Sources: []corpus.Source{sampleSource},
		},
		Made:  corpus.Making{Program: "test", Settings: "{}"},
		Pages: ts.pages, Parts: ts.parts,
	}
	last := 0
	for _, p := range ts.pages {
		if p.Scan != last {
			last = p.Scan
			e.Scans = append(e.Scans, corpus.Scan{Number: last, Width: scanWidth, Height: scanHeight, Picture: picture(last)})
		}
	}
	e.Report = corpus.Report{Scans: len(e.Scans), Pages: len(ts.pages), Words: ts.n, Tokens: ts.n}
	return e
}

func (ts *typesetter) line(line string) {
	kind, rest, _ := strings.Cut(line, " ")
	switch {
	case kind == "===":
		ts.part(rest)
	case kind == "by":
		name, affiliation, _ := strings.Cut(rest, " | ")
		given, family, _ := strings.Cut(name, " ")
		p := ts.last().Paper
		p.Authors = append(p.Authors, corpus.Author{Given: given, Family: family, Affiliation: affiliation})
		ts.block(corpus.AuthorBlock, 0, "", name)
	case strings.HasPrefix(line, "/"):
		ts.turn(line[1:])
	case kind == "abstract":
		ts.block(corpus.AbstractBlock, 0, "", rest)
	case kind == "#" || kind == "##":
		ts.block(corpus.Heading, len(kind), "", rest)
	case kind == ">":
		ts.block(corpus.Quotation, 0, "", rest)
	case kind == "-":
		ts.block(corpus.ListItem, 0, "–", rest)
	case kind[0] == '^':
		ts.mark(kind[1:], ts.block(corpus.Note, 0, kind[1:], rest))
	case kind[0] == '@':
		ts.refs[kind[1:]] = ts.block(corpus.ReferenceBlock, 0, "", rest)
	default:
		ts.block(corpus.Paragraph, 0, "", line)
	}
}

// mark notes where a note is marked: in the last word before it that ends so.
func (ts *typesetter) mark(label, note string) {
	blocks := ts.last().Blocks
	for i := len(blocks) - 2; i >= 0; i-- {
		for j, t := range blocks[i].Tokens {
			if stem, ok := strings.CutSuffix(t.Text, label); ok && stem != "" && blocks[i].Kind != corpus.Note {
				blocks[i].Marks = append(blocks[i].Marks, corpus.NoteMark{Token: j, From: len(stem), To: len(t.Text), Note: note})
				return
			}
		}
	}
}

func (ts *typesetter) last() *corpus.Part { return &ts.parts[len(ts.parts)-1] }

func (ts *typesetter) part(rest string) {
	kind, title, _ := strings.Cut(rest, " ")
	part := corpus.Part{Kind: corpus.PartKind(kind), Title: title}
	if part.Kind == corpus.PaperPart {
		part.Paper = &corpus.Paper{Title: title}
	}
	if len(ts.pages) == 0 {
		ts.turn("")
	}
	ts.parts = append(ts.parts, part)
	if title != "" {
		id := ts.block(corpus.TitleBlock, 0, "", title)
		ts.last().ID, ts.last().Paper.ID = id, id
	}
}

// turn begins the next printed page: two of them make a spread.
func (ts *typesetter) turn(folio string) {
	if n := len(ts.pages); folio != "" && n > 0 && len(ts.last().Blocks) <= 4 && ts.pages[n-1].Folio == "" && ts.last().Paper != nil {
		ts.pages[n-1].Folio = folio
		ts.last().Paper.FirstFolio = folio
		return
	}
	n := len(ts.pages)
	side, region := corpus.Left, corpus.Box{X1: 20, Y1: 20, X2: 590, Y2: 820}
	if n%2 == 1 {
		side, region = corpus.Right, corpus.Box{X1: 610, Y1: 20, X2: 1180, Y2: 820}
	} else {
		ts.n = 0
	}
	ts.pages = append(ts.pages, corpus.Page{ID: corpus.PageID(sampleSource.ID, n/2+1, side), Scan: n/2 + 1, Side: side, Region: region, Folio: folio})
	ts.x, ts.y = region.X1+20, region.Y1+40
	if len(ts.parts) > 0 && ts.last().Paper != nil && folio != "" {
		ts.last().Paper.LastFolio = folio
	}
}

var markup = regexp.MustCompile(`\{([^}]+)\}(!?)|<([^:>]+):([^>]+)>|~([^~]+)~|/(\d+)|[^\s{}<>~]+`)

func (ts *typesetter) block(kind corpus.BlockKind, level int, label, text string) string {
	if len(ts.pages) > 0 && kind == corpus.TitleBlock && ts.pages[len(ts.pages)-1].Folio != "" || ts.y > 760 && kind == corpus.TitleBlock {
		ts.turn("")
	}
	b := corpus.Block{Kind: kind, Level: level, Label: label}
	if label != "" {
		ts.words(&b, label) // a label is evidence too, and stands in the text as it is printed
	}
	for _, m := range markup.FindAllStringSubmatch(text, -1) {
		from := len(b.Tokens)
		switch {
		case m[1] != "":
			ts.words(&b, m[1])
			b.Mentions = append(b.Mentions, corpus.Mention{Concept: corpus.Slug(m[1]), From: from, To: len(b.Tokens), Reason: corpus.Exact, Confidence: 1, Attestation: m[2] != ""})
		case m[3] != "":
			ts.words(&b, m[3])
			b.Citations = append(b.Citations, corpus.Citation{From: from, To: len(b.Tokens)})
			ts.cites = append(ts.cites, pendingCite{len(ts.parts) - 1, len(ts.last().Blocks), len(b.Citations) - 1, m[4]})
		case m[5] != "":
			b.Tokens = append(b.Tokens, corpus.Token{Gap: m[5], Page: ts.pages[len(ts.pages)-1].ID})
		case m[6] != "":
			ts.turn(m[6])
		case from > 0 && strings.Trim(m[0], ".,;:)!?") == "":
			b.Tokens[from-1].Text += m[0]
		default:
			ts.words(&b, m[0])
		}
	}
	b.ID = b.Tokens[0].ID()
	part := ts.last()
	if part.ID == "" {
		part.ID = b.ID
	}
	if kind == corpus.ReferenceBlock {
		part.Paper.References = append(part.Paper.References, corpus.Reference{Block: b.ID, Raw: b.Text()})
	}
	part.Blocks = append(part.Blocks, b)
	ts.newLine()
	return b.ID
}

func (ts *typesetter) words(b *corpus.Block, text string) {
	for _, raw := range strings.Fields(text) {
		page := &ts.pages[len(ts.pages)-1]
		width := float64(7 * len([]rune(raw)))
		if ts.x+width > page.Region.X2-20 {
			ts.newLine()
		}
		ts.n++
		word := corpus.Word{ID: corpus.WordID(sampleSource.ID, page.Scan, ts.n), Raw: raw, Scan: page.Scan, Box: corpus.Box{X1: ts.x, Y1: ts.y, X2: ts.x + width, Y2: ts.y + 12}}
		ts.x += width + 6
		if len(page.Lines) == 0 || ts.x == page.Region.X1+20+width+6 {
			page.Lines = append(page.Lines, corpus.Line{Page: page.ID})
		}
		line := &page.Lines[len(page.Lines)-1]
		line.Words = append(line.Words, word)
		line.Box = line.Box.Union(word.Box)
		b.Tokens = append(b.Tokens, corpus.Token{Text: raw, Words: []corpus.Word{word}, Page: page.ID})
	}
}

func (ts *typesetter) newLine() {
	ts.x = ts.pages[len(ts.pages)-1].Region.X1 + 20
	ts.y += 19
}

func (ts *typesetter) cite() {
	for _, c := range ts.cites {
		ts.parts[c.part].Blocks[c.block].Citations[c.at].Reference = ts.refs[c.key]
	}
}

// samplePicture draws a scan of the sample: grey paper and a bar for each word.
func samplePicture(t testing.TB, e *corpus.Edition, scan int) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, scanWidth, scanHeight))
	draw.Draw(img, img.Bounds(), image.NewUniform(color.Gray{235}), image.Point{}, draw.Src)
	for _, p := range e.Pages {
		if p.Scan != scan {
			continue
		}
		for _, line := range p.Lines {
			for _, w := range line.Words {
				bar := image.Rect(int(w.Box.X1), int(w.Box.Y1)+3, int(w.Box.X2), int(w.Box.Y2)-3)
				draw.Draw(img, bar, image.NewUniform(color.Gray{90}), image.Point{}, draw.Src)
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
