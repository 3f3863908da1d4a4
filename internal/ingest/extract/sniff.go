package extract

import (
	"bytes"
	"fmt"

	"recto/internal/corpus"
)

// kind is a kind of source, told by the bytes that it begins with.
type kind struct {
	mediaType string
	begins    func(head []byte) bool
}

// kinds are the kinds of source that are not plain text, in the order in which
// they are tried.
var kinds = []kind{
	{PDFType, isPDF},
	{TIFFType, marked("II*\x00", "MM\x00*", "II+\x00", "MM\x00+")},
	{PNGType, marked("\x89PNG\r\n\x1a\n")},
	{JPEGType, marked("\xff\xd8\xff")},
	{ZipType, marked("PK\x03\x04", "PK\x05\x06")},
}

// headSize is how many bytes tell the kind of a source.
const headSize = 1024

// Sniff tells the media type of a source by its content, never by its name: one
// of [kinds], of which a PDF may stand behind up to one kilobyte of other bytes,
// one of the files of words that [Markup] reads, or plain text. An empty source gives [corpus.ErrNoText]; all else
// [corpus.ErrUnsupported].
func Sniff(data []byte) (string, error) {
	if len(data) == 0 {
		return "", fmt.Errorf("the file is empty: %w", corpus.ErrNoText)
	}
	if mediaType := kindOf(data[:min(len(data), headSize)]); mediaType != "" {
		return mediaType, nil
	}
	if name := foreign(data); name != "" {
		return "", fmt.Errorf("this is %s; save it as TIFF, PNG, JPEG or PDF and try again: %w", name, corpus.ErrUnsupported)
	}
	if mediaType, err := sniffMarkup(data); mediaType != "" || err != nil {
		return mediaType, err
	}
	if isBinary(data) {
		return "", fmt.Errorf("this is neither a PDF nor a picture nor plain text; save it as one of these and try again: %w", corpus.ErrUnsupported)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return "", fmt.Errorf("the file holds white space only: %w", corpus.ErrNoText)
	}
	return TextType, nil
}

// kindOf is the media type of what begins so, empty if it may be text or nothing that is read.
func kindOf(head []byte) string {
	for _, k := range kinds {
		if k.begins(head) {
			return k.mediaType
		}
	}
	return ""
}

func isPDF(head []byte) bool { return bytes.Contains(head, []byte("%PDF")) }

// marked tells files that begin with one of these marks.
func marked(marks ...string) func([]byte) bool {
	return func(head []byte) bool {
		for _, m := range marks {
			if bytes.HasPrefix(head, []byte(m)) {
				return true
			}
		}
		return false
	}
}

// jpeg2000 is how a JPEG 2000 picture begins.
const jpeg2000 = "\x00\x00\x00\x0cjP  "

// foreign names a kind of file that holds scans and is not read, or is empty.
func foreign(data []byte) string {
	for _, f := range []struct{ mark, name string }{
		{jpeg2000, "a JPEG 2000 picture"},
		{"GIF8", "a GIF picture"},
		{"AT&TFORM", "a DjVu file"},
		{"Rar!\x1a\x07", "a RAR archive"},
		{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	} {
		if bytes.HasPrefix(data, []byte(f.mark)) {
			return f.name
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
