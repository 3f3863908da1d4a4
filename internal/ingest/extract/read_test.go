package extract

import (
	"bytes"
	"context"
	"errors"
	"image/jpeg"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"recto/internal/corpus"
)

var source = corpus.Source{ID: "0123456789abcdef"}

// TestPDF runs all that needs PDFium with one compiled module.
func TestPDF(t *testing.T) {
	cache := t.TempDir()
	p, err := OpenPDFium(t.Context(), Options{CacheDir: cache, MaxPages: 40})
	if err != nil {
		t.Fatal(err)
	}
	t.Run("read", func(t *testing.T) { testRead(t, p) })
	t.Run("document", func(t *testing.T) { testReadDocument(t, p) })
	t.Run("metadata", func(t *testing.T) { testReadTakesMetadata(t, p) })
	t.Run("context", func(t *testing.T) { testReadEndsWithItsContext(t, p) })
	t.Run("dots", func(t *testing.T) { testDots(t, p) })
	t.Run("no scan", func(t *testing.T) { testPictureOfNoScan(t, p) })
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	t.Run("bomb", func(t *testing.T) { testReadSurvivesABomb(t, cache) })
	t.Run("slow", func(t *testing.T) { testReadGivesUpSlowPages(t, cache) })
}

// wordBox is a word and about where it stands, in pixels.
type wordBox struct {
	raw  string
	x, y float64 // the left and lower edge as one reads the picture
}

func testRead(t *testing.T, p *PDFium) {
	const px = renderDPI / 72.0
	scan := greyJPEG(t, 400, 200)
	image := "q 200 0 0 100 0 0 cm /Im Do Q\n"
	tests := []struct {
		name          string
		page          pdfPage
		width, height int
		want          []wordBox
	}{
		{
			"rendered",
			pdfPage{content: showText(20, 30, 10, 0, "boundary zone")},
			417, 208,
			[]wordBox{{"boundary", 20 * px, 70 * px}, {"zone", 65 * px, 70 * px}},
		},
		{
			"picture with unseen text",
			pdfPage{content: image + showText(20, 30, 10, 3, "zone"), jpeg: scan},
			400, 200,
			[]wordBox{{"zone", 40, 140}},
		},
		{
			"picture painted over text",
			pdfPage{content: showText(20, 30, 10, 0, "zone") + image, jpeg: scan},
			400, 200,
			[]wordBox{{"zone", 40, 140}},
		},
		{
			"picture with seen text is rendered",
			pdfPage{content: image + showText(20, 30, 10, 0, "zone"), jpeg: scan},
			417, 208,
			[]wordBox{{"zone", 20 * px, 70 * px}},
		},
		{
			"crop box",
			pdfPage{extra: "/CropBox[10 20 110 80]", content: showText(20, 30, 10, 0, "zone")},
			208, 125,
			[]wordBox{{"zone", 10 * px, 50 * px}},
		},
		{
			"turned upright",
			pdfPage{extra: "/Rotate 90/MediaBox[0 0 100 200]", content: "BT /F 10 Tf 0 1 -1 0 70 20 Tm (zone) Tj ET"},
			417, 208,
			[]wordBox{{"zone", 20 * px, 70 * px}},
		},
		{
			"turned upside down",
			pdfPage{extra: "/Rotate 180", content: "BT /F 10 Tf -1 0 0 -1 180 70 Tm (zone) Tj ET"},
			417, 208,
			[]wordBox{{"zone", 20 * px, 70 * px}},
		},
		{
			"turned the other way",
			pdfPage{extra: "/Rotate 270/MediaBox[0 0 100 200]", content: "BT /F 10 Tf 0 -1 1 0 30 180 Tm (zone) Tj ET"},
			417, 208,
			[]wordBox{{"zone", 20 * px, 70 * px}},
		},
		{
			"a jump parts words",
			pdfPage{content: showText(20, 30, 10, 0, "left") + showText(120, 30, 10, 0, "right")},
			417, 208,
			[]wordBox{{"left", 20 * px, 70 * px}, {"right", 120 * px, 70 * px}},
		},
		{
			"hyphen at the line end",
			pdfPage{content: showText(20, 50, 10, 0, "bound-") + showText(20, 30, 10, 0, "ary")},
			417, 208,
			[]wordBox{{"bound-", 20 * px, 50 * px}, {"ary", 20 * px, 70 * px}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := makePDF(tt.page)
			doc, err := p.Read(t.Context(), source, data, nil)
			if err != nil {
				t.Fatal(err)
			}
			s := doc.Scans[0]
			if s.Width != tt.width || s.Height != tt.height {
				t.Errorf("got %d by %d pixels, want %d by %d", s.Width, s.Height, tt.width, tt.height)
			}
			checkWords(t, s.Words, tt.want)
			pic, err := p.Picture(t.Context(), data, 1)
			if err != nil {
				t.Fatal(err)
			}
			conf, err := jpeg.DecodeConfig(bytes.NewReader(pic.Data))
			if err != nil || conf.Width != s.Width || conf.Height != s.Height || pic.Width != s.Width || pic.Height != s.Height {
				t.Errorf("picture has %d by %d pixels (%v), says %d by %d; the scan %d by %d", conf.Width, conf.Height, err, pic.Width, pic.Height, s.Width, s.Height)
			}
			if embedded := bytes.Equal(pic.Data, tt.page.jpeg); embedded != (tt.width == 400) {
				t.Errorf("picture is the embedded one: %v", embedded)
			}
		})
	}
}

