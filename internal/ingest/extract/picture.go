package extract

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"

	"recto/internal/corpus"
)

// Picture is what a browser shows for a scan.
type Picture struct {
	MediaType     string // "image/jpeg"
	Data          []byte
	Width, Height int // pixels, those of the scan
}

const jpegQuality = 80

// Picture gives the picture of a scan, 1-based, in whose pixels the boxes of
// its words are: the embedded image itself, without Exif data, where the page is
// one JPEG image, else the page rendered: in the dots of its images where it is
// made of these alone, in 150 an inch otherwise, or in fewer if it is very large.
func (p *PDFium) Picture(ctx context.Context, data []byte, scan int) (Picture, error) {
	var pic Picture
	err := p.show(ctx, data, scan, func(pg page, f frame) (err error) {
		pic = Picture{MediaType: "image/jpeg", Data: f.jpeg, Width: f.width, Height: f.height}
		if pic.Data == nil {
			pic.Data, err = pg.render(f)
		}
		return err
	})
	if err != nil {
		return Picture{}, fmt.Errorf("picture of scan %d: %w", scan, err)
	}
	return pic, nil
}

// Turned is the picture turned clockwise by quarters.
func (pic Picture) Turned(quarters int) (Picture, error) {
	turn := [4]orientation{upright, 6, 3, 8}[quarters&3]
	if turn == upright {
		return pic, nil
	}
	m, err := jpeg.Decode(bytes.NewReader(pic.Data))
	if err != nil {
		return Picture{}, fmt.Errorf("turn a picture upright: %w", err)
	}
	m = turned(opaque(m), turn)
	var out bytes.Buffer
	err = jpeg.Encode(&out, m, &jpeg.Options{Quality: jpegQuality})
	return Picture{MediaType: pic.MediaType, Data: out.Bytes(), Width: m.Bounds().Dx(), Height: m.Bounds().Dy()}, err
}

// show opens a page, 1-based, in a sandbox of its own.
func (p *PDFium) show(ctx context.Context, data []byte, scan int, draw func(page, frame) error) error {
	release, err := p.acquire(ctx)
	if err != nil {
		return err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, p.opt.PageTime)
	defer cancel()
	s, err := p.openDocument(ctx, data)
	if err != nil {
		return err
	}
	defer s.close()
	s.ctx = ctx
	if n := s.count("FPDF_GetPageCount", s.doc); scan < 1 || scan > n {
		return fmt.Errorf("there are %d: %w", n, corpus.ErrNotFound)
	}
	pg := s.openPage(scan - 1)
	if s.err != nil {
		return s.err
	}
	if pg.handle == 0 {
		return corpus.ErrBroken
	}
	f, err := pg.frame()
	if err != nil {
		return err
	}
	return draw(pg, f)
}

// Formats and flags of PDFium's bitmaps.
const (
	bitmapBGRx = 3
	white      = 0xffffffff
)

// render draws the page and encodes it as JPEG, in grey if it has no colour.
func (p page) render(f frame) ([]byte, error) {
	m, err := p.show(f, f.width, f.height)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = jpeg.Encode(&out, m, &jpeg.Options{Quality: jpegQuality})
	return out.Bytes(), err
}

// draw gives the page in so many pixels, in grey if it has no colour.
func (p page) draw(width, height int) (image.Image, error) {
	w, h := uint64(width), uint64(height)
	bitmap := p.call("FPDFBitmap_CreateEx", w, h, bitmapBGRx, 0, 0)
	if bitmap == 0 {
		return nil, fmt.Errorf("no memory for %d by %d pixels: %w", width, height, corpus.ErrTooLarge)
	}
	p.call("FPDFBitmap_FillRect", bitmap, 0, 0, w, h, white)
	p.call("FPDF_RenderPageBitmap", bitmap, p.handle, 0, 0, w, h, 0, 0)
	buffer := uint32(p.call("FPDFBitmap_GetBuffer", bitmap))
	stride := p.count("FPDFBitmap_GetStride", bitmap)
	pixels := p.bytes(buffer, stride*height)
	if p.err != nil {
		return nil, p.err
	}
	return fromBGRx(pixels, width, height, stride), nil
}

// checkImages refuses a page whose images declare more pixels than are decoded safely.
func (p page) checkImages() error {
	n := min(p.count("FPDFPage_CountObjects", p.handle), maxObjects)
	for i := range n {
		obj := p.quick("FPDFPage_GetObject", p.handle, uint64(i))
		if p.quick("FPDFPageObj_GetType", obj) != imageObject {
			continue
		}
		w, h := p.pixelSize(obj)
		if float64(w)*float64(h) > maxImage {
			return fmt.Errorf("an image declares %d by %d pixels: %w", w, h, corpus.ErrTooLarge)
		}
	}
	return p.err
}

func fromBGRx(px []byte, width, height, stride int) image.Image {
	rgba := image.NewRGBA(image.Rect(0, 0, width, height))
	grey := true
	for y := range height {
		row, out := px[y*stride:], rgba.Pix[y*rgba.Stride:]
		for x := 0; x < 4*width; x += 4 {
			b, g, r := row[x], row[x+1], row[x+2]
			grey = grey && b == g && g == r
			out[x], out[x+1], out[x+2], out[x+3] = r, g, b, 0xff
		}
	}
	if !grey {
		return rgba
	}
	one := image.NewGray(rgba.Rect)
	for i := range one.Pix {
		one.Pix[i] = rgba.Pix[4*i]
	}
	return one
}
