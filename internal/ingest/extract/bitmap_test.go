package extract

import (
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"os"
	"strings"
	"testing"

	scale "golang.org/x/image/draw"
)

// truth is a picture of 61 by 47 pixels that pages of these tests show.
func truth(t *testing.T, name string) *image.RGBA {
	t.Helper()
	f, err := os.Open("tiff/testdata/" + name + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	m, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(m.Bounds())
	draw.Draw(out, out.Rect, m, image.Point{}, draw.Src)
	return out
}

// sixfold is a picture with six dots for each along both axes.
func sixfold(m *image.RGBA) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, 6*m.Rect.Dx(), 6*m.Rect.Dy()))
	scale.NearestNeighbor.Scale(out, out.Rect, m, m.Rect, draw.Src, nil)
	return out
}

// Pages of 61 by 47 dots, 300 to an inch, and of six times as many, and an image
// on the first, which is the whole page, or a little less, so that rendering
// would blur its dots.
const (
	dotsPage  = "/MediaBox[0 0 14.64 11.28]"
	largePage = "/MediaBox[0 0 87.84 67.68]"
	whole     = "q 14.64 0 0 11.28 0 0 cm /Im0 Do Q"
	blurred   = "q 14.6 0 0 11.25 0.02 0.015 cm /Im0 Do Q"
)