func checkWords(t *testing.T, got []corpus.Word, want []wordBox) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d words %v, want %d", len(got), got, len(want))
	}
	for i, w := range want {
		g := got[i]
		if g.Raw != w.raw || math.Abs(g.Box.X1-w.x) > 4 || math.Abs(g.Box.Y2-w.y) > 8 {
			t.Errorf("got %q at %v, want %q with its lower left corner near %.0f, %.0f", g.Raw, g.Box, w.raw, w.x, w.y)
		}
		if g.Size < 15 || g.Size > 25 {
			t.Errorf("%q has size %g, want about 20 pixels", g.Raw, g.Size)
		}
		if g.Scan != 1 || g.ID != corpus.WordID(source.ID, 1, i+1) {
			t.Errorf("%q is word %s of scan %d", g.Raw, g.ID, g.Scan)
		}
	}
}

func testReadDocument(t *testing.T, p *PDFium) {
	good := pdfPage{content: showText(20, 30, 10, 0, "boundary zone")}
	picture := pdfPage{content: "q 200 0 0 100 0 0 cm /Im Do Q", jpeg: greyJPEG(t, 40, 20)}
	huge := pdfPage{extra: "/MediaBox[0 0 20000 20000]", content: good.content}
	many := make([]pdfPage, 30)
	for i := range many {
		many[i] = good
	}
	tests := []struct {
		name     string
		data     []byte
		err      error
		words    int
		problems string // texts of problems, joined, in part
	}{
		{"many pages", makePDF(many...), nil, 60, ""},
		{"junk before", append([]byte("junk\r\n"), makePDF(good)...), nil, 2, ""},
		{"a page without text", makePDF(good, picture), nil, 2, ""},
		{"a page of monstrous size", makePDF(good, huge), nil, 2, "20000 by 20000"},
		{"monstrous pages alone", makePDF(huge), corpus.ErrTooLarge, 0, ""},
		{"pictures alone", makePDF(picture, picture), nil, 0, ""},
		{"nothing", makePDF(pdfPage{}), corpus.ErrNoText, 0, ""},
		{"too many pages", makePDF(append(many, many...)...), corpus.ErrTooLarge, 0, ""},
		{"cut off", makePDF(good)[:60], corpus.ErrBroken, 0, ""},
		{"without its index", bytes.Split(makePDF(good), []byte("startxref"))[0], nil, 2, ""},
		{"what pdfcpu refuses", bytes.Replace(makePDF(good), []byte("%PDF-1.4"), []byte("%PDF-7.4"), 1), nil, 2, "breaks the rules"},
		{"password", encrypt(t, makePDF(good), "secret"), corpus.ErrEncrypted, 0, ""},
		{"password of the owner alone", encrypt(t, makePDF(good), ""), nil, 2, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			calls := 0
			doc, err := p.Read(t.Context(), source, tt.data, func(done, total int) {
				if calls++; done != calls || total != len(tt.data) && total < done {
					t.Errorf("progress %d of %d at call %d", done, total, calls)
				}
			})
			if !errors.Is(err, tt.err) {
				t.Fatalf("got error %v, want %v", err, tt.err)
			}
			if doc.Report.Words != tt.words || tt.err == nil && calls != len(doc.Scans) {
				t.Errorf("got %d words and %d calls for %d scans, want %d words", doc.Report.Words, calls, len(doc.Scans), tt.words)
			}
			var texts []string
			for _, pr := range doc.Report.Problems {
				texts = append(texts, pr.Text)
			}
			if all := strings.Join(texts, "\n"); tt.err == nil && (tt.problems == "") != (all == "") || !strings.Contains(all, tt.problems) {
				t.Errorf("got problems %q, want %q", all, tt.problems)
			}
		})
	}
}

