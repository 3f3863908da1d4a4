package extract

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	scale "golang.org/x/image/draw"

	"recto/internal/corpus"
	"recto/internal/ingest/extract/patient"
	"recto/internal/ingest/extract/tiff"
)

// orientation is how a picture is to be turned and mirrored, numbered as in
// TIFF 6.0 and Exif: 1 is upright, 0 and all beyond 8 count as that.
type orientation int

const upright orientation = 1

// swaps reports whether width and height change places.
func (o orientation) swaps() bool { return o >= 5 && o <= 8 }

// from is where the pixel (x, y) of the upright picture, w by h pixels, is kept.
func (o orientation) from(x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, w - 1 - x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return h - 1 - y, x
	}
	return x, y
}

// view is a picture that is being shown.
type view struct {
	declared
	ctx  context.Context
	leaf leaf
	file []byte
}

// decode gives the picture as it is kept, in grey or in opaque colour, its
// bounds beginning at zero.
func (v view) decode() (image.Image, error) {
	m, err := v.decoded()
	if err != nil && v.ctx.Err() != nil {
		return nil, v.ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", corpus.ErrBroken, err)
	}
	if s := m.Bounds().Size(); s.X != v.width || s.Y != v.height {
		return nil, fmt.Errorf("it has other sizes than it declares: %w", corpus.ErrBroken)
	}
	return opaque(m), nil
}

func (v view) decoded() (image.Image, error) {
	r := patient.Reader(v.ctx, bytes.NewReader(v.file))
	switch v.leaf.mediaType {
	case PNGType:
		return png.Decode(r)
	case JPEGType:
		return jpeg.Decode(r)
	}
	page, err := tiff.Open(v.file, v.leaf.page)
	if err != nil {
		return nil, err
	}
	return page.Decode(v.ctx)
}

// opaque lays a picture over white, if it has to be, and leaves grey grey.
func opaque(m image.Image) image.Image {
	r := image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy())
	switch m := m.(type) {
	case *image.Gray, *image.YCbCr, *image.RGBA:
		if o, ok := m.(interface{ Opaque() bool }); ok && o.Opaque() && m.Bounds().Min == (image.Point{}) {
			return m
		}
	case *image.Gray16:
		out := image.NewGray(r)
		for i := range out.Pix {
			out.Pix[i] = m.Pix[2*i]
		}
		return out
	case *image.Paletted:
		if greyPalette(m.Palette) {
			return greyOf(m)
		}
	}
	out := image.NewRGBA(r)
	draw.Draw(out, r, image.White, image.Point{}, draw.Src)
	draw.Draw(out, r, m, m.Bounds().Min, draw.Over)
	return out
}

// greyPalette reports whether a palette holds opaque greys alone.
func greyPalette(p color.Palette) bool {
	for _, c := range p {
		if r, g, b, a := c.RGBA(); r != g || g != b || a != 0xffff {
			return false
		}
	}
	return true
}

func greyOf(m *image.Paletted) *image.Gray {
	var level [256]uint8
	for i, c := range m.Palette {
		r, _, _, _ := c.RGBA()
		level[i&0xff] = uint8(r >> 8)
	}
	out := image.NewGray(image.Rect(0, 0, m.Rect.Dx(), m.Rect.Dy()))
	for y := range out.Rect.Dy() {
		row := m.Pix[y*m.Stride:]
		for x := range out.Rect.Dx() {
			out.Pix[y*out.Stride+x] = level[row[x]]
		}
	}
	return out
}

// fit turns a picture upright and brings it to so many pixels.
func (v view) fit(m image.Image, w, h int) image.Image {
	m = turned(m, v.turn)
	if m.Bounds().Dx() == w && m.Bounds().Dy() == h {
		return m
	}
	r := image.Rect(0, 0, w, h)
	var out draw.Image = image.NewRGBA(r)
	if _, ok := m.(*image.Gray); ok {
		out = image.NewGray(r)
	}
	scale.BiLinear.Scale(out, r, m, m.Bounds(), draw.Src, nil)
	return out
}

// turned is a picture turned and mirrored.
func turned(m image.Image, o orientation) image.Image {
	if o <= upright || o > 8 {
		return m
	}
	w, h := m.Bounds().Dx(), m.Bounds().Dy()
	if o.swaps() {
		w, h = h, w
	}
	r := image.Rect(0, 0, w, h)
	if g, ok := m.(*image.Gray); ok {
		out := image.NewGray(r)
		move(out.Pix, g.Pix, 1, w, h, out.Stride, g.Stride, o)
		return out
	}
	c, ok := m.(*image.RGBA)
	if !ok {
		c = image.NewRGBA(m.Bounds())
		draw.Draw(c, c.Rect, m, m.Bounds().Min, draw.Src)
	}
	out := image.NewRGBA(r)
	move(out.Pix, c.Pix, 4, w, h, out.Stride, c.Stride, o)
	return out
}

// move copies pixels of n bytes to where they stand upright.
func move(to, from []byte, n, w, h, toStride, fromStride int, o orientation) {
	for y := range h {
		for x := range w {
			fx, fy := o.from(x, y, w, h)
			copy(to[y*toStride+n*x:][:n], from[fy*fromStride+n*fx:][:n])
		}
	}
}
