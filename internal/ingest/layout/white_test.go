package layout

import (
	"testing"

	"recto/internal/corpus"
)

// White between paragraphs is found though it is a quarter of a line only, and
// lines of even distance have none.
func TestSpaceBetweenParagraphs(t *testing.T) {
	d := newDrawing(1, 1000, 2400)
	y := 100.0
	var want []bool
	for i := range 12 {
		for j := range 4 {
			d.column(100, y, 800, string(rune('a'+i))+string(rune('a'+j)), 1)
			y += 30
			want = append(want, j == 0 && i > 0)
		}
		y += 7.5
	}
	pages, _ := Arrange(source, []corpus.Scan{d.scan}, english(t))
	for i, l := range pages[0].Lines {
		if l.Space != want[i] {
			t.Errorf("line %d %q: space %v, want %v", i, l.Raw(), l.Space, want[i])
		}
	}
}

// A margin may lean, and specks before lines do not make an indent of it.
func TestIndentAtLeaningMargin(t *testing.T) {
	d := newDrawing(1, 1000, 1800)
	for i := range 40 {
		x := 100 + 0.7*float64(i)
		if i%5 == 0 {
			x += 25
		}
		if i%5 == 2 {
			d.line(x-30, 100+30*float64(i), "-")
		}
		d.column(x, 100+30*float64(i), 700, string(rune('a'+i%26))+"x", 1)
	}
	pages, _ := Arrange(source, []corpus.Scan{d.scan}, english(t))
	for i, l := range pages[0].Lines {
		if in := l.Indent > 0.8; in != (i%5 == 0) {
			t.Errorf("line %d: indent %v", i, l.Indent)
		}
	}
}
