package pdf_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"recto/internal/publish/pdf"
)

// sample is two pages of one spread, with everything that a page can have.
func sample(load func() ([]byte, error)) (pdf.Info, []pdf.Page, []pdf.Bookmark) {
	info := pdf.Info{
		ID: "edition", Title: "Knots (and \\ loops): Ñandú", Authors: []string{"Jo Ñandú", "R. Pike"}, Subject: "In: Knots & <Boundaries>", Keywords: []string{"knot"},
		Language: "en", Publisher: "Invented Press", Rights: "Free", Date: "2007", Source: "https://recto.example/papers/1", Producer: "Recto test", Modified: time.Unix(1e9, 0),
	}
	word := func(text string, x, y float64) pdf.Word {
		return pdf.Word{Text: text, X: x, Y: y, Width: 60, Size: 12, Space: 6}
	}
	first := pdf.Page{
		Width: 300, Height: 400, Label: "iv",
		Picture: pdf.Picture{Key: "spread", Box: pdf.Rect{X2: 600, Y2: 400}, Load: load},
		Blocks: []pdf.Block{
			{Key: "a", Role: "H1", Words: []pdf.Word{word("Learning", 50, 350), word("<together>", 120, 350)}},
			{Key: "b", Role: "P", Words: []pdf.Word{word("Engeström", 50, 300), word("čeština", 120, 300), word("𝔄(b)", 190, 300.5), {Text: "naïve", X: 50, Y: 280, Width: 40, Size: 12, Slope: .02}}},
			{Key: "none", Role: "P"},
		},
		Links: []pdf.Link{
			{Box: pdf.Rect{X1: 50, Y1: 295, X2: 110, Y2: 310}, URL: "https://recto.example/concepts/é b", Text: "knot"},
			{Box: pdf.Rect{X1: 120, Y1: 295, X2: 180, Y2: 310}, To: pdf.Place{Page: 1, Top: 350}, Text: "Reference"},
		},
		Notes: []pdf.Note{{Box: pdf.Rect{X1: 50, Y1: 295, X2: 110, Y2: 310}, Title: "Glossary", Text: "knot: what “holds”\n\nmore"}},
	}
	second := pdf.Page{
		Width: 300, Height: 400, Label: "5",
		Picture: pdf.Picture{Key: "spread", Box: pdf.Rect{X1: -300, X2: 300, Y2: 400}, Load: load},
		Blocks:  []pdf.Block{{Key: "b", Role: "P", Words: []pdf.Word{word("goes", 50, 350), word("on", 120, 350)}}},
	}
	marks := []pdf.Bookmark{
		{1, "Knots", pdf.Place{Page: 0, Top: 400}},
		{3, "Deep", pdf.Place{Page: 0, Top: 300}},
		{2, "Less deep", pdf.Place{Page: 1, Top: 400}},
		{1, "Loops é", pdf.Place{Page: 1, Top: 300}},
	}
	return info, []pdf.Page{first, second}, marks
}

func write(t testing.TB, load func() ([]byte, error)) []byte {
	t.Helper()
	info, pages, marks := sample(load)
	var b bytes.Buffer
	d := pdf.New(&b, info)
	for _, p := range pages {
		must(t, d.Add(p))
	}
	for _, m := range marks {
		d.Bookmark(m)
	}
	must(t, d.Close())
	return b.Bytes()
}

func grey() image.Image {
	m := image.NewGray(image.Rect(0, 0, 60, 40))
	for i := range m.Pix {
		m.Pix[i] = byte(i)
	}
	return m
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, jpeg.Encode(&b, m, nil))
	return b.Bytes()
}

// The file is valid by pdfcpu's strict rules, and what was put in is found by it.
func TestWriter(t *testing.T) {
	picture := asJPEG(t, grey())
	loaded := 0
	file := write(t, func() ([]byte, error) { loaded++; return picture, nil })
	valid(t, file)
	if n := bytes.Count(file, picture); n != 1 || loaded != 1 {
		t.Errorf("the picture is in the file %d times and was asked for %d times, want once", n, loaded)
	}
	if more := len(file) - len(picture); more > 9000 {
		t.Errorf("%d bytes besides the picture", more)
	}
	ctx, err := api.ReadContext(bytes.NewReader(file), configuration())
	must(t, err)
	must(t, api.ValidateContext(ctx))
	if ctx.PageCount != 2 {
		t.Errorf("%d pages, want 2", ctx.PageCount)
	}
	marks, err := api.Bookmarks(bytes.NewReader(file), configuration())
	must(t, err)
	if len(marks) != 2 || marks[1].Title != "Loops é" || marks[1].PageFrom != 2 || len(marks[0].Kids) != 2 || marks[0].Kids[1].Title != "Less deep" {
		t.Errorf("bookmarks %+v", marks)
	}
	notes, err := api.Annotations(bytes.NewReader(file), nil, configuration())
	must(t, err)
	if links, under := notes[1][model.AnnLink], notes[1][model.AnnUnderline]; len(links.Map) != 2 || len(under.Map) != 1 {
		t.Errorf("%d links and %d notes on the first page, want 2 and 1", len(links.Map), len(under.Map))
	}
	if again := write(t, func() ([]byte, error) { return picture, nil }); !bytes.Equal(file, again) {
		t.Error("the same calls wrote other bytes")
	}
}

