package prepare

import (
	"image"
	"testing"
)

// Dirt between letters and upon them is cleared; a full stop and a hairline stay.
func TestClearDirt(t *testing.T) {
	const height = 1800 // dirt is smaller than three pixels by three
	for _, c := range []struct {
		name   string
		ground uint8
		spot   image.Rectangle
		level  uint8
		stays  bool
	}{
		{"a speck on paper", 250, image.Rect(20, 20, 22, 22), 5, false},
		{"a speck on a letter", 90, image.Rect(20, 20, 22, 22), 5, false},
		{"a full stop", 250, image.Rect(20, 20, 24, 24), 30, true},
		{"a hairline", 250, image.Rect(20, 20, 21, 50), 60, true},
		{"a piece of a faint letter", 250, image.Rect(20, 20, 22, 22), 200, true},
		{"a spot near the corner", 250, image.Rect(1, 1, 3, 3), 5, false},
	} {
		m := image.NewGray(image.Rect(0, 0, 60, height))
		for i := range m.Pix {
			m.Pix[i] = c.ground
		}
		for y := c.spot.Min.Y; y < c.spot.Max.Y; y++ {
			for x := c.spot.Min.X; x < c.spot.Max.X; x++ {
				m.Pix[y*m.Stride+x] = c.level
			}
		}
		clearDirt(m)
		if at := c.spot.Max.Sub(image.Pt(1, 1)); (m.GrayAt(at.X, at.Y).Y == c.level) != c.stays {
			t.Errorf("%s: it is %d on %d afterwards, was %d", c.name, m.GrayAt(at.X, at.Y).Y, c.ground, c.level)
		}
	}
}