// testDots draws pages that are images, of every way to keep them.
func testDots(t *testing.T, p *PDFium) {
	bilevel, grey, colour := truth(t, "bilevel"), truth(t, "grey"), truth(t, "colour")
	fax := strip(t, fixture(t, "bilevel-g4"), 0)
	large := sixfold(grey)
	black := image.NewRGBA(large.Rect)
	draw.Draw(black, black.Rect, image.Black, image.Point{}, draw.Src)
	tests := []struct {
		name    string
		page    pdfPage
		want    image.Image
		differs float64 // levels of 255 by which a sample may differ in the mean
	}{
		{"fax", pdfPage{content: blurred, images: []pdfImage{bits(fax, "/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 61/Rows 47>>")}}, bilevel, 0},
		{"JBIG2", pdfPage{content: blurred, images: []pdfImage{bits(jbig2(fax, 61, 47), "/ColorSpace/DeviceGray/Filter/JBIG2Decode")}}, bilevel, 0},
		{"bits", pdfPage{content: blurred, images: []pdfImage{bits(packed(bilevel, 0), "/ColorSpace/DeviceGray")}}, bilevel, 0},
		{"bits inverted", pdfPage{content: blurred, images: []pdfImage{bits(packed(bilevel, 0xff), "/ColorSpace/DeviceGray/Decode[1 0]")}}, bilevel, 0},
		{"stencil of white", pdfPage{content: "1 g " + whole, images: []pdfImage{bits(packed(bilevel, 0), "/ImageMask true")}}, image.White, 0},
		{"grey", pdfPage{content: blurred, images: []pdfImage{samples(grey, 1, "/ColorSpace/DeviceGray")}}, grey, 0},
		{"colour", pdfPage{content: blurred, images: []pdfImage{samples(colour, 3, "/ColorSpace/DeviceRGB")}}, colour, 0},
		{"JPEG 2000", pdfPage{content: blurred, images: []pdfImage{{61, 47, "/Filter/JPXDecode", jp2(t), nil}}}, grey, 0},
		{"JPEG of inks", pdfPage{content: blurred, images: []pdfImage{{61, 47, "/ColorSpace/DeviceCMYK/BitsPerComponent 8/Filter/DCTDecode", inks(t), nil}}}, colour, 25},
		{"strips", pdfPage{
			extra: largePage, content: "q 87.84 0 0 33.84 0 33.84 cm /Im0 Do Q q 87.84 0 0 33.84 0 0 cm /Im1 Do Q",
			images: []pdfImage{samples(part(large, 0, 141), 1, "/ColorSpace/DeviceGray"), samples(part(large, 141, 282), 1, "/ColorSpace/DeviceGray")},
		}, large, 2},
		{"layer behind a soft mask", pdfPage{
			extra: largePage, content: "q 87.84 0 0 67.68 0 0 cm /Im0 Do Q",
			images: []pdfImage{withMask(samples(black, 1, "/ColorSpace/DeviceGray"), samples(large, 1, "/ColorSpace/DeviceGray/Decode[1 0]"))},
		}, large, 2},
		{"stencil", pdfPage{
			extra: largePage, content: "q 87.84 0 0 67.68 0 0 cm /Im0 Do Q", images: []pdfImage{stencil(large)},
		}, blackAndWhite(large), 2},
		{"crop box", pdfPage{
			extra: largePage + "/CropBox[5.76 5.76 82.08 61.92]", content: "q 87.84 0 0 67.68 0 0 cm /Im0 Do Q",
			images: []pdfImage{samples(large, 1, "/ColorSpace/DeviceGray")},
		}, large.SubImage(image.Rect(24, 24, 342, 258)), 2},
		{"turned by the page", pdfPage{
			extra: "/MediaBox[0 0 67.68 87.84]/Rotate 90", content: "q 67.68 0 0 87.84 0 0 cm /Im0 Do Q",
			images: []pdfImage{samples(turned(large, 8), 1, "/ColorSpace/DeviceGray")},
		}, large, 0},
		{"on its head by the page", pdfPage{
			extra: largePage + "/Rotate 180", content: "q 87.84 0 0 67.68 0 0 cm /Im0 Do Q",
			images: []pdfImage{samples(turned(large, 3), 1, "/ColorSpace/DeviceGray")},
		}, large, 0},
		{"turned by its matrix", pdfPage{
			extra: largePage, content: "q 0 67.68 -87.84 0 87.84 0 cm /Im0 Do Q",
			images: []pdfImage{samples(turned(large, 6), 1, "/ColorSpace/DeviceGray")},
		}, large, 0},
		{"mirrored", pdfPage{
			extra: largePage, content: "q -87.84 0 0 67.68 87.84 0 cm /Im0 Do Q",
			images: []pdfImage{samples(turned(large, 2), 1, "/ColorSpace/DeviceGray")},
		}, large, 0},
		{"user unit", pdfPage{
			extra: "/MediaBox[0 0 7.32 5.64]/UserUnit 2", content: "q 7.3 0 0 5.625 0.01 0.0075 cm /Im0 Do Q",
			images: []pdfImage{samples(grey, 1, "/ColorSpace/DeviceGray")},
		}, grey, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(tt.page.extra, "/MediaBox") {
				tt.page.extra += dotsPage
			}
			r, err := p.Raster(t.Context(), makePDF(tt.page), 1)
			if err != nil {
				t.Fatal(err)
			}
			want := grey8(tt.want, image.Pt(61, 47))
			if d := apart(r.Image, want); d > tt.differs || r.Scale != 1 {
				t.Errorf("differs by %.2f at scale %g, want %g at most: %v, want %v", d, r.Scale, tt.differs, r.Image.Rect, want.Rect)
			}
		})
	}
}

// grey8 is the brightness of a picture, which is so large if it has no bounds.
func grey8(m image.Image, size image.Point) *image.Gray {
	if b := m.Bounds(); b.Dx() < 1e6 {
		size = b.Size()
	}
	out := image.NewGray(image.Rectangle{Max: size})
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}

// apart is by how much the samples of two pictures differ in the mean, or
// infinite if their sizes do by more than a pixel.
func apart(a, b *image.Gray) float64 {
	r := a.Rect.Intersect(b.Rect)
	if max(a.Rect.Dx(), b.Rect.Dx())-r.Dx() > 1 || max(a.Rect.Dy(), b.Rect.Dy())-r.Dy() > 1 {
		return math.Inf(1)
	}
	sum := 0.0
	for y := range r.Dy() {
		for x := range r.Dx() {
			sum += math.Abs(float64(a.GrayAt(x, y).Y) - float64(b.GrayAt(x, y).Y))
		}
	}
	return sum / float64(r.Dx()*r.Dy())
}