func TestPictures(t *testing.T) {
	var asPNG bytes.Buffer
	must(t, png.Encode(&asPNG, grey()))
	coloured := image.NewRGBA(image.Rect(0, 0, 60, 40))
	coloured.Set(3, 3, color.RGBA{200, 0, 0, 255})
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"grey":   {asJPEG(t, grey()), "/ColorSpace/DeviceGray"},
		"colour": {asJPEG(t, coloured), "/ColorSpace/DeviceRGB"},
		"PNG":    {asPNG.Bytes(), "/ColorSpace/DeviceGray"},
	} {
		t.Run(name, func(t *testing.T) {
			file := write(t, func() ([]byte, error) { return c.data, nil })
			valid(t, file)
			if !bytes.Contains(file, []byte(c.want)) {
				t.Errorf("no %s", c.want)
			}
		})
	}
}

// The words are found by a viewer's own means, whatever their letters.
func TestText(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("skipped: pdftotext, of Debian's package poppler-utils, is not installed")
	}
	picture := asJPEG(t, grey())
	cmd := exec.Command(tool, "-", "-")
	cmd.Stdin = bytes.NewReader(write(t, func() ([]byte, error) { return picture, nil }))
	out, err := cmd.Output()
	must(t, err)
	for _, want := range []string{"Learning <together>", "Engeström čeština 𝔄(b)", "naïve", "goes on"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %q in %q", want, out)
		}
	}
}

func TestErrors(t *testing.T) {
	lost := errors.New("lost")
	info, pages, _ := sample(func() ([]byte, error) { return nil, lost })
	if err := pdf.New(&bytes.Buffer{}, info).Add(pages[0]); !errors.Is(err, lost) {
		t.Errorf("got %v, want %v", err, lost)
	}
	info, pages, _ = sample(func() ([]byte, error) { return []byte("no picture"), nil })
	if err := pdf.New(&bytes.Buffer{}, info).Add(pages[0]); !errors.Is(err, image.ErrFormat) {
		t.Errorf("got %v, want %v", err, image.ErrFormat)
	}
	full := pdf.New(fullDisk{lost}, info)
	if err := full.Close(); !errors.Is(err, lost) {
		t.Errorf("got %v, want %v", err, lost)
	}
}

type fullDisk struct{ err error }

func (f fullDisk) Write([]byte) (int, error) { return 0, f.err }

// Whatever is in the words, titles and addresses, the file stays valid.
func FuzzWriter(f *testing.F) {
	picture := asJPEG(f, grey())
	f.Add("a (b \\ c", "\x00\xff]]>", 12.0, 1)
	f.Fuzz(func(t *testing.T, text, url string, size float64, level int) {
		var b bytes.Buffer
		d := pdf.New(&b, pdf.Info{ID: text, Title: text, Authors: []string{text}, Keywords: []string{url}, Language: "en", Source: url})
		must(t, d.Add(pdf.Page{
			Width: 100, Height: 100, Label: text,
			Picture: pdf.Picture{Box: pdf.Rect{X2: 100, Y2: 100}, Load: func() ([]byte, error) { return picture, nil }},
			Blocks:  []pdf.Block{{Key: url, Role: "P", Words: []pdf.Word{{Text: text, Width: 10, Size: min(max(size, 1), 100)}}}},
			Links:   []pdf.Link{{Box: pdf.Rect{X2: 1, Y2: 1}, URL: "https://a/" + url, Text: text}},
			Notes:   []pdf.Note{{Box: pdf.Rect{X2: 1, Y2: 1}, Title: text, Text: url}},
		}))
		d.Bookmark(pdf.Bookmark{Level: level, Title: "a" + text})
		must(t, d.Close())
		if err := api.Validate(bytes.NewReader(b.Bytes()), configuration()); err != nil {
			t.Fatalf("%v\n%q", err, b.Bytes())
		}
	})
}

func valid(t *testing.T, file []byte) {
	t.Helper()
	if err := api.Validate(bytes.NewReader(file), configuration()); err != nil {
		t.Fatal(err)
	}
}

func configuration() *model.Configuration {
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationStrict
	return c
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
