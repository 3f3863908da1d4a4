package ingest_test

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"recto/internal/corpus"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/publish/pdf"
)

// TestMargins sets a page with notes in its margin, numbers of lines and a
// footnote, and reads it from the text layer of a PDF.
func TestMargins(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it starts PDFium, which takes long")
	}
	p := setPage(t)
	reader := &ingest.OnDemand{Options: extract.Options{CacheDir: t.TempDir()}}
	defer reader.Close()
	e, err := newPipeline(t, reader).Process(t.Context(), corpus.Source{ID: strings.Repeat("ab", 32), Name: "page.pdf"}, p.layered(t), corpus.Decided{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	checkMargins(t, e)
}

func checkMargins(t *testing.T, e *corpus.Edition) {
	t.Helper()
	if n := e.Report.Counts["layout.line-numbers"]; n != 5 {
		t.Errorf("%d numbers of lines were found, want 5", n)
	}
	first := map[string]string{} // what the line reads on that begins with a token
	var text, margin []string
	marked := ""
	for _, l := range e.Pages[0].Lines {
		if len(l.Words) > 0 && l.Role == corpus.Text {
			first[l.Words[0].ID] = l.Raw()
		}
	}
	for _, part := range e.Parts {
		for _, b := range part.Blocks {
			if b.Beside != "" {
				margin = append(margin, b.Text()+" beside "+strings.Fields(first[b.Beside] + " nothing")[0])
				continue
			}
			if b.Kind != corpus.Note {
				text = append(text, b.Text())
			}
			for _, m := range b.Marks {
				marked += b.Tokens[max(0, m.Token-1)].Text + " " + b.Tokens[m.Token].Text
			}
		}
	}
	if got, want := strings.Join(margin, "; "), "Early nets and ropes of hemp beside ferry; The rules beside oar"; got != want {
		t.Errorf("got in the margin %q, want %q", got, want)
	}
	if whole := strings.Join(text, " "); strings.Contains(whole, "hemp") || strings.Contains(whole, "45 oar") {
		t.Errorf("the margin is in the text: %s", whole)
	}
	if !strings.Contains(marked, "quay") {
		t.Errorf("the footnote is marked at %q, want it after \"quay\"", marked)
	}
}

// set is a page as it is set: words with their boxes, in points of a page that
// has as many pixels.
type set struct {
	paper *image.Gray
	words []setWord
	fonts map[float64]font.Face
}

type setWord struct {
	text          string
	x, y, w, size float64 // y is the baseline's, from the top
}

const sheetWidth, sheetHeight = 1240, 1754

func setPage(t *testing.T) *set {
	t.Helper()
	s := &set{paper: image.NewGray(image.Rect(0, 0, sheetWidth, sheetHeight)), fonts: map[float64]font.Face{}}
	draw.Draw(s.paper, s.paper.Rect, image.White, image.Point{}, draw.Src)
	words := strings.Fields(strings.Repeat("the crews met at the quay and told of nets that were lost when boats came home late in spring ", 30))
	const left, right, size = 280.0, 1080.0, 24.0
	names := strings.Fields("anchor basket cable deck engine ferry galley harbour island jetty keel ladder mast needle oar paddle quarter rope sail tackle under vessel water yard zone")
	next := 0
	for i := range names {
		y := 200 + 44*float64(i)
		line := []string{names[i]}
		for ; s.width(t, strings.Join(append(line, words[next]), " "), size) < right-left-20; next++ {
			line = append(line, words[next])
		}
		s.justify(t, line, left, right, y, size)
		if (i+1)%5 == 0 {
			s.place(t, []string{"35", "40", "45", "50", "55"}[i/5], 215, y, 24)
		}
	}
	s.line(t, "Early nets and", 40, 200+44*5, 18)
	s.line(t, "ropes of hemp", 40, 200+44*5+24, 18)
	s.line(t, "The rules", 40, 200+44*14, 18)
	y := 200 + 44*26.0
	x := s.line(t, "Last of all they left the quay", left, y, size)
	s.place(t, "12", x-6, y-10, 14)
	s.line(t, "12 As the minutes of that year tell us, and nobody else does.", left, y+110, 18)
	return s
}

func (s *set) justify(t *testing.T, line []string, left, right, y, size float64) {
	t.Helper()
	all := 0.0
	for _, w := range line {
		all += s.width(t, w, size)
	}
	space := (right - left - all) / float64(len(line)-1)
	x := left
	for _, w := range line {
		x = s.place(t, w, x, y, size) + space
	}
}

// line sets words and gives where the next one would begin.
func (s *set) line(t *testing.T, text string, x, y, size float64) float64 {
	t.Helper()
	for w := range strings.FieldsSeq(text) {
		x = s.place(t, w, x, y, size) + 0.3*size
	}
	return x
}

func (s *set) place(t *testing.T, text string, x, y, size float64) float64 {
	t.Helper()
	d := font.Drawer{Dst: s.paper, Src: image.NewUniform(color.Black), Face: s.face(t, size), Dot: fixed.P(int(x), int(y))}
	d.DrawString(text)
	w := s.width(t, text, size)
	s.words = append(s.words, setWord{text, x, y, w, size})
	return x + w
}

func (s *set) width(t *testing.T, text string, size float64) float64 {
	t.Helper()
	return float64(font.MeasureString(s.face(t, size), text)) / 64
}

func (s *set) face(t *testing.T, size float64) font.Face {
	t.Helper()
	if f := s.fonts[size]; f != nil {
		return f
	}
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	s.fonts[size] = f
	return f
}

func (s *set) picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, s.paper); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// layered is the page as a PDF with its words behind the picture.
func (s *set) layered(t *testing.T) []byte {
	t.Helper()
	var words []pdf.Word
	for _, w := range s.words {
		words = append(words, pdf.Word{Text: w.text, X: w.x / 2, Y: (sheetHeight - w.y) / 2, Width: w.w / 2, Size: w.size / 2})
	}
	var b bytes.Buffer
	out := pdf.New(&b, pdf.Info{ID: "margins", Title: "Margins", Language: "en", Modified: time.Unix(0, 0).UTC()})
	whole := pdf.Rect{X2: sheetWidth / 2, Y2: sheetHeight / 2}
	err := out.Add(pdf.Page{Width: whole.X2, Height: whole.Y2, Picture: pdf.Picture{Key: "page", Box: whole, Load: func() ([]byte, error) { return s.picture(t), nil }}, Blocks: []pdf.Block{{Key: "all", Role: "P", Words: words}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
