package recognize

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

func findTesseract(t *testing.T) *Tesseract {
	t.Helper()
	engine, err := FindTesseract(t.Context(), "eng")
	if errors.Is(err, ErrNoEngine) {
		t.Skipf("skipped: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

func TestTesseract(t *testing.T) {
	engine := findTesseract(t)
	if s := engine.Settings(); s.Engine != "tesseract" || s.Version == "" || s.Language != "eng" {
		t.Errorf("got settings %+v", s)
	}
	words, err := engine.Read(t.Context(), printed(t, "Learning at work", "crosses boundaries."))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, w := range words {
		texts = append(texts, w.Text)
		if w.Conf < 0.5 {
			t.Errorf("%q has confidence %g", w.Text, w.Conf)
		}
	}
	if got := strings.Join(texts, " "); got != "Learning at work crosses boundaries." {
		t.Fatalf("got %q", got)
	}
	if b := words[0].Box; b.Min.X < 80 || b.Min.X > 100 || b.Max.Y < 190 || b.Max.Y > 220 || words[0].Line == words[4].Line {
		t.Errorf("the first word stands at %v", b)
	}
}

func TestTesseractBlank(t *testing.T) {
	words, err := findTesseract(t).Read(t.Context(), printed(t))
	if err != nil || len(words) != 0 {
		t.Errorf("got %v, %v for a white page", words, err)
	}
}

func TestTesseractStops(t *testing.T) {
	engine := findTesseract(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := engine.Read(ctx, printed(t, "Learning")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want an end", err)
	}
}

func TestNoSuchLanguage(t *testing.T) {
	findTesseract(t)
	if _, err := FindTesseract(t.Context(), "eng+xxx_Y"); !errors.Is(err, ErrNoLanguage) || !strings.Contains(err.Error(), "tesseract-ocr-xxx-y") {
		t.Errorf("got %v", err)
	}
}

func TestNoEngine(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := FindTesseract(t.Context(), "eng"); !errors.Is(err, ErrNoEngine) {
		t.Errorf("got %v", err)
	}
}

// printed is a page with these lines.
func printed(t *testing.T, lines ...string) *image.Gray {
	t.Helper()
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 44, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	m := image.NewGray(image.Rect(0, 0, 900, 600))
	draw.Draw(m, m.Rect, image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: m, Src: image.NewUniform(color.Black), Face: face}
	for i, l := range lines {
		d.Dot = fixed.P(90, 200+64*i)
		d.DrawString(l)
	}
	return m
}
