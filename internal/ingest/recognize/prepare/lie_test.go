package prepare

import (
	"image"
	"math"
	"testing"
)

func TestLies(t *testing.T) {
	for _, c := range []struct {
		name  string
		sheet sheet
		sure  bool
	}{
		{"single page", sheet{width: 1200, height: 1700, columns: [][2]int{{150, 1050}}, border: 30}, true},
		{"spread", sheet{width: 2400, height: 1700, columns: [][2]int{{150, 1090}, {1310, 2250}}, gutter: 1200}, true},
		{"skewed", sheet{width: 1200, height: 1700, columns: [][2]int{{150, 1050}}, skew: -3}, true},
		{"two columns", sheet{width: 1300, height: 1700, columns: [][2]int{{100, 620}, {690, 1200}}}, true},
		{"a few lines", sheet{width: 1200, height: 400, columns: [][2]int{{150, 500}}}, false},
		{"blank", sheet{width: 1200, height: 1700}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			upright := c.sheet.draw(t)
			for back := range Turn(4) {
				want := (4 - back) & 3
				if !c.sure {
					want = 0
				}
				_, ink := findPaper(back.Apply(upright))
				if got := lies(ink); got != want {
					t.Errorf("turned by %d: got %d, want %d", back, got, want)
				}
			}
		})
	}
}

// A scan that was turned is prepared as the upright one is.
func TestTurnedIsPreparedAlike(t *testing.T) {
	upright := sheet{width: 1200, height: 1700, columns: [][2]int{{150, 1050}}, skew: 1}.draw(t)
	want := Scan(upright)
	got := Scan(Turn(1).Apply(upright))
	if got.Turn != 3 || math.Abs(got.Pages[0].Skew-want.Pages[0].Skew) > 1e-9 || string(got.Pages[0].Image.Pix) != string(want.Pages[0].Image.Pix) {
		t.Errorf("got another page: turned by %d, skew %g, want 3 and %g", got.Turn, got.Pages[0].Skew, want.Pages[0].Skew)
	}
}

func TestTurn(t *testing.T) {
	m := &image.Gray{Pix: []uint8{1, 2, 3, 4, 5, 6}, Stride: 3, Rect: image.Rect(0, 0, 3, 2)}
	for turn, want := range []string{"\x01\x02\x03\x04\x05\x06", "\x04\x01\x05\x02\x06\x03", "\x06\x05\x04\x03\x02\x01", "\x03\x06\x02\x05\x01\x04"} {
		if got := Turn(turn).Apply(m); string(got.Pix) != want {
			t.Errorf("turned by %d: got %v", turn, got.Pix)
		}
	}
}

func BenchmarkLies(b *testing.B) {
	m := image.NewGray(image.Rect(0, 0, 2550, 1900))
	for i := range m.Pix {
		m.Pix[i] = 220
		if i/m.Stride%40 > 24 && i%9 < 4 {
			m.Pix[i] = 20
		}
	}
	ink := findInk(m)
	for b.Loop() {
		lies(ink)
	}
}
