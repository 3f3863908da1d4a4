package rendition_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/image/webp"

	"recto/internal/corpus"
	"recto/internal/rendition"
)

// album is pictures by name, and counts how often it is asked.
type album struct {
	pictures map[string][]byte
	asked    atomic.Int32
}

func (a *album) Get(_ context.Context, name string) ([]byte, error) {
	a.asked.Add(1)
	if data, ok := a.pictures[name]; ok {
		return data, nil
	}
	return nil, corpus.ErrNotFound
}

// stripes is a picture, black to the left of x and white to the right, as JPEG.
func stripes(t *testing.T, m interface {
	image.Image
	Set(x, y int, c color.Color)
}, x int,
) []byte {
	t.Helper()
	b := m.Bounds()
	for i := b.Min.X; i < b.Max.X; i++ {
		for j := b.Min.Y; j < b.Max.Y; j++ {
			m.Set(i, j, color.Gray{Y: map[bool]uint8{true: 0, false: 255}[i < x]})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func decode(t *testing.T, data []byte) *image.YCbCr {
	t.Helper()
	m, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m.(*image.YCbCr)
}

func TestCopy(t *testing.T) {
	a := &album{pictures: map[string][]byte{
		"grey":   stripes(t, image.NewGray(image.Rect(0, 0, 400, 200)), 200),
		"colour": stripes(t, image.NewRGBA(image.Rect(0, 0, 400, 200)), 200),
	}}
	tests := []struct {
		name, picture string
		part          image.Rectangle
		width         int
		size          image.Point
		left, right   bool // whether the edge is white
	}{
		{"whole, smaller", "grey", image.Rectangle{}, 100, image.Pt(100, 50), false, true},
		{"in colour", "colour", image.Rectangle{}, 100, image.Pt(100, 50), false, true},
		{"never larger", "grey", image.Rectangle{}, 4000, image.Pt(400, 200), false, true},
		{"right half", "grey", image.Rect(200, 0, 400, 200), 100, image.Pt(100, 100), true, true},
		{"left half, over the edge", "grey", image.Rect(-50, -50, 200, 250), 100, image.Pt(100, 100), false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data, err := rendition.New(a, t.TempDir()).Copy(t.Context(), tt.picture, tt.part, tt.width)
			if err != nil {
				t.Fatal(err)
			}
			m := decode(t, data)
			if m.Rect.Size() != tt.size {
				t.Errorf("got %v, want %v", m.Rect.Size(), tt.size)
			}
			left, right := m.YCbCrAt(1, 10).Y > 128, m.YCbCrAt(tt.size.X-2, 10).Y > 128
			if left != tt.left || right != tt.right {
				t.Errorf("got white edges %v and %v", left, right)
			}
			for i := range m.Cb {
				if m.Cb[i] != 128 || m.Cr[i] != 128 {
					t.Fatalf("grey became a colour: %d, %d", m.Cb[i], m.Cr[i])
				}
			}
		})
	}
}

// TestOnce asks for one copy from many sides, and once more when it was kept
// and when what was kept is damaged.
func TestOnce(t *testing.T) {
	a := &album{pictures: map[string][]byte{"p": stripes(t, image.NewGray(image.Rect(0, 0, 400, 200)), 200)}}
	dir := t.TempDir()
	m := rendition.New(a, dir)
	ask := func() {
		if data, err := m.Copy(t.Context(), "p", image.Rectangle{}, 100); err != nil || len(data) == 0 {
			t.Errorf("got %d bytes, %v", len(data), err)
		}
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(ask)
	}
	all.Wait()
	made := a.asked.Load()
	if made != 1 {
		t.Errorf("made %d times at once", made)
	}
	ask()
	m = rendition.New(a, dir)
	ask()
	if got := a.asked.Load(); got != made {
		t.Errorf("made again although it was kept")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if err := os.Truncate(files[0], 20); err != nil {
		t.Fatal(err)
	}
	ask()
	if got := a.asked.Load(); got != made+1 {
		t.Errorf("asked for the picture %d times, want %d", got, made+1)
	}
}

func TestErrors(t *testing.T) {
	a := &album{pictures: map[string][]byte{"p": stripes(t, image.NewGray(image.Rect(0, 0, 40, 20)), 20), "text": []byte("text")}}
	m := rendition.New(a, t.TempDir())
	tests := []struct {
		name, picture string
		part          image.Rectangle
		want          error
	}{
		{"none", "q", image.Rectangle{}, corpus.ErrNotFound},
		{"no picture", "text", image.Rectangle{}, corpus.ErrBroken},
		{"beside it", "p", image.Rect(100, 100, 200, 200), corpus.ErrBroken},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := m.Copy(t.Context(), tt.picture, tt.part, 10); !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

func TestName(t *testing.T) {
	m := rendition.New(nil, "")
	one := m.Name("p", image.Rect(0, 0, 1, 1), 10)
	for _, other := range []string{m.Name("q", image.Rect(0, 0, 1, 1), 10), m.Name("p", image.Rect(0, 0, 1, 2), 10), m.Name("p", image.Rect(0, 0, 1, 1), 11)} {
		if one == other {
			t.Error("two copies have one name")
		}
	}
	if one != m.Name("p", image.Rect(0, 0, 1, 1), 10) {
		t.Error("one copy has two names")
	}
}
