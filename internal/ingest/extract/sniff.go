package extract

import (
	"bytes"
	"fmt"

	"recto/internal/corpus"
)

// Sniff tells the media type of a source by its content, never by its name: a
// PDF (also behind up to one kilobyte of other bytes) or plain text. Pictures,
// and archives, in which scanners deliver pictures, give [corpus.ErrNeedsOCR]; an
// empty source gives [corpus.ErrNoText]; all else [corpus.ErrUnsupported].
func Sniff(data []byte) (string, error) {
	if len(data) == 0 {
		return "", fmt.Errorf("the file is empty: %w", corpus.ErrNoText)
	}
	if bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF")) {
		return PDFType, nil
	}
	if kind := picture(data); kind != "" {
		return "", fmt.Errorf("this is %s: %w; put the pictures into a PDF and try again", kind, corpus.ErrNeedsOCR)
	}
	if isBinary(data) {
		return "", fmt.Errorf("this is neither a PDF nor plain text; save it as one of these and try again: %w", corpus.ErrUnsupported)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return "", fmt.Errorf("the file holds white space only: %w", corpus.ErrNoText)
	}
	return TextType, nil
}

var pictureMarks = []struct{ mark, kind string }{
	{"\x89PNG\r\n\x1a\n", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"II*\x00", "a TIFF picture"},
	{"MM\x00*", "a TIFF picture"},
	{"II+\x00", "a TIFF picture"},
	{"MM\x00+", "a TIFF picture"},
	{"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"},
	{"GIF8", "a GIF picture"},
	{"AT&TFORM", "a DjVu file"},
	{"PK\x03\x04", "an archive, perhaps of pictures"},
}

// picture names the kind of picture that the bytes begin as, or is empty.
func picture(data []byte) string {
	for _, p := range pictureMarks {
		if bytes.HasPrefix(data, []byte(p.mark)) {
			return p.kind
		}
	}
	return ""
}

// isBinary tells bytes that no text encoding explains: a NUL outside UTF-16, or
// more than one control character in a hundred.
func isBinary(data []byte) bool {
	if utf16BOM(data) != nil {
		return false
	}
	controls := 0
	for _, c := range data {
		switch {
		case c == 0:
			return true
		case c < ' ' && !bytes.ContainsRune([]byte("\t\n\v\f\r\x1a"), rune(c)), c == 0x7f:
			controls++
		}
	}
	return controls*100 > len(data)
}
