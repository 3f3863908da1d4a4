package main

import (
	"image"
	"image/draw"
	"math"
	"math/rand/v2"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// scan is the picture of a spread, with what is printed on it and what an OCR
// engine made of it.
type scan struct {
	spread  *spread
	picture *image.Gray
	truth   []trueWord
	lines   []ocrLine // as recognised, then damaged
	layer   []layerLine
}

// trueWord is a printed word at its place on the scan.
type trueWord struct {
	printed
	page int // 1-based
	left bool
	box  box
}

// photograph prints the pages of a spread and scans them badly.
func photograph(s *spread, f *faces) *scan {
	sc := &scan{spread: s}
	for _, pg := range []*page{s.left, s.right} {
		if pg == nil {
			continue
		}
		for _, w := range pg.words {
			left := pg == s.left
			sc.truth = append(sc.truth, trueWord{w, pg.number, left, s.boxOf(left, w)})
		}
	}
	ink := [2]*image.Alpha{f.draw(s.left), f.draw(s.right)}
	ghost := [2]*image.Alpha{soften(f.draw(s.behind[0])), soften(f.draw(s.behind[1]))}
	sc.picture = expose(s, ink, ghost)
	speckle(s.rng, sc.picture)
	sc.picture = defocus(s.rng, sc.picture)
	return sc
}

// draw prints a page in black on nothing; without a page the leaf stays blank.
func (f *faces) draw(p *page) *image.Alpha {
	const scale = resolution / 72
	img := image.NewAlpha(image.Rect(0, 0, int(math.Ceil(pageW)), int(math.Ceil(pageH))))
	if p == nil {
		return img
	}
	for _, w := range p.words {
		dot := fixed.Point26_6{X: fixed.Int26_6(w.x * scale * 64)}
		for i, c := range w.chars {
			face := f.face(c.style)
			if i > 0 && w.chars[i-1].style == c.style {
				dot.X += face.Kern(w.chars[i-1].glyph, c.glyph)
			}
			dot.Y = fixed.Int26_6((w.y - c.style.rise) * scale * 64)
			(&font.Drawer{Dst: img, Src: image.Opaque, Face: face, Dot: dot}).DrawString(string(c.glyph))
			advance, _ := face.GlyphAdvance(c.glyph)
			dot.X += advance
		}
	}
	if p.rule > 0 {
		x, y := int(p.left()*scale), int(p.rule*scale)
		draw.Draw(img, image.Rect(x, y, x+140, y+2), image.Opaque, image.Point{}, draw.Src)
	}
	return img
}

// soften blurs a page as seen through its own leaf.
func soften(img *image.Alpha) *image.Alpha {
	out := image.NewAlpha(img.Rect)
	const r = 2
	for y := r; y < img.Rect.Dy()-r; y++ {
		for x := r; x < img.Rect.Dx()-r; x++ {
			sum := 0
			for dy := -r; dy <= r; dy++ {
				for dx := -r; dx <= r; dx++ {
					sum += int(img.Pix[(y+dy)*img.Stride+x+dx])
				}
			}
			out.Pix[y*out.Stride+x] = uint8(sum / 25)
		}
	}
	return out
}

// expose takes the picture: paper, print, the ghost of the other side, the
// shadow of the fold and uneven light.
func expose(s *spread, ink, ghost [2]*image.Alpha) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, s.width, s.height))
	light, wear := newCloud(s.rng, 900), newCloud(s.rng, 160)
	leaves := [2]leaf{{ink: ink[0], ghost: ghost[0], board: s.left == nil}, {ink: ink[1], ghost: ghost[1], board: s.right == nil}}
	through := .06 + .05*s.rng.Float64()
	for y := range s.height {
		for x := range s.width {
			left, px, py, fold := s.onPage(float64(x), float64(y))
			l := &leaves[1]
			if left {
				l = &leaves[0]
			}
			edge := min(px, pageW-px, py, pageH-py)
			shade := bed(edge)
			if edge >= 0 {
				shade = l.shade(236+11*light.at(x, y), px, py, through, min(.93, .84+.10*wear.at(x, y)))
				shade *= min(1, .86+edge/40)
			}
			shade *= 1 - .62*math.Exp(-fold/22) - .22*math.Exp(-fold/95)
			img.Pix[y*img.Stride+x] = level(shade)
		}
	}
	return img
}

