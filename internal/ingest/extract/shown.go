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
	imageObject = 3
	formObject  = 5
	unseenText  = 3
)

const maxObjects = 50000 // objects of a page that are looked at to find its image

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
	f := rendered(r[0], r[3], r[2], r[1], quarters)
	object := p.findImage()
	if object == 0 {
		return f, p.err
	}
	p.call("FPDFPageObj_GetMatrix", object, uint64(p.scratch))
	m := matrix(p.floats(6))
	f.image = m.fills(r)
	if quarters == 0 && f.image {
		if own, ok := p.ownJPEG(object, m); ok {
			return own, p.err
		}
	}
	return f, p.err
}

// fills reports whether an image of this matrix covers the rectangle, whichever
// way it is turned by quarters.
func (m matrix) fills(r [6]float64) bool {
	x1, y1 := m[4]+min(0, m[0], m[2], m[0]+m[2]), m[5]+min(0, m[1], m[3], m[1]+m[3])
	x2, y2 := m[4]+max(0, m[0], m[2], m[0]+m[2]), m[5]+max(0, m[1], m[3], m[1]+m[3])
	return covers(x1, x2, r[0], r[2]) && covers(y1, y2, r[3], r[1])
}

// ownJPEG is the frame of a page that shows nothing but an image, if that is an
// upright JPEG; m is the image's matrix.
func (p page) ownJPEG(image uint64, m matrix) (frame, bool) {
	if m[0] <= 0 || m[3] <= 0 || math.Abs(m[1]) > 1e-3*m[0] || math.Abs(m[2]) > 1e-3*m[3] {
		return frame{}, false
	}
	data := withoutExif(p.jpeg(image))
	conf, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil || conf.ColorModel == color.CMYKModel || float64(conf.Width)*float64(conf.Height) > maxImage {
		return frame{}, false
	}
	return embedded(m, conf.Width, conf.Height, data), true
}

// covers reports whether two stretches are the same but for a tenth of the second.
func covers(a1, a2, b1, b2 float64) bool {
	slack := (b2 - b1) / 10
	return math.Abs(a1-b1) <= slack && math.Abs(a2-b2) <= slack
}

// findImage is the page's image object if all that shows on the page is one
// image, and 0 otherwise. Text that is unseen, or painted over by the image, may be there.
func (p page) findImage() uint64 {
	n := p.count("FPDFPage_CountObjects", p.handle)
	if n > maxObjects {
		return 0
	}
	var image uint64
	for i := range n {
		obj := p.quick("FPDFPage_GetObject", p.handle, uint64(i))
		switch p.quick("FPDFPageObj_GetType", obj) {
		case imageObject:
			if image != 0 {
				return 0
			}
			image = obj
		case textObject:
			if image != 0 && p.quick("FPDFTextObj_GetTextRenderMode", obj) != unseenText {
				return 0
			}
		case formObject:
			if !p.unseenForm(obj, image != 0) {
				return 0
			}
		default:
			return 0
		}
	}
	return image
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
