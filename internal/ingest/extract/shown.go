package extract

import (
	"bytes"
	"fmt"
	"image/color"
	"image/jpeg"
	"math"

	"recto/internal/corpus"
)

// Types of page objects and the text rendering mode of unseen text.
const (
	textObject  = 1
	pathObject  = 2
	imageObject = 3
	formObject  = 5
	unseenText  = 3
)

const maxObjects = 50000 // objects of a page that are looked at to find its images

// frame decides how the page is shown. It asks for declared sizes only.
func (p page) frame() (frame, error) {
	p.call("FPDF_GetPageBoundingBox", p.handle, uint64(p.scratch))
	r := p.floats(4) // left, top, right, bottom
	quarters := p.count("FPDFPage_GetRotation", p.handle)
	if p.err != nil {
		return frame{}, p.err
	}
	w, h := r[2]-r[0], r[1]-r[3]
	if !(w > 0 && h > 0) {
		return frame{}, fmt.Errorf("the page declares no size: %w", corpus.ErrBroken)
	}
	if w > maxPoints || h > maxPoints {
		return frame{}, fmt.Errorf("the page declares %.0f by %.0f points, more than is read safely: %w", w, h, corpus.ErrTooLarge)
	}
	images := p.images()
	if len(images) == 0 || !fill(images, r) {
		return rendered(r, quarters, renderDPI), p.err
	}
	if quarters == 0 && len(images) == 1 && same(images[0], r) {
		if own, ok := p.ownJPEG(images[0]); ok {
			return own, p.err
		}
	}
	f := rendered(r, quarters, min(max(renderDPI, density(images, w*h)), maxDPI))
	f.image = true
	return f, p.err
}

// placed is an image on a page.
type placed struct {
	object        uint64
	matrix        matrix // maps the unit square onto the page
	width, height int    // pixels that it declares
}

// bounds is the rectangle around the image: left, bottom, right, top.
func (im placed) bounds() (left, bottom, right, top float64) {
	m := im.matrix
	return m[4] + min(0, m[0], m[2], m[0]+m[2]), m[5] + min(0, m[1], m[3], m[1]+m[3]),
		m[4] + max(0, m[0], m[2], m[0]+m[2]), m[5] + max(0, m[1], m[3], m[1]+m[3])
}

// fill reports whether images together reach to the edges of the rectangle
// (left, top, right, bottom) or beyond, as one image does, or strips of one, or
// layers, or the image of a spread of which the page shows a half.
func fill(images []placed, r [6]float64) bool {
	x1, y1, x2, y2 := images[0].bounds()
	for _, im := range images[1:] {
		l, b, r, t := im.bounds()
		x1, y1, x2, y2 = min(x1, l), min(y1, b), max(x2, r), max(y2, t)
	}
	across, down := (r[2]-r[0])/slackShare, (r[1]-r[3])/slackShare
	return x1 <= r[0]+across && x2 >= r[2]-across && y1 <= r[3]+down && y2 >= r[1]-down
}

// slackShare is the part of a page's width and height by which an image may miss
// its edges.
const slackShare = 10

// same reports whether an image is hardly larger or smaller than the rectangle.
func same(im placed, r [6]float64) bool {
	x1, y1, x2, y2 := im.bounds()
	return covers(x1, x2, r[0], r[2]) && covers(y1, y2, r[3], r[1])
}

// density is that of the finest image on a page of this area, in dots an inch.
// What covers less than a hundredth of it is left out: a stamp, a mask of one dot.
func density(images []placed, area float64) float64 {
	best := 0.0
	for _, im := range images {
		m := im.matrix
		w, h := math.Hypot(m[0], m[1]), math.Hypot(m[2], m[3])
		if w*h >= area/100 {
			best = max(best, pointsPerInch*float64(im.width)/w, pointsPerInch*float64(im.height)/h)
		}
	}
	return best
}

