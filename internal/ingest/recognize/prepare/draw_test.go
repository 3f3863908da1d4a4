package prepare

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// sheet is a scan that a test draws: lines of text in columns, then turned and shaded.
type sheet struct {
	width, height int
	columns       [][2]int // left and right edges of text
	skew          float64  // degrees by which lines fall to the right
	gutter        float64  // where the shadow is darkest at half the height; 0 for none
	border        int      // pixels of black around
}

const margin = 140 // white above and below the text

// draw gives the picture.
func (s sheet) draw(t *testing.T) *image.Gray {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, s.width, s.height))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	for _, c := range s.columns {
		s.text(t, m, c[0], c[1])
	}
	if s.skew != 0 {
		m = turn(m, s.skew*degree)
	}
	s.shade(m)
	return m
}

func (s sheet) text(t *testing.T, m *image.Gray, left, right int) {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 28, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Fields("the teams that learn at work meet what nobody knows yet, and they plan; practice grows by talk (so it seems).")
	d := font.Drawer{Dst: m, Src: image.NewUniform(color.Gray{30}), Face: face}
	n := 0
	for y := margin; y < s.height-margin; y += 42 {
		d.Dot = fixed.P(left, y)
		for {
			w := words[n%len(words)] + " "
			if d.Dot.X.Ceil()+d.MeasureString(w).Ceil() > right {
				break
			}
			d.DrawString(w)
			n++
		}
	}
}

// turn turns a picture clockwise about its middle.
func turn(m *image.Gray, angle float64) *image.Gray {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	sin, cos := math.Sincos(angle)
	a := Affine{A: cos, B: sin, D: -sin, E: cos}
	x, y := a.Apply(float64(w)/2, float64(h)/2)
	a.C, a.F = float64(w)/2-x, float64(h)/2-y
	return a.resample(m, w, h, strip{x2: float64(w)}.keeps)
}

// shade darkens the picture towards the gutter and unevenly over its width, and
// blackens the border.
func (s sheet) shade(m *image.Gray) {
	for y := range s.height {
		for x := range s.width {
			light := 0.8 + 0.15*float64(x)/float64(s.width)
			if s.gutter > 0 {
				d := (float64(x) - s.gutter) / 60
				light *= 1 - 0.75*math.Exp(-d*d)
			}
			if x < s.border || y < s.border || x >= s.width-s.border || y >= s.height-s.border {
				light = 0.1
			}
			i := y*m.Stride + x
			m.Pix[i] = uint8(float64(m.Pix[i]) * light)
		}
	}
}