func bits(data, entries string) pdfImage {
	return pdfImage{61, 47, "/BitsPerComponent 1" + entries, data, nil}
}

// packed are the pixels of a picture as bits, white ones set, with some inverted.
func packed(m image.Image, invert byte) string {
	var out []byte
	for y := range m.Bounds().Dy() {
		row := make([]byte, (m.Bounds().Dx()+7)/8)
		for x := range m.Bounds().Dx() {
			if color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y > 127 {
				row[x/8] |= 0x80 >> (x % 8)
			}
		}
		for i := range row {
			out = append(out, row[i]^invert)
		}
	}
	return string(out)
}

// stencil paints what is dark in a picture.
func stencil(m *image.RGBA) pdfImage {
	return pdfImage{m.Rect.Dx(), m.Rect.Dy(), "/BitsPerComponent 1/ImageMask true", packed(m, 0), nil}
}

func blackAndWhite(m *image.RGBA) image.Image {
	out := image.NewGray(m.Rect)
	for y := range m.Rect.Dy() {
		for x := range m.Rect.Dx() {
			if color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y > 127 {
				out.SetGray(x, y, color.Gray{255})
			}
		}
	}
	return out
}

// samples is an image of one or three components.
func samples(m image.Image, n int, entries string) pdfImage {
	r := m.Bounds()
	var out []byte
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
			out = append(out, []byte{c.R, c.G, c.B}[:n]...)
		}
	}
	return pdfImage{r.Dx(), r.Dy(), "/BitsPerComponent 8/Filter/FlateDecode" + entries, deflate(string(out)), nil}
}

func withMask(im, mask pdfImage) pdfImage {
	im.mask = &mask
	return im
}

// part is some rows of a picture.
func part(m *image.RGBA, from, to int) image.Image {
	return m.SubImage(image.Rect(0, from, m.Rect.Dx(), to))
}

// strip gives the bytes of a TIFF's only strip, behind its tables if it has some.
func strip(t *testing.T, file []byte, tables uint16) string {
	t.Helper()
	le := binary.LittleEndian
	const short, tagOffset, tagCount = 3, 273, 279
	var offset, count uint32
	var head []byte
	at := le.Uint32(file[4:])
	for i := range uint32(le.Uint16(file[at:])) {
		e := file[at+2+12*i:]
		value := le.Uint32(e[8:])
		if le.Uint16(e[2:]) == short {
			value = uint32(le.Uint16(e[8:]))
		}
		switch le.Uint16(e) {
		case tagOffset:
			offset = value
		case tagCount:
			count = value
		case tables:
			head = file[value:][:le.Uint32(e[4:])]
		}
	}
	return string(head) + string(file[offset:][:count])
}

// inks is a JPEG of four components, with its tables as TIFF keeps them apart.
func inks(t *testing.T) string {
	const jpegTables = 347
	return strings.Replace(strip(t, fixture(t, "colour-cmyk-jpeg"), jpegTables), "\xff\xd9\xff\xd8", "", 1)
}

// jbig2 is a page with one generic region, whose coding MMR is that of a fax
// (ISO/IEC 14492, 7.4.8 and 7.4.6).
func jbig2(fax string, width, height uint32) string {
	be := binary.BigEndian
	size := be.AppendUint32(be.AppendUint32(nil, width), height)
	segment := func(number byte, kind byte, data string) string {
		return string(be.AppendUint32([]byte{0, 0, 0, number, kind, 0, 1}, uint32(len(data)))) + data
	}
	const pageInformation, genericRegion = 48, 38
	page := string(size) + strings.Repeat("\x00", 8) + "\x00\x00\x00"
	region := string(size) + strings.Repeat("\x00", 8) + "\x00" + "\x01" + fax
	return segment(0, pageInformation, page) + segment(1, genericRegion, region)
}

func jp2(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile("testdata/grey.jp2")
	if err != nil {
		t.Fatal(fmt.Errorf("read the JPEG 2000 picture: %w", err))
	}
	return string(data)
}
