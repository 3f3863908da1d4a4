package tiff

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"

	"recto/internal/ingest/extract/patient"
)

// jpegBlock decodes a block that is a JPEG stream, with the tables that all
// blocks share (TIFF Technical Note 2).
func (p *Page) jpegBlock(ctx context.Context, c *canvas, raw []byte, x, y, w, h int) (rows int, err error) {
	if len(raw) < 4 {
		return 0, fmt.Errorf("a block breaks off: %w", ErrFormat)
	}
	m, err := p.decodeJPEG(ctx, p.withTables(raw), w, h)
	if err != nil {
		return 0, err
	}
	c.draw(m, image.Rect(x, y, x+w, y+h))
	return min(h, m.Bounds().Dy(), p.Height-y), nil
}

// adobe is a segment that says that colours are as they are, and not turned to
// brightness and two differences.
const adobe = "\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00"

// withTables makes a whole JPEG of a block: the mark of its start, what the
// colours are, the shared tables, and the rest.
func (p *Page) withTables(raw []byte) []byte {
	out := append([]byte(nil), raw[:2]...)
	if p.photometric == rgb || p.photometric == cmyk {
		out = append(out, adobe...)
	}
	if tables := p.dir[tagJPEGTables].values; len(tables) > 4 {
		out = append(out, tables[2:len(tables)-2]...)
	}
	return append(out, raw[2:]...)
}

// decodeJPEG decodes a stream that declares no more than the block's pixels and
// what fills them up to whole units.
func (p *Page) decodeJPEG(ctx context.Context, stream []byte, w, h int) (image.Image, error) {
	conf, err := jpeg.DecodeConfig(bytes.NewReader(stream))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	const unit = 32
	if conf.Width > w+unit || conf.Height > h+unit {
		return nil, fmt.Errorf("a block of %d by %d pixels holds %d by %d: %w", w, h, conf.Width, conf.Height, ErrFormat)
	}
	m, err := jpeg.Decode(patient.Reader(ctx, bytes.NewReader(stream)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if inks, ok := m.(*image.CMYK); ok {
		for i, v := range inks.Pix {
			inks.Pix[i] = 255 - v // the decoder takes them for inverted, as Adobe writes them outside TIFF
		}
	}
	return m, nil
}

// oldJPEG decodes a page of the first kind of JPEG in TIFF if it has the whole
// stream in one place, as most have.
func (p *Page) oldJPEG(ctx context.Context, c *canvas) error {
	at, n := p.dir.first(tagJPEGFile, 0), p.dir.first(tagJPEGFileLength, 0)
	if n == 0 {
		n = int64(len(p.file.data)) - at
	}
	stream, ok := p.file.slice(at, n)
	if at == 0 || !ok || !bytes.HasPrefix(stream, []byte("\xff\xd8")) {
		return fmt.Errorf("JPEG of the old kind in pieces: %w", ErrUnsupported)
	}
	m, err := p.decodeJPEG(ctx, stream, p.Width, p.Height)
	if err != nil {
		return err
	}
	c.draw(m, image.Rect(0, 0, p.Width, p.Height))
	return nil
}

// draw sets the pixels of a picture into a rectangle of the canvas.
func (c *canvas) draw(m image.Image, r image.Rectangle) {
	if c.grey == nil {
		draw.Draw(c.colour, r.Intersect(c.colour.Rect), m, m.Bounds().Min, draw.Src)
		return
	}
	draw.Draw(c.grey, r.Intersect(c.grey.Rect), m, m.Bounds().Min, draw.Src)
	if c.page.photometric != whiteIsZero {
		return
	}
	r = r.Intersect(c.grey.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.grey.Pix[y*c.grey.Stride+r.Min.X:][:r.Dx()]
		for i, v := range row {
			row[i] = 255 - v
		}
	}
}
