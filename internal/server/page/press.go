package page

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"html/template"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// level is how hard pages are compressed, as the site's other answers are.
const level = 5

// Pressed is a piece of HTML that was compressed once, to be put into any number
// of pages as it is. It does not change.
type Pressed struct {
	deflated []byte // blocks of RFC 1951, none of them the last, ended at a byte
	sum      uint32 // CRC-32 of the HTML
	shift    uint32 // moves another sum past the HTML
	size     uint32 // bytes of the HTML
}

// Press compresses a piece of HTML: whole elements or text.
func (s *Site) Press(html template.HTML) Pressed {
	var b bytes.Buffer
	w := s.deflater(&b)
	defer s.presses.Put(w)
	data := []byte(html)
	w.Write(data) // a buffer takes everything
	w.Flush()
	return Pressed{bytes.Clone(b.Bytes()), crc32.ChecksumIEEE(data), pastBytes(len(data)), uint32(len(data))}
}

// deflater is a compressor to be given back.
func (s *Site) deflater(out io.Writer) *flate.Writer {
	w, ok := s.presses.Get().(*flate.Writer)
	if !ok {
		w, _ = flate.NewWriter(out, level) // fails for levels that there are not
	}
	w.Reset(out)
	return w
}

// Empty reports whether there is no HTML in it.
func (p Pressed) Empty() bool { return p.size == 0 }

// Size is how many bytes it takes to keep.
func (p Pressed) Size() int { return len(p.deflated) }

// expanded writes the HTML.
func (p Pressed) expanded(w io.Writer) error {
	last := []byte{1, 0, 0, 0xff, 0xff} // an empty block that ends it
	_, err := io.Copy(w, flate.NewReader(io.MultiReader(bytes.NewReader(p.deflated), bytes.NewReader(last))))
	return err
}

// Insert is what a template prints where a pressed piece is to stand in the page.
func (f *Frame) Insert(p Pressed) template.HTML {
	f.pressed = append(f.pressed, p)
	return template.HTML(insertMark + strconv.Itoa(len(f.pressed)-1) + insertMark) //nolint:gosec // no text that anybody gave
}

// insertMark stands in no page: templates write U+FFFD for it.
const insertMark = "\x00"

// send writes a page with its pressed pieces, compressed where the browser takes it.
func (s *Site) send(w http.ResponseWriter, r *http.Request, status int, page []byte, pieces []Pressed) error {
	if len(pieces) == 0 {
		w.WriteHeader(status)
		_, err := w.Write(page)
		return err
	}
	h := w.Header()
	h.Add("Vary", "Accept-Encoding")
	if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.WriteHeader(status)
		return eachPiece(page, pieces, func(html []byte) error { _, err := w.Write(html); return err },
			func(p Pressed) error { return p.expanded(w) })
	}
	body, err := s.gzipped(page, pieces)
	if err != nil {
		return err
	}
	h.Set("Content-Encoding", "gzip")
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(status)
	_, err = body.WriteTo(w)
	return err
}

// gzipped is a page with its pieces as RFC 1952 has it. Each stretch between
// pieces is compressed by itself: nothing in it may point back over a piece.
func (s *Site) gzipped(page []byte, pieces []Pressed) (*bytes.Buffer, error) {
	out := bytes.NewBuffer([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff})
	fw := s.deflater(out)
	defer s.presses.Put(fw)
	var sum, size uint32
	err := eachPiece(page, pieces, func(html []byte) error {
		sum, size = crc32.Update(sum, crc32.IEEETable, html), size+uint32(len(html))
		_, err := fw.Write(html)
		return err
	}, func(p Pressed) error {
		if err := fw.Flush(); err != nil {
			return err
		}
		out.Write(p.deflated)
		fw.Reset(out)
		sum, size = times(p.shift, sum)^p.sum, size+p.size
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := fw.Close(); err != nil {
		return nil, err
	}
	tail := binary.LittleEndian.AppendUint32(nil, sum)
	out.Write(binary.LittleEndian.AppendUint32(tail, size))
	return out, nil
}

// eachPiece goes through a page and the pieces at their marks in it.
func eachPiece(page []byte, pieces []Pressed, html func([]byte) error, pressed func(Pressed) error) error {
	for {
		before, rest, ok := bytes.Cut(page, []byte(insertMark))
		if err := html(before); err != nil || !ok {
			return err
		}
		number, after, _ := bytes.Cut(rest, []byte(insertMark))
		n, err := strconv.Atoi(string(number))
		if err != nil || n < 0 || n >= len(pieces) {
			return fmt.Errorf("no piece %q", number)
		}
		if err := pressed(pieces[n]); err != nil {
			return err
		}
		page = after
	}
}

// CRC-32 is a remainder modulo a polynomial, bits reversed: the sum of two texts
// is that of the first times x to the number of bits of the second, plus that of
// the second. As crc32_combine of zlib does it (Adler).

// pastBytes is x to the power of the bits in n bytes.
func pastBytes(n int) uint32 {
	out, square := uint32(1)<<31, uint32(1)<<30 // one, and x
	for bits := uint64(n) * 8; bits > 0; bits >>= 1 {
		if bits&1 != 0 {
			out = times(square, out)
		}
		square = times(square, square)
	}
	return out
}

// times multiplies two remainders.
func times(a, b uint32) uint32 {
	product := uint32(0)
	for bit := uint32(1) << 31; bit != 0; bit >>= 1 {
		if a&bit != 0 {
			product ^= b
		}
		b = b>>1 ^ crc32.IEEE*(b&1)
	}
	return product
}
