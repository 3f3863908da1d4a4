package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"recto/internal/corpus"
	"recto/internal/ingest/extract/patient"
)

// corner is a white picture whose upper left quarter is black.
func corner(w, h int) *image.Gray {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			if x >= w/2 || y >= h/2 {
				m.SetGray(x, y, color.Gray{255})
			}
		}
	}
	return m
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// asJPEG encodes a picture with an Exif orientation, if that is not 0.
func asJPEG(t testing.TB, m image.Image, turn byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	if turn == 0 {
		return b.Bytes()
	}
	tag := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" + string(turn) + "\x00\x00\x00\x00\x00\x00\x00"
	segment := "\xff\xe1\x00" + string(rune(len(tag)+2)) + tag
	return slices.Concat(b.Bytes()[:2], []byte(segment), b.Bytes()[2:])
}

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("tiff/testdata/" + name + ".tif")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// asZip packs files given as name and content in turn.
func asZip(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = w.Write([]byte(files[i+1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A picture stands upright however it is kept.
func TestUpright(t *testing.T) {
	// Where the black quarter is once the picture is shown: right, below.
	tests := []struct {
		turn         byte
		right, below bool
		w, h         int
	}{
		{0, false, false, 64, 32},
		{1, false, false, 64, 32},
		{2, true, false, 64, 32},
		{3, true, true, 64, 32},
		{4, false, true, 64, 32},
		{5, false, false, 32, 64},
		{6, true, false, 32, 64},
		{7, true, true, 32, 64},
		{8, false, true, 32, 64},
	}
	p := NewPictures(PictureOptions{})
	for _, tt := range tests {
		data := asJPEG(t, corner(64, 32), tt.turn)
		doc, err := p.Read(t.Context(), source, data, nil)
		if err != nil || doc.Scans[0].Width != tt.w || doc.Scans[0].Height != tt.h {
			t.Fatalf("turn %d: got %+v, %v", tt.turn, doc.Scans, err)
		}
		r, err := p.Raster(t.Context(), data, 1)
		if err != nil || r.Image.Rect.Dx() != tt.w || r.Image.Rect.Dy() != tt.h || r.Scale != 1 {
			t.Fatalf("turn %d: got %+v, %v", tt.turn, r, err)
		}
		x, y := tt.w/4, tt.h/4
		if tt.right {
			x += tt.w / 2
		}
		if tt.below {
			y += tt.h / 2
		}
		if r.Image.GrayAt(x, y).Y > 60 || r.Image.GrayAt(tt.w-1-x, tt.h-1-y).Y < 200 {
			t.Errorf("turn %d: the black quarter is elsewhere", tt.turn)
		}
		pic, err := p.Picture(t.Context(), data, 1)
		if err != nil || pic.Width != tt.w || pic.Height != tt.h || bytes.Contains(pic.Data, []byte("Exif")) {
			t.Errorf("turn %d: got a picture of %d by %d, %v", tt.turn, pic.Width, pic.Height, err)
		}
	}
}

func TestPictures(t *testing.T) {
	good, wide := string(asPNG(t, corner(20, 10))), string(asPNG(t, corner(40, 10)))
	huge := bytes.Clone([]byte(good))
	binary.BigEndian.PutUint32(huge[16:], 100_000)
	binary.BigEndian.PutUint32(huge[20:], 100_000)
	binary.BigEndian.PutUint32(huge[29:], crc32.ChecksumIEEE(huge[12:29]))
	pages := string(fixture(t, "pages"))
	tests := []struct {
		name     string
		data     []byte
		widths   []int // of the scans, 0 for one that cannot be read
		problems string
		err      error
	}{
		{"png", []byte(good), []int{20}, "", nil},
		{"tiff of pages", []byte(pages), []int{61, 61, 61}, "", nil},
		{"jpeg", asJPEG(t, corner(8, 8), 0), []int{8}, "", nil},
		{"in natural order", asZip(t, "p/10.png", wide, "p/9.png", good, "P/1/a.png", wide), []int{40, 20, 40}, "", nil},
		{"tiff in an archive", asZip(t, "1.png", good, "2.tif", pages, "3.png", wide), []int{20, 61, 61, 61, 40}, "", nil},
		{"junk", asZip(t, "__MACOSX/._1.png", good, ".DS_Store", "x", "Thumbs.db", good, "1.png", wide), []int{40}, "", nil},
		{"unsafe names", asZip(t, "../../etc/1.png", good, `C:\2.png`, wide, "/3.png", good), []int{20, 20, 40}, "", nil},
		{"other files", asZip(t, "1.png", good, "notes.txt", "words"), []int{20}, "1 files", nil},
		{"one is broken", asZip(t, "1.png", good[:12], "2.png", good), []int{0, 20}, `"1.png" cannot be read`, nil},
		{"one is huge", asZip(t, "1.png", string(huge), "2.png", good), []int{0, 20}, "too large", nil},
		{"one is JPEG 2000", asZip(t, "1.jp2", jp2(t), "2.png", good), []int{0, 20}, "JPEG 2000", nil},
		{"JPEG 2000 alone", asZip(t, "1.jp2", jp2(t), "2.jp2", jp2(t)), []int{0, 0}, "JPEG 2000", corpus.ErrUnsupported},
		{"huge alone", huge, []int{0}, "", corpus.ErrTooLarge},
		{"broken alone", []byte(good[:20]), []int{0}, "", corpus.ErrBroken},
		{"no pictures", asZip(t, "notes.txt", "words"), nil, "", corpus.ErrUnsupported},
		{"office document", asZip(t, "[Content_Types].xml", "", "media/1.png", good), nil, "", corpus.ErrUnsupported},
		{"broken archive", []byte("PK\x03\x04 and no more"), nil, "", corpus.ErrBroken},
	}
	p := NewPictures(PictureOptions{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := p.Read(t.Context(), source, tt.data, nil)
			if !errors.Is(err, tt.err) {
				t.Fatalf("got %v, want %v", err, tt.err)
			}
			var widths []int
			for _, s := range doc.Scans {
				widths = append(widths, s.Width)
				if (s.Problem == "") != (s.Width > 0) {
					t.Errorf("scan %d: %d pixels, problem %q", s.Number, s.Width, s.Problem)
				}
			}
			if !slices.Equal(widths, tt.widths) {
				t.Errorf("got widths %v, want %v", widths, tt.widths)
			}
			var all strings.Builder
			for _, problem := range doc.Report.Problems {
				all.WriteString(problem.Text)
			}
			if !strings.Contains(all.String(), tt.problems) || tt.err == nil && (all.Len() > 0) != (tt.problems != "") {
				t.Errorf("got problems %q, want %q", all.String(), tt.problems)
			}
			for i, w := range widths {
				r, err := p.Raster(t.Context(), tt.data, i+1)
				if (err == nil) != (w > 0) || w > 0 && r.Image.Rect.Dx() != w {
					t.Errorf("raster of scan %d: %v", i+1, err)
				}
			}
		})
	}
}

// A picture is turned clockwise, and one that is upright is left as it is.
func TestTurned(t *testing.T) {
	file := asJPEG(t, corner(80, 40), 0)
	black := []image.Point{{10, 10}, {30, 10}, {70, 30}, {10, 70}} // in the quarter that is
	for quarters, p := range black {
		pic, err := Picture{MediaType: JPEGType, Data: file, Width: 80, Height: 40}.Turned(quarters)
		if err != nil {
			t.Fatal(err)
		}
		m, err := jpeg.Decode(bytes.NewReader(pic.Data))
		if err != nil || m.Bounds().Dx() != pic.Width || m.Bounds().Dy() != pic.Height || (pic.Width == 40) != (quarters%2 == 1) {
			t.Fatalf("turned by %d: got %d by %d, %v", quarters, pic.Width, pic.Height, err)
		}
		if y := grey(m).GrayAt(p.X, p.Y).Y; y > 40 {
			t.Errorf("turned by %d: got %d at %v, want black", quarters, y, p)
		}
		if same := bytes.Equal(pic.Data, file); same != (quarters == 0) {
			t.Errorf("turned by %d: the file itself is %v", quarters, same)
		}
	}
}

// Too many pictures, and one that unpacks to more than its share, are refused.
func TestBombs(t *testing.T) {
	p := NewPictures(PictureOptions{MaxPages: 2, MemoryMB: 1})
	if _, err := p.Read(t.Context(), source, fixture(t, "pages"), nil); !errors.Is(err, corpus.ErrTooLarge) {
		t.Errorf("three pages of two: got %v", err)
	}
	if _, err := p.Read(t.Context(), source, asPNG(t, image.NewGray(image.Rect(0, 0, 1000, 1000))), nil); !errors.Is(err, corpus.ErrTooLarge) {
		t.Errorf("a picture beyond the memory: got %v", err)
	}
	r := patient.Reader(t.Context(), zeros{})
	if _, err := inflate(t.Context(), r); !errors.Is(err, corpus.ErrTooLarge) {
		t.Errorf("a file without end: got %v", err)
	}
}

// zeros never end.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

func TestDecodingEndsWithItsContext(t *testing.T) {
	p := NewPictures(PictureOptions{})
	for _, data := range [][]byte{asPNG(t, corner(900, 900)), asJPEG(t, corner(900, 900), 3), fixture(t, "bilevel-g4")} {
		ctx, cancel := context.WithCancel(t.Context())
		if _, err := p.Read(ctx, source, data, nil); err != nil {
			t.Fatal(err)
		}
		cancel()
		if _, err := p.Raster(ctx, data, 1); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	}
}

// Faxes have pixels higher than wide; the scan has square ones.
func TestSquarePixels(t *testing.T) {
	d := declared{width: 1728, height: 1100, stretch: stretch(204, 98)}
	if w, h := d.size(maxPixels); w != 1728 || h != 2290 {
		t.Errorf("got %d by %d", w, h)
	}
}

func TestFolder(t *testing.T) {
	folder := fstest.MapFS{
		"10.png": {Data: asPNG(t, corner(40, 10))}, "9.png": {Data: asPNG(t, corner(20, 10))},
		".hidden/1.png": {Data: []byte("x")}, "__MACOSX/a": {Data: []byte("x")},
	}
	one, err := Folder(folder, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if two, _ := Folder(folder, 1<<20); !bytes.Equal(one, two) {
		t.Error("the same folder gives other bytes")
	}
	doc, err := NewPictures(PictureOptions{}).Read(t.Context(), source, one, nil)
	if err != nil || len(doc.Scans) != 2 || doc.Scans[0].Width != 20 || doc.MediaType != ZipType {
		t.Errorf("got %+v, %v", doc, err)
	}
	if _, err := Folder(folder, 50); !errors.Is(err, corpus.ErrTooLarge) {
		t.Errorf("beyond the most: got %v", err)
	}
	if _, err := Folder(fstest.MapFS{}, 50); !errors.Is(err, corpus.ErrNoText) {
		t.Errorf("an empty folder: got %v", err)
	}
}

// FuzzPictures reads any bytes as pictures: scans with rasters of their sizes, or
// an error or problem.
func FuzzPictures(f *testing.F) {
	good := asPNG(f, corner(8, 8))
	f.Add(good)
	f.Add(asJPEG(f, corner(8, 8), 6))
	f.Add(fixture(f, "pages"))
	f.Add(asZip(f, "1.png", string(good), "b/2.tif", string(fixture(f, "bilevel-g4"))))
	p := NewPictures(PictureOptions{MemoryMB: 2})
	f.Fuzz(func(t *testing.T, data []byte) {
		if kindOf(data[:min(len(data), headSize)]) == "" {
			t.Skip("skipped: no picture")
		}
		doc, err := p.Read(t.Context(), source, data, nil)
		if err != nil {
			return
		}
		for _, s := range doc.Scans[:min(len(doc.Scans), 3)] {
			r, err := p.Raster(t.Context(), data, s.Number)
			if s.Problem == "" && err == nil && (r.Image.Rect.Dx() != s.Width || r.Image.Rect.Dy() != s.Height) {
				t.Errorf("scan %d has %d by %d pixels, its raster %v", s.Number, s.Width, s.Height, r.Image.Rect)
			}
		}
	})
}
