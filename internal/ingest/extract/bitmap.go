package extract

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	scale "golang.org/x/image/draw"
)

// Formats of bitmaps that PDFium gives for images.
const (
	bitmapGray = 1
	bitmapBGR  = 2
)

// show draws the page in so many pixels. A page that is one image of about as
// many, be it turned by quarters or mirrored, is that image, which is sharper and
// takes less time than to render it.
func (p page) show(f frame, width, height int) (image.Image, error) {
	if err := p.checkImages(); err != nil {
		return nil, err
	}
	if m := p.ownImage(f, width, height); m != nil {
		return m, p.err
	}
	return p.draw(width, height)
}

// ownImage is the page's only image on a picture of this size, or nil if the
// page does not look like it: masks, inks and the like are left to rendering.
func (p page) ownImage(f frame, width, height int) image.Image {
	images := p.images()
	if len(images) != 1 {
		return nil
	}
	im := images[0]
	turn := f.turnOf(im.matrix)
	w, h := im.width, im.height
	if turn.swaps() {
		w, h = h, w
	}
	const near = 2 // pixels that rounding may part
	if turn == 0 || max(w-width, width-w, h-height, height-h) > near {
		return nil
	}
	m := p.bitmap(im)
	if m == nil {
		return nil
	}
	own := onto(turned(m, turn), width, height)
	const smaller = 8
	small, err := p.draw(max(1, width/smaller), max(1, height/smaller))
	if err != nil || !alike(own, small) {
		return nil
	}
	return own
}

// turnOf is how an image with this matrix is to be turned to lie as it does in
// the frame, or 0 if no quarter turn and no mirror does that.
func (f frame) turnOf(m matrix) orientation {
	t := f.toPixels
	xAlong, yAlong := t[0]*m[0]+t[2]*m[1], t[1]*m[0]+t[3]*m[1] // along a row of the image
	xDown, yDown := -t[0]*m[2]-t[2]*m[3], -t[1]*m[2]-t[3]*m[3] // and down a column
	const askew = 1e-3
	along := max(math.Abs(xAlong), math.Abs(yAlong))
	down := max(math.Abs(xDown), math.Abs(yDown))
	switch {
	case math.Abs(yAlong) <= askew*along && math.Abs(xDown) <= askew*down:
		return [2][2]orientation{{upright, 4}, {2, 3}}[sign(xAlong)][sign(yDown)]
	case math.Abs(xAlong) <= askew*along && math.Abs(yDown) <= askew*down:
		return [2][2]orientation{{5, 6}, {8, 7}}[sign(yAlong)][sign(xDown)]
	}
	return 0
}

// sign is 1 for what is negative, else 0.
func sign(v float64) int {
	if v < 0 {
		return 1
	}
	return 0
}

// bitmap decodes an image.
func (p page) bitmap(im placed) image.Image {
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
		return &image.Gray{Pix: pixels, Stride: stride, Rect: image.Rect(0, 0, im.width, im.height)}
	case bitmapBGR:
		return colourRows(pixels, 3, stride, im)
	case bitmapBGRx:
		return colourRows(pixels, 4, stride, im)
	}
	return nil
}

// colourRows takes rows of blue, green, red and perhaps one byte more.
func colourRows(pixels []byte, n, stride int, im placed) image.Image {
	if stride < n*im.width {
		return nil
	}
	out := image.NewRGBA(image.Rect(0, 0, im.width, im.height))
	for y := range im.height {
		row, to := pixels[y*stride:], out.Pix[y*out.Stride:]
		for x := range im.width {
			to[4*x], to[4*x+1], to[4*x+2], to[4*x+3] = row[n*x+2], row[n*x+1], row[n*x], 0xff
		}
	}
	return out
}

// onto cuts a picture to this size, or lays it onto a white one.
func onto(m image.Image, width, height int) image.Image {
	r := image.Rect(0, 0, width, height)
	if m.Bounds() == r {
		return m
	}
	var out draw.Image = image.NewRGBA(r)
	if _, ok := m.(*image.Gray); ok {
		out = image.NewGray(r)
	}
	draw.Draw(out, r, image.White, image.Point{}, draw.Src)
	draw.Draw(out, m.Bounds(), m, image.Point{}, draw.Src)
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
