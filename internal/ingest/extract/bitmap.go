package extract

import (
	"image"
	"image/color"
	"math"

	scale "golang.org/x/image/draw"
)

// Formats of bitmaps that PDFium gives for images.
const (
	bitmapGray = 1
	bitmapBGR  = 2
)

// show draws the page in so many pixels. A page that is one upright image of
// about as many is that image, which is sharper and takes less time than to
// render it.
func (p page) show(width, height int) (image.Image, error) {
	if err := p.checkImages(); err != nil {
		return nil, err
	}
	if m := p.ownImage(width, height); m != nil {
		return m, p.err
	}
	return p.draw(width, height)
}

// ownImage is the page's only image on a picture of this size, or nil if the
// page does not look like it: masks, inks and the like are left to rendering.
func (p page) ownImage(width, height int) image.Image {
	const near = 2 // pixels that rounding may part
	images := p.images()
	if len(images) != 1 || p.count("FPDFPage_GetRotation", p.handle) != 0 {
		return nil
	}
	im := images[0]
	if im.matrix[0] <= 0 || im.matrix[3] <= 0 || max(im.width-width, width-im.width, im.height-height, height-im.height) > near {
		return nil
	}
	own := p.bitmap(im, width, height)
	if own == nil {
		return nil
	}
	const smaller = 8
	small, err := p.draw(max(1, width/smaller), max(1, height/smaller))
	if err != nil || !alike(own, small) {
		return nil
	}
	return own
}

// bitmap decodes an image onto a white picture of this size.
func (p page) bitmap(im placed, width, height int) image.Image {
	b := p.call("FPDFImageObj_GetBitmap", im.object)
	if b == 0 {
		return nil
	}
	defer p.call("FPDFBitmap_Destroy", b)
	format, stride := p.count("FPDFBitmap_GetFormat", b), p.count("FPDFBitmap_GetStride", b)
	if w, h := p.count("FPDFBitmap_GetWidth", b), p.count("FPDFBitmap_GetHeight", b); w != im.width || h != im.height || stride < w {
		return nil
	}
	pixels := p.bytes(uint32(p.call("FPDFBitmap_GetBuffer", b)), stride*im.height)
	if p.err != nil {
		return nil
	}
	switch format {
	case bitmapGray:
		return greyRows(pixels, stride, im, width, height)
	case bitmapBGR:
		return colourRows(pixels, 3, stride, im, width, height)
	case bitmapBGRx:
		return colourRows(pixels, 4, stride, im, width, height)
	}
	return nil
}

func greyRows(pixels []byte, stride int, im placed, width, height int) image.Image {
	out := image.NewGray(image.Rect(0, 0, width, height))
	for i := range out.Pix {
		out.Pix[i] = 0xff
	}
	for y := range min(height, im.height) {
		copy(out.Pix[y*out.Stride:][:width], pixels[y*stride:][:im.width])
	}
	return out
}

// colourRows takes rows of blue, green, red and perhaps one byte more.
func colourRows(pixels []byte, n, stride int, im placed, width, height int) image.Image {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range out.Pix {
		out.Pix[i] = 0xff
	}
	if stride < n*im.width {
		return nil
	}
	for y := range min(height, im.height) {
		row, to := pixels[y*stride:], out.Pix[y*out.Stride:]
		for x := range min(width, im.width) {
			to[4*x], to[4*x+1], to[4*x+2] = row[n*x+2], row[n*x+1], row[n*x]
		}
	}
	return out
}

// alike reports whether a picture shrunk to the size of the second looks like
// that: nowhere much lighter or darker in the mean, as one is that is turned,
// inverted or seen through a mask.
func alike(m, small image.Image) bool {
	shrunk := image.NewRGBA(small.Bounds())
	scale.ApproxBiLinear.Scale(shrunk, shrunk.Rect, m, m.Bounds(), scale.Src, nil)
	const tiles, slack = 8, 24 // of each side; levels of 255
	w, h := small.Bounds().Dx(), small.Bounds().Dy()
	for ty := range tiles {
		for tx := range tiles {
			r := image.Rect(tx*w/tiles, ty*h/tiles, (tx+1)*w/tiles, (ty+1)*h/tiles)
			if r.Empty() {
				continue
			}
			a, b := meanOf(shrunk, r), meanOf(small, r)
			for i := range a {
				if math.Abs(a[i]-b[i]) > slack {
					return false
				}
			}
		}
	}
	return true
}

// meanOf is the mean red, green and blue of a rectangle.
func meanOf(m image.Image, r image.Rectangle) (mean [3]float64) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			c := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
			mean[0], mean[1], mean[2] = mean[0]+float64(c.R), mean[1]+float64(c.G), mean[2]+float64(c.B)
		}
	}
	for i := range mean {
		mean[i] /= float64(r.Dx() * r.Dy())
	}
	return mean
}
