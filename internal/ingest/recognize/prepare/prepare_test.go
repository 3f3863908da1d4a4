package prepare

import (
	"image"
	"math"
	"testing"
)

func TestPages(t *testing.T) {
	for _, c := range []struct {
		name  string
		sheet sheet
		x     float64 // of the gutter at half the height; 0 for one page
		slack float64
	}{
		{"spread with shadow", sheet{width: 2400, height: 1700, columns: [][2]int{{150, 1090}, {1310, 2250}}, gutter: 1200}, 1200, 12},
		{"gutter to the left", sheet{width: 2400, height: 1700, columns: [][2]int{{100, 800}, {1030, 2250}}, gutter: 920}, 920, 12},
		{"gutter to the right, dark border", sheet{width: 2400, height: 1700, columns: [][2]int{{150, 1480}, {1710, 2300}}, gutter: 1600, border: 40}, 1600, 12},
		{"without a shadow", sheet{width: 2400, height: 1700, columns: [][2]int{{150, 1000}, {1200, 2250}}}, 1100, 60},
		{"skewed", sheet{width: 2400, height: 1700, columns: [][2]int{{150, 1000}, {1200, 2250}}, skew: 1.5}, 1100, 60},
		{"single page", sheet{width: 1200, height: 1700, columns: [][2]int{{150, 1050}}, border: 30}, 0, 0},
		{"single page of two columns", sheet{width: 1300, height: 1700, columns: [][2]int{{100, 620}, {690, 1200}}}, 0, 0},
		{"broad page without a gutter", sheet{width: 2400, height: 1700, columns: [][2]int{{150, 2250}}}, 0, 0},
		{"blank", sheet{width: 2400, height: 1700}, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Scan(c.sheet.draw(t))
			if (len(r.Pages) == 2) != (c.x > 0) {
				t.Fatalf("got %d pages, gutter %+v", len(r.Pages), r.Gutter)
			}
			if at := r.Gutter.At(850); math.Abs(at-c.x) > c.slack {
				t.Errorf("got the gutter at %.0f, want %.0f", at, c.x)
			}
			for _, p := range r.Pages {
				if p.Blank != (len(c.sheet.columns) == 0) {
					t.Errorf("blank is %v", p.Blank)
				}
				if !p.Blank && math.Abs(p.Skew-c.sheet.skew) > 0.1 {
					t.Errorf("got skew %.2f, want %.2f", p.Skew, c.sheet.skew)
				}
				checkRim(t, p.Image)
			}
		})
	}
}

// checkRim demands that nothing dark is left along the edges of a page.
func checkRim(t *testing.T, m *image.Gray) {
	t.Helper()
	dark := 0
	for y := range m.Rect.Dy() {
		for _, x := range []int{2, 10, m.Rect.Dx() - 11, m.Rect.Dx() - 3} {
			if m.GrayAt(x, y).Y < inkOfResult {
				dark++
			}
		}
	}
	if dark > m.Rect.Dy()/10 {
		t.Errorf("%d dark pixels along the edges", dark)
	}
}

func TestSkew(t *testing.T) {
	for _, skew := range []float64{-4, -0.3, 0, 0.3, 1.3} {
		s := sheet{width: 1200, height: 1700, columns: [][2]int{{150, 1050}}, skew: skew}
		ink := findInk(s.draw(t))
		all := strip{x2: 1200, y2: 1700}
		if got := findSkew(ink.points(all), ink.h) / degree; math.Abs(got-skew) > 0.1 {
			t.Errorf("got skew %.3f, want %.3f", got, skew)
		}
	}
}

// A mark on the scan is found again on the page, and the map leads back to it.
func TestToScan(t *testing.T) {
	for _, skew := range []float64{0, 1.2, -2} {
		s := sheet{width: 2400, height: 1700, columns: [][2]int{{150, 1000}, {1310, 2250}}, skew: skew, gutter: 1150}
		m := s.draw(t)
		marks := []image.Point{{300, 60}, {2100, 1640}}
		for _, p := range marks {
			for y := p.Y - 12; y < p.Y+12; y++ {
				for x := p.X - 12; x < p.X+12; x++ {
					m.Pix[y*m.Stride+x] = 0
				}
			}
		}
		for i, p := range Scan(m).Pages {
			u, v := p.ToScan.Invert().Apply(float64(marks[i].X), float64(marks[i].Y))
			cu, cv := centroid(p.Image, u, v)
			x, y := p.ToScan.Apply(cu, cv)
			if math.Hypot(x-float64(marks[i].X), y-float64(marks[i].Y)) > 0.5 {
				t.Errorf("skew %.1f: the mark at %v leads back to %.2f, %.2f", skew, marks[i], x, y)
			}
		}
	}
}

// centroid is the middle of the ink within 40 pixels of a place.
func centroid(m *image.Gray, u, v float64) (x, y float64) {
	sum := 0.0
	for j := int(v) - 40; j < int(v)+40; j++ {
		for i := int(u) - 40; i < int(u)+40; i++ {
			if !image.Pt(i, j).In(m.Rect) {
				continue
			}
			ink := float64(white - m.GrayAt(i, j).Y)
			x, y, sum = x+ink*(float64(i)+0.5), y+ink*(float64(j)+0.5), sum+ink
		}
	}
	return x / sum, y / sum
}

func TestSpecks(t *testing.T) {
	s := sheet{width: 1200, height: 1700, columns: [][2]int{{150, 1050}}}
	clean := inkOf(Scan(s.draw(t)).Pages[0].Image)
	m := s.draw(t)
	for y := 30; y < margin-60; y += 25 {
		for x := 30; x < 1170; x += 40 {
			m.Pix[y*m.Stride+x], m.Pix[y*m.Stride+x+1] = 0, 0
		}
	}
	if got := inkOf(Scan(m).Pages[0].Image); math.Abs(got-clean) > 0.001*clean {
		t.Errorf("got %.0f ink with specks, %.0f without", got, clean)
	}
}

func inkOf(m *image.Gray) float64 {
	sum := 0.0
	for _, p := range m.Pix {
		sum += float64(white - p)
	}
	return sum
}

func TestTinyPictures(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {3, 200}, {200, 3}, {9, 9}, {40, 20}} {
		if n := len(Scan(image.NewGray(image.Rectangle{Max: size})).Pages); n < 1 {
			t.Errorf("%v: got %d pages", size, n)
		}
	}
}

func BenchmarkScan(b *testing.B) {
	m := image.NewGray(image.Rect(0, 0, 2550, 1900))
	for i := range m.Pix {
		m.Pix[i] = 220
		if i/m.Stride%40 > 24 && i%9 < 4 {
			m.Pix[i] = 20
		}
	}
	for b.Loop() {
		Scan(m)
	}
}
