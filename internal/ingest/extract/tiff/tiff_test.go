package tiff

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDecode compares each picture in testdata with the PNG whose name it begins
// with; those that went through JPEG may be a little off.
func TestDecode(t *testing.T) {
	for name, data := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			base, how, _ := strings.Cut(name, "-")
			if base == "pages" {
				t.Skip("of several pages")
			}
			m, err := onlyPage(t, data).Decode(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			most := 0.0
			switch {
			case strings.Contains(how, "jpeg"):
				most = 6
			case how == "cmyk", how == "palette":
				most = 0.5 // rounded
			}
			if d := difference(m, reference(t, base)); d > most {
				t.Errorf("differs by %.2f a sample, want at most %g", d, most)
			}
		})
	}
}

func fixtures(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("testdata/*.tif")
	if err != nil || len(names) == 0 {
		t.Fatal("no pictures", err)
	}
	out := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(name), ".tif")] = data
	}
	return out
}

func onlyPage(t *testing.T, data []byte) *Page {
	t.Helper()
	pages, err := Pages(data, 10)
	if err != nil || len(pages) != 1 {
		t.Fatalf("got pages %v, %v, want one", pages, err)
	}
	p, err := Open(data, pages[0])
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func reference(t *testing.T, name string) image.Image {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name + ".png")
	if err != nil {
		t.Fatal(err)
	}
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// difference is by how much samples of 8 bits differ in the mean; pictures of
// other sizes differ by 255.
func difference(a, b image.Image) float64 {
	if a.Bounds() != b.Bounds() {
		return 255
	}
	sum, n := 0.0, 0.0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, d := range []int{int(r1>>8) - int(r2>>8), int(g1>>8) - int(g2>>8), int(b1>>8) - int(b2>>8)} {
				sum, n = sum+float64(max(d, -d)), n+1
			}
		}
	}
	return sum / n
}

func TestPages(t *testing.T) {
	whole := fixtures(t)["pages"]
	second := nextDirectory(whole, int64(binary.LittleEndian.Uint32(whole[4:])))
	third := nextDirectory(whole, second)
	tests := []struct {
		name  string
		edit  func([]byte) // of a copy
		pages int
		err   error
	}{
		{"whole", func([]byte) {}, 3, nil},
		{"in a circle", func(d []byte) { setNext(d, third, second) }, 3, ErrFormat},
		{"beyond the end", func(d []byte) { setNext(d, second, 1<<30) }, 2, ErrFormat},
		{"thumbnail", func(d []byte) { makeThumbnail(d, second) }, 2, nil},
		{"a directory of nothing", func(d []byte) { binary.LittleEndian.PutUint16(d[second:], 0) }, 1, ErrFormat},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := bytes.Clone(whole)
			tt.edit(data)
			pages, err := Pages(data, 10)
			if len(pages) != tt.pages || !errors.Is(err, tt.err) {
				t.Errorf("got %d pages, %v, want %d, %v", len(pages), err, tt.pages, tt.err)
			}
		})
	}
	if pages, err := Pages(whole, 2); len(pages) != 2 || err != nil {
		t.Errorf("got %d pages, %v, want the 2 asked for", len(pages), err)
	}
}

func directoryEnd(data []byte, at int64) int64 {
	return at + 2 + 12*int64(binary.LittleEndian.Uint16(data[at:]))
}

func nextDirectory(data []byte, at int64) int64 {
	return int64(binary.LittleEndian.Uint32(data[directoryEnd(data, at):]))
}

func setNext(data []byte, at, next int64) {
	binary.LittleEndian.PutUint32(data[directoryEnd(data, at):], uint32(next))
}

// makeThumbnail makes the last entry of a directory, which says nothing that is
// needed, say that this is a smaller copy of another page.
func makeThumbnail(data []byte, at int64) {
	last := data[directoryEnd(data, at)-12:]
	binary.LittleEndian.PutUint16(last, tagNewSubfileType)
	binary.LittleEndian.PutUint16(last[2:], 4)
	binary.LittleEndian.PutUint32(last[4:], 1)
	binary.LittleEndian.PutUint32(last[8:], 1)
}

// A picture that breaks off keeps what is there if that is half of it.
func TestBrokenOff(t *testing.T) {
	whole := fixtures(t)["grey-lzw-predicted"]
	p := onlyPage(t, whole)
	strips := p.blocks.down
	last := p.blocks.offsets.at(strips - 1)
	first := p.blocks.offsets.at(1)
	blank := func(from int64) []byte {
		data := bytes.Clone(whole)
		for i := range strips {
			if at := p.blocks.offsets.at(i); at >= from {
				clear(data[at : at+p.blocks.counts.at(i)])
			}
		}
		return data
	}
	m, err := onlyPage(t, blank(last)).Decode(t.Context())
	if err != nil || m.Bounds().Dy() != p.Height {
		t.Errorf("without its last strip: %v", err)
	}
	if _, err := onlyPage(t, blank(first)).Decode(t.Context()); !errors.Is(err, ErrFormat) {
		t.Errorf("with its first strip alone: %v, want %v", err, ErrFormat)
	}
}

func TestEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, data := range fixtures(t) {
		pages, _ := Pages(data, 1)
		p, err := Open(data, pages[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := p.Decode(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// What a page declares is refused or costed before anything is allocated.
func TestDeclaredSizes(t *testing.T) {
	data := bytes.Clone(fixtures(t)["bilevel-g4"])
	at := int64(binary.LittleEndian.Uint32(data[4:]))
	set := func(tag uint16, v uint32) {
		for e := at + 2; e < directoryEnd(data, at); e += 12 {
			if binary.LittleEndian.Uint16(data[e:]) == tag {
				binary.LittleEndian.PutUint16(data[e+2:], 4)
				binary.LittleEndian.PutUint32(data[e+8:], v)
			}
		}
	}
	set(tagWidth, 100_000)
	set(tagHeight, 100_000)
	set(tagRowsPerStrip, 100_000)
	p, err := Open(data, at)
	if err != nil || p.Cost() < 10e9 {
		t.Fatalf("got %+v, %v, want a cost of over 10 GB", p, err)
	}
	set(tagWidth, 1<<31)
	if _, err := Open(data, at); !errors.Is(err, ErrFormat) {
		t.Errorf("got %v, want %v", err, ErrFormat)
	}
}

func FuzzDecode(f *testing.F) {
	for _, data := range fixtures(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, _ := Pages(data, 4)
		for _, at := range pages {
			p, err := Open(data, at)
			if err != nil || p.Cost() > 1<<20 {
				continue
			}
			m, err := p.Decode(t.Context())
			if err != nil {
				if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrUnsupported) {
					t.Errorf("got %v", err)
				}
				continue
			}
			if s := m.Bounds().Size(); s.X != p.Width || s.Y != p.Height {
				t.Errorf("declares %d by %d, has %v", p.Width, p.Height, s)
			}
		}
	})
}
