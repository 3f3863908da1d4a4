package tiff

import (
	"bytes"
	"image"
)

// canvas is the picture that blocks are put on, white at first.
type canvas struct {
	page    *Page
	grey    *image.Gray // nil if the page has colour
	colour  *image.RGBA // nil if it has none
	palette [][3]uint8
}

func newCanvas(p *Page) *canvas {
	c := &canvas{page: p}
	r := image.Rect(0, 0, p.Width, p.Height)
	if p.photometric == palette {
		c.palette = p.palette()
	}
	if p.grey() || greyPalette(c.palette) {
		c.grey = image.NewGray(r)
		whiten(c.grey.Pix)
		return c
	}
	c.colour = image.NewRGBA(r)
	whiten(c.colour.Pix)
	return c
}

func whiten(pix []byte) {
	const block = 4096
	white := bytes.Repeat([]byte{0xff}, block)
	for len(pix) > 0 {
		pix = pix[copy(pix, white):]
	}
}

func greyPalette(colours [][3]uint8) bool {
	for _, c := range colours {
		if c[0] != c[1] || c[1] != c[2] {
			return false
		}
	}
	return len(colours) > 0
}

func (c *canvas) image() image.Image {
	if c.grey != nil {
		return c.grey
	}
	return c.colour
}

// palette reads the colours, of 16 bits each or, by a common mistake, of 8.
func (p *Page) palette() [][3]uint8 {
	v := p.dir[tagColorMap]
	n := min(v.len()/3, 1<<min(p.bits, 8))
	shift := 0
	for i := range 3 * n {
		if v.at(i) > 0xff {
			shift = 8
		}
	}
	out := make([][3]uint8, n)
	for i := range out {
		for k := range 3 {
			out[i][k] = uint8(v.at(i+k*(v.len()/3)) >> shift)
		}
	}
	return out
}

// put sets rows of w pixels with the upper left corner at (x, y). What lies
// beyond the canvas is left out.
func (c *canvas) put(planes [][]byte, x, y, w, rows int) {
	p := c.page
	n := p.rowBytes(w)
	samples := make([][]uint8, p.samples)
	for s := range samples {
		samples[s] = make([]uint8, w)
	}
	for row := range min(rows, p.Height-y) {
		if p.planes > 1 {
			for s := range samples {
				p.unpack(samples[s:s+1], planes[s][row*n:(row+1)*n])
			}
		} else {
			p.unpack(samples, planes[0][row*n:(row+1)*n])
		}
		c.row(samples, x, y+row, min(w, p.Width-x))
	}
}

// unpack parts a row into its samples, as they are if they have less than eight
// bits and by their upper eight bits if they have more.
func (p *Page) unpack(samples [][]uint8, row []byte) {
	n, high := len(samples), 0
	if p.file.order.Uint16([]byte{0, 1}) != 1 {
		high = 1 // of two bytes the second is the upper one
	}
	for s, out := range samples {
		switch p.bits {
		case 8:
			for i := range out {
				out[i] = row[i*n+s]
			}
		case 16:
			for i := range out {
				out[i] = row[2*(i*n+s)+high]
			}
		default:
			per, mask := 8/p.bits, uint8(1<<p.bits-1)
			for i := range out {
				out[i] = row[i/per] >> (8 - p.bits*(i%per+1)) & mask
			}
		}
	}
}

// row sets w pixels from their samples.
func (c *canvas) row(samples [][]uint8, x, y, w int) {
	if c.grey != nil {
		out := c.grey.Pix[y*c.grey.Stride+x:][:w]
		level := c.levels()
		for i := range out {
			out[i] = level[samples[0][i]]
		}
		return
	}
	out := c.colour.Pix[y*c.colour.Stride+4*x:][:4*w]
	for i := range w {
		var px [3]uint8
		switch c.page.photometric {
		case palette:
			if s := int(samples[0][i]); s < len(c.palette) {
				px = c.palette[s]
			}
		case cmyk:
			k := 255 - int(samples[3][i])
			for n := range px {
				px[n] = uint8((255 - int(samples[n][i])) * k / 255)
			}
		default:
			px = [3]uint8{samples[0][i], samples[1][i], samples[2][i]}
		}
		copy(out[4*i:], px[:])
	}
}

// levels is the brightness of each value of a sample.
func (c *canvas) levels() (level [256]uint8) {
	most := 1<<min(c.page.bits, 8) - 1
	for v := range level {
		l := min(v, most) * 255 / most
		switch {
		case c.page.photometric == palette && v < len(c.palette):
			l = int(c.palette[v][0])
		case c.page.photometric == whiteIsZero:
			l = 255 - l
		}
		level[v] = uint8(l)
	}
	return level
}
