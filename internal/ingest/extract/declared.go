package extract

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image/color"
	"image/jpeg"
	"image/png"

	"recto/internal/corpus"
	"recto/internal/ingest/extract/tiff"
)

// declared is what a picture says of itself before it is decoded.
type declared struct {
	width, height int         // pixels as they are kept
	stretch       float64     // how high a pixel is for its width, where they are not square; else 1
	turn          orientation // how it is to be shown
	cost          int64       // bytes that decoding takes at most
	plain         bool        // it is a JPEG that browsers show as it is
}

func declaredJPEG(head []byte) (declared, error) {
	conf, err := jpeg.DecodeConfig(bytes.NewReader(head))
	if err != nil {
		return declared{}, fmt.Errorf("%w: %w", corpus.ErrBroken, err)
	}
	segments := jpegSegments(head)
	d := declared{width: conf.Width, height: conf.Height, turn: segments.turn, stretch: stretch(segments.xres, segments.yres)}
	d.plain = d.turn <= upright && d.stretch == 1 && conf.ColorModel != color.CMYKModel
	// A progressive picture keeps its coefficients, four bytes each, for three or
	// four components; the rest is the picture and its copy.
	perPixel := int64(8)
	if segments.progressive {
		perPixel = 20
	}
	d.cost = int64(conf.Width) * int64(conf.Height) * perPixel
	return d, nil
}

func declaredPNG(head []byte) (declared, error) {
	conf, err := png.DecodeConfig(bytes.NewReader(head))
	if err != nil {
		return declared{}, fmt.Errorf("%w: %w", corpus.ErrBroken, err)
	}
	perPixel := int64(9) // the picture in colour, twice over for a moment
	switch conf.ColorModel {
	case color.GrayModel:
		perPixel = 3
	case color.Gray16Model:
		perPixel = 6
	case color.RGBA64Model, color.NRGBA64Model:
		perPixel = 16
	}
	x, y := pngDensity(head)
	return declared{
		width: conf.Width, height: conf.Height, stretch: stretch(x, y),
		cost: int64(conf.Width) * int64(conf.Height) * perPixel,
	}, nil
}

// pngDensity reads the chunk pHYs: pixels to a unit along each axis, or zeros.
func pngDensity(head []byte) (x, y float64) {
	const chunkHead, signature = 8, 8
	for at := signature; at+chunkHead+9 <= len(head); {
		n := int(binary.BigEndian.Uint32(head[at:]))
		body := head[at+chunkHead:]
		switch string(head[at+4 : at+8]) {
		case "pHYs":
			return float64(binary.BigEndian.Uint32(body)), float64(binary.BigEndian.Uint32(body[4:]))
		case "IDAT":
			return 0, 0
		}
		if n < 0 || n > len(body) {
			return 0, 0
		}
		at += chunkHead + n + 4
	}
	return 0, 0
}

func declaredTIFF(file []byte, at int64) (declared, error) {
	page, err := tiff.Open(file, at)
	if err != nil {
		return declared{}, fmt.Errorf("%w: %w", corpus.ErrBroken, err)
	}
	return declared{
		width: page.Width, height: page.Height, turn: orientation(page.Orientation),
		stretch: stretch(page.XResolution, page.YResolution),
		cost:    page.Cost(),
	}, nil
}

// stretch is how high a pixel is for its width at these resolutions. Faxes have
// pixels up to twice as high as wide; other odd values are mistakes.
func stretch(x, y float64) float64 {
	if x <= 0 || y <= 0 {
		return 1
	}
	s := x / y
	if s > 4 || s < 0.25 || s > 0.95 && s < 1.05 {
		return 1
	}
	return s
}