func encrypt(t *testing.T, data []byte, user string) []byte {
	t.Helper()
	api.DisableConfigDir()
	conf := model.NewAESConfiguration(user, "owner", 256)
	var out bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(data), &out, conf); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func testReadTakesMetadata(t *testing.T, p *PDFium) {
	whole := makePDF(pdfPage{content: showText(20, 30, 10, 0, "zone")})
	doc, err := p.Read(t.Context(), source, whole, nil)
	if err != nil {
		t.Fatal(err)
	}
	if doc.Metadata.Title != "Papers from a seminar" || doc.Metadata.Producer != "test" {
		t.Errorf("got %+v", doc.Metadata)
	}
}

func testReadEndsWithItsContext(t *testing.T, p *PDFium) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := p.Read(ctx, source, makePDF(pdfPage{content: showText(20, 30, 10, 0, "zone")}), nil); err == nil {
		t.Error("read to the end under an ended context")
	}
}

func testPictureOfNoScan(t *testing.T, p *PDFium) {
	if _, err := p.Picture(t.Context(), makePDF(pdfPage{}), 2); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("got %v, want %v", err, corpus.ErrNotFound)
	}
}

// A page that uses up the sandbox's memory costs that page alone.
func testReadSurvivesABomb(t *testing.T, cache string) {
	p := open(t, Options{CacheDir: cache, MemoryMB: 48})
	good := pdfPage{content: showText(20, 30, 10, 0, "boundary zone")}
	bomb := pdfPage{content: strings.Repeat("1 0 0 1 0 0 cm ", 6<<20), flate: true}
	checkMiddleFails(t, p, makePDF(good, bomb, good), "broke")
}

// A page that takes too long costs that page alone.
func testReadGivesUpSlowPages(t *testing.T, cache string) {
	p := open(t, Options{CacheDir: cache, PageTime: 5 * time.Second})
	good := pdfPage{content: showText(20, 30, 10, 0, "boundary zone")}
	slow := pdfPage{content: strings.Repeat("q 1 0 0 1 0 0 cm BT /F 1 Tf (a) Tj ET Q ", 4<<20), flate: true}
	checkMiddleFails(t, p, makePDF(good, slow, good), "time")
}

func open(t *testing.T, opt Options) *PDFium {
	t.Helper()
	p, err := OpenPDFium(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func checkMiddleFails(t *testing.T, p *PDFium, data []byte, problem string) {
	t.Helper()
	doc, err := p.Read(t.Context(), source, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []int{2, 0, 2} {
		s := doc.Scans[i]
		if len(s.Words) != want || (s.Problem == "") != (want > 0) || !strings.Contains(s.Problem, problem) && want == 0 {
			t.Errorf("scan %d: %d words, problem %q", i+1, len(s.Words), s.Problem)
		}
	}
}

func TestWithoutExif(t *testing.T) {
	plain := string(greyJPEG(t, 8, 8))
	app1 := "\xff\xe1\x00\x0aExif\x00\x00MM"
	tests := []struct{ name, data, want string }{
		{"none", plain, plain},
		{"some", plain[:2] + app1 + plain[2:], plain},
		{"cut off", plain[:2] + app1[:6], plain[:2] + app1[:6]},
		{"empty", "", ""},
		{"no JPEG", "GIF89a", "GIF89a"},
	}
	for _, tt := range tests {
		if got := string(withoutExif([]byte(tt.data))); got != tt.want {
			t.Errorf("%s: got %d bytes, want %d", tt.name, len(got), len(tt.want))
		}
	}
}