// leaf is one side of the open book; where there is no page, the board.
type leaf struct {
	ink, ghost *image.Alpha
	board      bool
}

// shade is the light that comes back from a point of the leaf.
func (l *leaf) shade(light, px, py, through, black float64) float64 {
	if l.board {
		light *= .80
	}
	return light * ((1 - sample(l.ghost, pageW-px, py)*through) * (1 - sample(l.ink, px, py)*black))
}

// bed is what lies beyond the leaf, at a distance below 0 from its edge: the
// leaves beneath, their shadow, and the dark lid of the scanner.
func bed(edge float64) float64 {
	if edge > -9 {
		return 150 + 34*math.Cos(edge*1.7) + 5*edge
	}
	return 58 - 26*math.Exp((edge+9)/14)
}

// sample reads a page between its pixels; a little blur comes with it.
func sample(img *image.Alpha, x, y float64) float64 {
	x0, y0 := int(math.Floor(x)), int(math.Floor(y))
	if x0 < 0 || y0 < 0 || x0+1 >= img.Rect.Dx() || y0+1 >= img.Rect.Dy() {
		return 0
	}
	fx, fy := x-float64(x0), y-float64(y0)
	i := y0*img.Stride + x0
	a, b := float64(img.Pix[i]), float64(img.Pix[i+1])
	c, d := float64(img.Pix[i+img.Stride]), float64(img.Pix[i+img.Stride+1])
	return ((a*(1-fx)+b*fx)*(1-fy) + (c*(1-fx)+d*fx)*fy) / 255
}

func level(v float64) uint8 { return uint8(max(0, min(255, v+.5))) }

// cloud is a field of slow random waves, about -1 to 1.
type cloud [5][4]float64

func newCloud(rng *rand.Rand, size float64) cloud {
	var c cloud
	for i := range c {
		angle, length := rng.Float64()*2*math.Pi, size*(.7+2*rng.Float64())
		c[i] = [4]float64{math.Cos(angle) / length * 2 * math.Pi, math.Sin(angle) / length * 2 * math.Pi, rng.Float64() * 2 * math.Pi, .2 + .4*rng.Float64()}
	}
	return c
}

func (c *cloud) at(x, y int) float64 {
	v := 0.0
	for _, w := range c {
		v += w[3] * math.Sin(float64(x)*w[0]+float64(y)*w[1]+w[2])
	}
	return v
}

// speckle scatters dirt, most of it dark, of one to three pixels.
func speckle(rng *rand.Rand, img *image.Gray) {
	for range 260 {
		x, y, r := rng.IntN(img.Rect.Dx()), rng.IntN(img.Rect.Dy()), .6+1.3*rng.Float64()*rng.Float64()
		tone := uint8(50 + rng.IntN(90))
		if rng.IntN(4) == 0 {
			tone = 245
		}
		for dy := -2; dy <= 2; dy++ {
			for dx := -2; dx <= 2; dx++ {
				p := image.Pt(x+dx, y+dy)
				if p.In(img.Rect) && math.Hypot(float64(dx), float64(dy)) <= r {
					img.Pix[p.Y*img.Stride+p.X] = tone
				}
			}
		}
	}
}

// defocus blurs the picture a little and lays grain over it.
func defocus(rng *rand.Rand, img *image.Gray) *image.Gray {
	out := image.NewGray(img.Rect)
	copy(out.Pix, img.Pix)
	w := img.Stride
	for y := 1; y < img.Rect.Dy()-1; y++ {
		for i := y*w + 1; i < (y+1)*w-1; i++ {
			sides := int(img.Pix[i-1]) + int(img.Pix[i+1]) + int(img.Pix[i-w]) + int(img.Pix[i+w])
			corners := int(img.Pix[i-w-1]) + int(img.Pix[i-w+1]) + int(img.Pix[i+w-1]) + int(img.Pix[i+w+1])
			out.Pix[i] = level(float64(16*int(img.Pix[i])+4*sides+corners)/36 + 1.5*rng.NormFloat64())
		}
	}
	return out
}
