package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"recto/internal/corpus"
)

// altoOf is a page of 100 by 200 pixels with one word.
func altoOf(word, picture string) string {
	return `<alto><Description><sourceImageInformation><fileName>` + picture + `</fileName></sourceImageInformation></Description>
	<Layout><Page WIDTH="100" HEIGHT="200"><TextLine HPOS="10" VPOS="20" WIDTH="50" HEIGHT="10"><String CONTENT="` + word + `" HPOS="10" VPOS="20" WIDTH="50" HEIGHT="10"/></TextLine></Page></Layout></alto>`
}

// hocrOf is a file with a page of 100 by 200 pixels for each word.
func hocrOf(pictures bool, words ...string) string {
	var b strings.Builder
	for _, w := range words {
		said := ""
		if pictures {
			said = `; image "C:\scans\` + w + `.tif"`
		}
		fmt.Fprintf(&b, `<div class='ocr_page' title='bbox 0 0 100 200%s'><span class='ocr_line' title='bbox 10 20 60 30'>%s</span></div>`, said, w)
	}
	return b.String()
}

// pngOf is a white picture of so many pixels.
func pngOf(t *testing.T, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// zipOf packs files given as names and contents in turn.
func zipOf(t *testing.T, files ...string) []byte {
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

// TestArchives packs words and pictures as libraries do. What is wanted is, scan
// for scan, its size, whether it has a picture (*), and its words.
func TestArchives(t *testing.T) {
	large, small := pngOf(t, 200, 400), pngOf(t, 50, 60)
	tests := []struct {
		name, want string
		problems   int
		files      []string
	}{
		{
			"words alone, in natural order", "100x200 two | 100x200 ten", 0,
			[]string{"10.xml", altoOf("ten", ""), "2.xml", altoOf("two", "")},
		},
		{
			"beside their pictures", "200x400* a@20,40 | 50x60* | 200x400* c@20,40", 0,
			[]string{"alto/1_alto.xml", altoOf("a", ""), "alto/3_alto.xml", altoOf("c", ""), "images/1.png", large, "images/2.png", small, "images/3.png", large},
		},
		{
			"named in the file", "200x400* a@20,40 | 100x200 b", 0,
			[]string{"x.xml", altoOf("a", "/home/us/leaf.tif"), "y.xml", altoOf("b", "none.tif"), "leaf.png", large},
		},
		{
			"the nearer of two", "200x400* a@20,40 | 50x60* b@5,6", 0,
			[]string{"a/1.png", large, "a/ocr/1.xml", altoOf("a", ""), "b/1.png", small, "b/ocr/1.xml", altoOf("b", "")},
		},
		{
			"one file for all, by number", "200x400* a@20,40 | 50x60* b@5,6", 0,
			[]string{"book.hocr", hocrOf(false, "a", "b"), "p1.png", large, "p2.png", small},
		},
		{
			"one file for some, by name", "50x60* | 200x400* b@20,40 | 100x200 c", 0,
			[]string{"book.hocr", hocrOf(true, "b", "c"), "a.png", small, "b.png", large},
		},
		{
			"in two formats", "100x200 a | 100x200 b", 1,
			[]string{"alto/1.xml", altoOf("a", ""), "alto/2.xml", altoOf("b", ""), "hocr/1.html", hocrOf(false, "c")},
		},
		{
			"one is broken, one is something else", "100x200 a", 2,
			[]string{"1.xml", altoOf("a", ""), "2.xml", "<alto/>", "mets.xml", "<?xml version='1.0'?><mets/>"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := NewArchives(NewPictures(PictureOptions{}))
			data := zipOf(t, tt.files...)
			doc, err := a.Read(t.Context(), corpus.Source{ID: "0123456789ab"}, data, nil)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i, s := range doc.Scans {
				got = append(got, shownAs(t, a, data, s, doc.Images[i]))
			}
			if got := strings.Join(got, " | "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if len(doc.Report.Problems) != tt.problems {
				t.Errorf("got problems %v, want %d", doc.Report.Problems, tt.problems)
			}
		})
	}
}

// shownAs describes a scan, and demands a picture of its size or none.
func shownAs(t *testing.T, a *Archives, data []byte, s corpus.Scan, pictured bool) string {
	t.Helper()
	out := fmt.Sprintf("%dx%d", s.Width, s.Height)
	pic, err := a.Picture(t.Context(), data, s.Number)
	switch {
	case pictured && (err != nil || pic.Width != s.Width || pic.Height != s.Height):
		t.Errorf("scan %d: got a picture of %dx%d, %v", s.Number, pic.Width, pic.Height, err)
	case !pictured && !errors.Is(err, corpus.ErrNotFound):
		t.Errorf("scan %d: got a picture, %v", s.Number, err)
	}
	if pictured {
		out += "*"
	}
	for _, w := range s.Words {
		out += " " + w.Raw
		if pictured {
			out += fmt.Sprintf("@%v,%v", w.Box.X1, w.Box.Y1)
		}
	}
	return out
}
