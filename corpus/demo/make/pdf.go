package main

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image/jpeg"
	"strings"
)

// jpegQuality keeps the volume small and its letters legible.
const jpegQuality = 28

// pdfFile collects numbered objects; PDF 1.4 (ISO 32000-1 describes all that is used).
type pdfFile struct {
	body    bytes.Buffer
	offsets []int // of object 1, 2 …
}

// makePDF writes the scans with their text layers, invisible (render mode 3),
// each word stretched to its box. The same scans give the same bytes.
func makePDF(v *volume, scans []*scan) ([]byte, error) {
	f := &pdfFile{}
	f.body.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var kids []string
	for i := range scans {
		kids = append(kids, fmt.Sprintf("%d 0 R", 5+3*i))
	}
	f.object("<< /Type /Catalog /Pages 2 0 R >>")
	f.object(fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(scans), strings.Join(kids, " ")))
	f.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
	f.object(fmt.Sprintf("<< /Title (%s) /Producer (corpus/demo/make) /CreationDate (D:20260101000000Z) >>", escape(v.title)))
	for i, sc := range scans {
		n := 5 + 3*i
		w, h := sc.picture.Rect.Dx(), sc.picture.Rect.Dy()
		f.object(fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Im0 %d 0 R >> >> >>",
			points(float64(w)), points(float64(h)), n+1, n+2))
		f.stream("/Filter /FlateDecode", deflate(content(sc)))
		var picture bytes.Buffer
		if err := jpeg.Encode(&picture, sc.picture, &jpeg.Options{Quality: jpegQuality}); err != nil {
			return nil, fmt.Errorf("scan %d: %w", i+1, err)
		}
		f.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode", w, h), picture.Bytes())
	}
	return f.close(), nil
}

func (f *pdfFile) object(body string) {
	f.offsets = append(f.offsets, f.body.Len())
	fmt.Fprintf(&f.body, "%d 0 obj\n%s\nendobj\n", len(f.offsets), body)
}

func (f *pdfFile) stream(dict string, data []byte) {
	f.object(fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data))
}

// close adds the cross-reference table and the trailer; object 1 is the
// catalogue, object 4 the document information.
func (f *pdfFile) close() []byte {
	start := f.body.Len()
	fmt.Fprintf(&f.body, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1)
	for _, at := range f.offsets {
		fmt.Fprintf(&f.body, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&f.body, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(f.offsets)+1, start)
	return f.body.Bytes()
}

func deflate(data []byte) []byte {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	w.Write(data) // a bytes.Buffer takes everything
	w.Close()
	return out.Bytes()
}

func points(pixels float64) float64 { return pixels / resolution * 72 }

// content draws the picture and then the words in the order of the layer, each
// with a space after it, beyond its box.
func content(sc *scan) []byte {
	var b bytes.Buffer
	height := float64(sc.picture.Rect.Dy())
	fmt.Fprintf(&b, "q %.2f 0 0 %.2f 0 0 cm /Im0 Do Q\nBT 3 Tr\n", points(float64(sc.picture.Rect.Dx())), points(height))
	for _, l := range sc.layer {
		for _, w := range l.words {
			code := winAnsi(w.text)
			natural := helvetica(code) * points(w.size)
			if natural == 0 {
				continue
			}
			fmt.Fprintf(&b, "/F1 %.2f Tf %.2f Tz 1 0 0 1 %.2f %.2f Tm (%s ) Tj\n", points(w.size),
				100*points(w.box.x2-w.box.x1)/natural, points(w.box.x1), points(height-w.baseline), escape(code))
		}
	}
	b.WriteString("ET\n")
	return b.Bytes()
}

// escape guards a string in WinAnsi for the inside of brackets.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s)
}

// upper are the characters of WinAnsi that Latin-1 has not.
var upper = map[rune]byte{'€': 0x80, '‚': 0x82, '„': 0x84, '…': 0x85, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97, '™': 0x99}

// winAnsi encodes a word; what it cannot say becomes a full stop, as dirt does.
func winAnsi(s string) string {
	var out []byte
	for _, r := range strings.NewReplacer("ﬁ", "fi", "ﬂ", "fl").Replace(s) {
		switch code, ok := upper[r]; {
		case ok:
			out = append(out, code)
		case r >= 0x20 && r < 0x7f, r >= 0xa0 && r <= 0xff:
			out = append(out, byte(r))
		default:
			out = append(out, '.')
		}
	}
	return string(out)
}

// widths of Helvetica from the space to the tilde, in thousandths of an em
// (Adobe Core 14 AFM).
var widths = [...]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// wide are the widths beyond them that differ much from a figure's.
var wide = map[byte]int{0x91: 222, 0x92: 222, 0x93: 333, 0x94: 333, 0x95: 350, 0x97: 1000, 0x85: 1000, 0x99: 1000, 0xa9: 737, 0xae: 737}

// helvetica is the width of a word in ems.
func helvetica(code string) float64 {
	sum := 0
	for _, c := range []byte(code) {
		switch {
		case int(c)-' ' < len(widths):
			sum += widths[c-' ']
		case wide[c] > 0:
			sum += wide[c]
		default:
			sum += 556
		}
	}
	return float64(sum) / 1000
}
