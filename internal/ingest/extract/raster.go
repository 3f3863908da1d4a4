package extract

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"math"

	"recto/internal/corpus"
)

// Raster is a scan's picture as an OCR engine wants it.
type Raster struct {
	Image *image.Gray
	Scale float64 // its pixels for each pixel of the scan
}

const maxRaster = 80e6 // pixels of an embedded image that is recognised

// Raster gives the picture of a scan, 1-based, in grey: the embedded image
// itself where the page is one JPEG image, else the page rendered in 300 dots an
// inch, or in more where it is made of finer images.
func (p *PDFium) Raster(ctx context.Context, data []byte, scan int) (Raster, error) {
	var r Raster
	var file []byte
	err := p.show(ctx, data, scan, func(pg page, f frame) error {
		if file = f.jpeg; file != nil {
			return nil
		}
		scale := max(1, rasterDPI/(pointsPerInch*f.toPixels.scale()))
		scale = min(scale, math.Sqrt(maxPixels/float64(f.width*f.height)))
		m, err := pg.show(f, int(float64(f.width)*scale), int(float64(f.height)*scale))
		r = Raster{grey(m), scale}
		return err
	})
	if err == nil && file != nil {
		r, err = decodeRaster(file)
	}
	if err != nil {
		return Raster{}, fmt.Errorf("raster of scan %d: %w", scan, err)
	}
	return r, nil
}

func decodeRaster(file []byte) (Raster, error) {
	conf, err := jpeg.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return Raster{}, err
	}
	if float64(conf.Width)*float64(conf.Height) > maxRaster {
		return Raster{}, fmt.Errorf("the image has %d by %d pixels: %w", conf.Width, conf.Height, corpus.ErrTooLarge)
	}
	m, err := jpeg.Decode(bytes.NewReader(file))
	if err != nil {
		return Raster{}, err
	}
	return Raster{grey(m), 1}, nil
}

// grey is the brightness of a picture, its bounds beginning at zero.
func grey(m image.Image) *image.Gray {
	switch m := m.(type) {
	case nil:
		return nil
	case *image.Gray:
		return m
	case *image.YCbCr:
		if m.Rect.Min == (image.Point{}) {
			return &image.Gray{Pix: m.Y, Stride: m.YStride, Rect: m.Rect}
		}
	}
	out := image.NewGray(image.Rect(0, 0, m.Bounds().Dx(), m.Bounds().Dy()))
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}