// ownJPEG is the frame of a page that shows nothing but an image, if that is an
// upright JPEG.
func (p page) ownJPEG(im placed) (frame, bool) {
	m := im.matrix
	if m[0] <= 0 || m[3] <= 0 || math.Abs(m[1]) > 1e-3*m[0] || math.Abs(m[2]) > 1e-3*m[3] {
		return frame{}, false
	}
	data := withoutExif(p.jpeg(im.object))
	conf, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || conf.ColorModel == color.CMYKModel || float64(conf.Width)*float64(conf.Height) > maxImage {
		return frame{}, false
	}
	return embedded(m, conf.Width, conf.Height, data), true
}

// covers reports whether two stretches are the same but for a part of the second.
func covers(a1, a2, b1, b2 float64) bool {
	slack := (b2 - b1) / slackShare
	return math.Abs(a1-b1) <= slack && math.Abs(a2-b2) <= slack
}

// images are the page's images if nothing else shows on it. Text that is unseen,
// and text and drawings that the images are painted over, may be there.
func (p page) images() []placed {
	n := p.count("FPDFPage_CountObjects", p.handle)
	if n > maxObjects {
		return nil
	}
	var images []placed
	for i := range n {
		obj := p.quick("FPDFPage_GetObject", p.handle, uint64(i))
		painted := len(images) > 0
		switch p.quick("FPDFPageObj_GetType", obj) {
		case imageObject:
			images = append(images, p.placed(obj))
		case textObject:
			if painted && p.quick("FPDFTextObj_GetTextRenderMode", obj) != unseenText {
				return nil
			}
		case formObject:
			if !p.unseenForm(obj, painted) {
				return nil
			}
		case pathObject:
			if painted {
				return nil
			}
		default:
			return nil
		}
	}
	return images
}

func (p page) placed(object uint64) placed {
	p.quick("FPDFPageObj_GetMatrix", object, uint64(p.scratch))
	im := placed{object: object, matrix: matrix(p.floats(6))}
	im.width, im.height = p.pixelSize(object)
	return im
}

// pixelSize is what an image declares.
func (p page) pixelSize(object uint64) (w, h int) {
	p.quick("FPDFImageObj_GetImagePixelSize", object, uint64(p.scratch), uint64(p.scratch+4))
	x, _ := p.module.Memory().ReadUint32Le(p.scratch)
	y, _ := p.module.Memory().ReadUint32Le(p.scratch + 4)
	return int(x), int(y)
}

// unseenForm reports whether a form holds text alone, all of it unseen if the image is painted already.
func (p page) unseenForm(form uint64, painted bool) bool {
	n := p.count("FPDFFormObj_CountObjects", form)
	if n > maxObjects {
		return false
	}
	for i := range n {
		obj := p.quick("FPDFFormObj_GetObject", form, uint64(i))
		if p.quick("FPDFPageObj_GetType", obj) != textObject {
			return false
		}
		if painted && p.quick("FPDFTextObj_GetTextRenderMode", obj) != unseenText {
			return false
		}
	}
	return true
}

// jpeg is the image's file if it is a JPEG and nothing else, or nil.
func (p page) jpeg(image uint64) []byte {
	if p.count("FPDFImageObj_GetImageFilterCount", image) != 1 {
		return nil
	}
	n := p.count("FPDFImageObj_GetImageFilter", image, 0, uint64(p.scratch), scratchSize)
	if n <= 0 || n > scratchSize || string(bytes.TrimRight(p.bytes(p.scratch, n), "\x00")) != "DCTDecode" {
		return nil
	}
	size := p.count("FPDFImageObj_GetImageDataRaw", image, 0, 0)
	if size <= 0 {
		return nil
	}
	ptr := p.malloc(size)
	p.call("FPDFImageObj_GetImageDataRaw", image, uint64(ptr), uint64(size))
	data := p.bytes(ptr, size)
	p.free(ptr)
	return data
}
