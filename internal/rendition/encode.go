package rendition

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // what scan pictures are
	_ "image/png"  // or may be

	"github.com/gen2brain/webp"
	"golang.org/x/image/draw"

	"recto/internal/corpus"
)

const (
	quality = 75 // print reads at it as well as in the scan
	effort  = 2  // more takes twice the time for a twentieth of the bytes
)

// encode cuts a part out of a picture, brings it to the width and encodes it.
func encode(data []byte, part image.Rectangle, width int) ([]byte, error) {
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", corpus.ErrBroken, err)
	}
	if part.Empty() {
		part = m.Bounds()
	}
	part = part.Intersect(m.Bounds())
	if part.Empty() || width < 1 {
		return nil, fmt.Errorf("nothing of it is asked for: %w", corpus.ErrBroken)
	}
	var out bytes.Buffer
	err = webp.Encode(&out, shrink(m, part, width), webp.Options{Quality: quality, Method: effort})
	return out.Bytes(), err
}

// shrink gives a part of a picture no wider than width. A grey picture has
// equal red, green and blue, which WebP keeps as grey.
func shrink(m image.Image, part image.Rectangle, width int) *image.RGBA {
	w := min(width, part.Dx())
	h := max(1, (part.Dy()*w+part.Dx()/2)/part.Dx())
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if w == part.Dx() {
		draw.Draw(out, out.Rect, m, part.Min, draw.Src)
		return out
	}
	draw.CatmullRom.Scale(out, out.Rect, m, part, draw.Src, nil)
	return out
}
