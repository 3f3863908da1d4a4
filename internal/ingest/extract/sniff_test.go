package extract

import (
	"errors"
	"strings"
	"testing"

	"recto/internal/corpus"
)

func TestSniff(t *testing.T) {
	tests := []struct {
		name, data, want string
		err              error
	}{
		{"pdf", "%PDF-1.4\n", PDFType, nil},
		{"pdf behind a mail header", "From: scanner\r\n\r\n" + strings.Repeat("x", 900) + "%PDF-1.4\n", PDFType, nil},
		{"mark of a pdf too far in", strings.Repeat("x", 1100) + "%PDF-1.4\n", TextType, nil},
		{"ascii", "A paper on mediation.\n", TextType, nil},
		{"form feeds", "one\ftwo\n", TextType, nil},
		{"utf-8", "Engeström\n", TextType, nil},
		{"utf-8 with mark", "\xef\xbb\xbfEngeström\n", TextType, nil},
		{"utf-16, little end first", "\xff\xfea\x00b\x00", TextType, nil},
		{"utf-16, big end first", "\xfe\xff\x00a\x00b", TextType, nil},
		{"latin-1", "Engestr\xf6m\n", TextType, nil},
		{"a stray control character", "a speck \x01 in a long enough line of text, " + strings.Repeat("and more ", 20), TextType, nil},
		{"empty", "", "", corpus.ErrNoText},
		{"white space", " \n\f\n", "", corpus.ErrNoText},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00", "", corpus.ErrUnsupported},
		{"controls", "\x01\x02\x03\x04abc", "", corpus.ErrUnsupported},
		{"png", "\x89PNG\r\n\x1a\n\x00", PNGType, nil},
		{"jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF", JPEGType, nil},
		{"tiff", "II*\x00\x08\x00", TIFFType, nil},
		{"tiff of large offsets, big end first", "MM\x00+\x00\x08", TIFFType, nil},
		{"zip", "PK\x03\x04\x14\x00", ZipType, nil},
		{"alto", "<?xml version='1.0'?><alto/>", ALTOType, nil},
		{"page, in two bytes a letter", "\xff\xfe<\x00P\x00c\x00G\x00t\x00s\x00>\x00", PAGEType, nil},
		{"hocr", "<!DOCTYPE html><div class='ocr_page'>", HOCRType, nil},
		{"a page of the web", "<!DOCTYPE html><p>Text.", "", corpus.ErrUnsupported},
		{"text in brackets", "<see the note>\n", TextType, nil},
		{"empty zip", "PK\x05\x06", ZipType, nil},
		{"djvu", "AT&TFORM\x00\x00", "", corpus.ErrUnsupported},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Sniff([]byte(tt.data))
			if got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("got %q, %v, want %q, %v", got, err, tt.want, tt.err)
			}
		})
	}
}

func FuzzText(f *testing.F) {
	f.Add([]byte("one two\r\n three\n\n\ffour\n"))
	f.Add([]byte("\xff\xfea\x00b\x00"))
	f.Add([]byte("Engestr\xf6m"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, sniffed := Sniff(data)
		doc, err := Text(corpus.Source{ID: "0123456789ab"}, data)
		if err == nil && doc.Report.Words == 0 {
			t.Error("success without words")
		}
		lines := strings.Split(decode(data), "\n")
		for _, s := range doc.Scans {
			for _, w := range s.Words {
				if got := at(lines, w); got != w.Raw {
					t.Errorf("word %+v stands for %q (sniffed: %v)", w, got, sniffed)
				}
			}
		}
	})
}

// at is what stands where a word says that it stands.
func at(lines []string, w corpus.Word) string {
	rs := []rune(lines[w.Line-1])
	return string(rs[w.Col : w.Col+len([]rune(w.Raw))])
}
