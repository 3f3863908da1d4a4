package extract

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"strings"
	"testing"
)

// pdfPage describes a page for makePDF.
type pdfPage struct {
	extra   string     // entries of the page's dictionary, as "/Rotate 90"; a MediaBox of its own replaces the usual one
	content string     // content stream
	jpeg    []byte     // if set, an image named Im
	images  []pdfImage // named Im0, Im1 and so on
	flate   bool       // compress the content
}

// pdfImage describes an image for makePDF.
type pdfImage struct {
	width, height int
	entries       string // of its dictionary besides the size, as "/Filter/JPXDecode"
	data          string
	mask          *pdfImage // its soft mask, or nil
}

// text shows a string at a place; render is the text rendering mode.
func showText(x, y, size float64, render int, s string) string {
	return fmt.Sprintf("BT %d Tr /F %g Tf %g %g Td (%s) Tj ET\n", render, size, x, y, s)
}

// makePDF writes pages of 200 by 100 points with the font Helvetica as F.
func makePDF(pages ...pdfPage) []byte {
	var kids []string
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
	add := func(s string) int {
		objects = append(objects, s)
		return len(objects)
	}
	for _, p := range pages {
		images := ""
		if p.jpeg != nil {
			conf, _ := jpeg.DecodeConfig(bytes.NewReader(p.jpeg))
			n := add(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream",
				conf.Width, conf.Height, len(p.jpeg), p.jpeg))
			images = fmt.Sprintf("/Im %d 0 R", n)
		}
		for i, im := range p.images {
			images += fmt.Sprintf("/Im%d %d 0 R", i, addImage(add, im))
		}
		stream, filter := p.content, ""
		if p.flate {
			stream, filter = deflate(p.content), "/Filter/FlateDecode"
		}
		content := add(fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", filter, len(stream), stream))
		box := "/MediaBox[0 0 200 100]"
		if strings.Contains(p.extra, "/MediaBox") {
			box = ""
		}
		n := add(fmt.Sprintf("<</Type/Page/Parent 2 0 R%s%s/Contents %d 0 R/Resources<</Font<</F 3 0 R>>/XObject<<%s>>>>>>", box, p.extra, content, images))
		kids = append(kids, fmt.Sprintf("%d 0 R", n))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", strings.Join(kids, " "), len(kids))
	info := add("<</Title(Papers from a seminar)/Producer(test)>>")
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, info, xref)
	return b.Bytes()
}

// addImage writes an image, behind its mask if it has one, and gives its number.
func addImage(add func(string) int, im pdfImage) int {
	if im.mask != nil {
		im.entries += fmt.Sprintf("/SMask %d 0 R", addImage(add, *im.mask))
	}
	return add(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d%s/Length %d>>\nstream\n%s\nendstream",
		im.width, im.height, im.entries, len(im.data), im.data))
}

func deflate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(s)) // a bytes.Buffer takes all
	_ = w.Close()
	return b.String()
}

// greyJPEG is a picture of so many pixels.
func greyJPEG(t *testing.T, w, h int) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = uint8(i)
	}
	m.SetGray(0, 0, color.Gray{255})
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
