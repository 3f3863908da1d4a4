package tiff

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"image"
	"io"
	"math/bits"

	"golang.org/x/image/tiff/lzw"

	"recto/internal/ingest/extract/patient"
)

// Decode gives the page's picture as it is kept, an *image.Gray or an opaque
// *image.RGBA. It ends when ctx ends. Where data break off, what is missing is
// white; with less than half of the picture there is an error.
func (p *Page) Decode(ctx context.Context) (image.Image, error) {
	c := newCanvas(p)
	if p.compression == oldJPEG {
		return c.image(), p.oldJPEG(ctx, c)
	}
	b := p.blocks
	good, bad := 0, error(nil)
	for down := range b.down {
		for across := range b.across {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			rows, err := p.decodeBlock(ctx, c, down, across)
			good += rows
			if err != nil && bad == nil {
				bad = err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if bad != nil && 2*good < b.across*p.Height {
		return nil, bad
	}
	return c.image(), nil
}

// decodeBlock puts a block on the canvas, and says how many of its rows there were.
func (p *Page) decodeBlock(ctx context.Context, c *canvas, down, across int) (rows int, err error) {
	b := p.blocks
	x, y := across*b.width, down*b.height
	w, h := b.width, b.height
	if !b.tiled {
		h = min(h, p.Height-y)
	}
	if p.compression == newJPEG {
		return p.jpegBlock(ctx, c, p.block(down*b.across+across), x, y, w, h)
	}
	planes := make([][]byte, p.planes)
	rows = h
	for plane := range planes {
		raw := p.block((plane*b.down+down)*b.across + across)
		data, failed := p.expand(ctx, raw, w, h)
		if failed != nil {
			err = failed
		}
		got := len(data) / max(1, p.rowBytes(w))
		rows = min(rows, got)
		p.unpredict(data, w, got)
		planes[plane] = data
	}
	c.put(planes, x, y, w, rows)
	if rows < h && err == nil {
		err = fmt.Errorf("a block breaks off: %w", ErrFormat)
	}
	return min(rows, p.Height-y), err
}

// expand undoes the compression of a block of w by h pixels. With an error it
// gives what stands before the damage.
func (p *Page) expand(ctx context.Context, raw []byte, w, h int) ([]byte, error) {
	const lowBitFirst = 2
	if p.dir.first(tagFillOrder, 1) == lowBitFirst {
		raw = reversed(raw)
	}
	want := p.rowBytes(w) * h
	r := patient.Reader(ctx, bytes.NewReader(raw))
	switch p.compression {
	case uncompressed:
		return bytes.Clone(raw[:min(len(raw), want)]), nil
	case packBits:
		return unpackBits(raw, want), nil
	case lzwPacked:
		l := lzw.NewReader(r, lzw.MSB, 8)
		defer l.Close()
		return readUpTo(l, want)
	case deflated, deflatedBefore:
		z, err := zlib.NewReader(r)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFormat, err)
		}
		defer z.Close()
		return readUpTo(z, want)
	case ccittRLE, ccittGroup3, ccittGroup4:
		if p.bits != 1 || p.samples != 1 {
			return nil, fmt.Errorf("a fax of %d bits: %w", p.bits*p.samples, ErrFormat)
		}
		const twoDimensions = 1
		scheme := fax{rows: p.compression, two: p.dir.first(tagT4Options, 0)&twoDimensions != 0}
		return scheme.decode(ctx, raw, w, h)
	}
	return nil, fmt.Errorf("compression %d: %w", p.compression, ErrUnsupported)
}

func reversed(raw []byte) []byte {
	out := make([]byte, len(raw))
	for i, b := range raw {
		out[i] = bits.Reverse8(b)
	}
	return out
}

// readUpTo reads what is wanted, growing with what comes.
func readUpTo(r io.Reader, want int) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(want)))
	if err != nil && len(data) < want {
		return data, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return data, nil
}

// unpackBits undoes PackBits (TIFF 6.0, section 9).
func unpackBits(raw []byte, want int) []byte {
	var out []byte
	for len(raw) > 1 && len(out) < want {
		n := int(int8(raw[0]))
		raw = raw[1:]
		switch {
		case n >= 0:
			n = min(n+1, len(raw))
			out, raw = append(out, raw[:n]...), raw[n:]
		case n > -128:
			out = append(out, bytes.Repeat(raw[:1], 1-n)...)
			raw = raw[1:]
		}
	}
	return out[:min(len(out), want)]
}

// unpredict undoes horizontal differencing (TIFF 6.0, section 14).
func (p *Page) unpredict(data []byte, w, rows int) {
	const horizontal = 2
	if p.predictor != horizontal || p.bits < 8 {
		return
	}
	n, step := p.rowBytes(w), p.samples/p.planes
	for y := range rows {
		row := data[y*n : (y+1)*n]
		if p.bits == 8 {
			for i := step; i < len(row); i++ {
				row[i] += row[i-step]
			}
			continue
		}
		for i := 2 * step; i+1 < len(row); i += 2 {
			v := p.file.order.Uint16(row[i:]) + p.file.order.Uint16(row[i-2*step:])
			p.file.order.PutUint16(row[i:], v)
		}
	}
}
