package markup

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// head is how much of a file is looked at to tell its kind and encoding, in bytes.
const head = 64 << 10

// declared finds the encoding in an XML declaration or an HTML meta element.
var declared = regexp.MustCompile(`(?i)(?:<\?xml[^>]{0,200}\bencoding|<meta[^>]{0,200}\bcharset)\s*=\s*["']?\s*([a-z0-9._:-]{2,40})`)

// decode gives a file's text as UTF-8 without a byte order mark. The encoding
// is that of the mark, else UTF-16 where the first letters stand in two bytes,
// else the declared one, else UTF-8 if all makes sense as such, else
// Windows-1252. What makes no sense becomes U+FFFD.
func decode(data []byte) []byte {
	data, enc := encodingOf(data)
	if enc == nil {
		return bytes.ToValidUTF8(data, []byte("\ufffd"))
	}
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return bytes.ToValidUTF8(data, []byte("\ufffd"))
	}
	return out
}

// encodingOf gives the bytes behind a byte order mark and their encoding, nil for UTF-8.
func encodingOf(data []byte) ([]byte, encoding.Encoding) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	for _, m := range []struct {
		mark string
		skip int
		enc  encoding.Encoding
	}{
		{"\xef\xbb\xbf", 3, nil}, {"\xff\xfe", 2, little}, {"\xfe\xff", 2, big}, {"<\x00", 0, little}, {"\x00<", 0, big},
	} {
		if bytes.HasPrefix(data, []byte(m.mark)) {
			return data[m.skip:], m.enc
		}
	}
	if said := declared.FindSubmatch(data[:min(len(data), head)]); said != nil {
		return data, named(string(said[1]))
	}
	if utf8.Valid(data) {
		return data, nil
	}
	return data, named("windows-1252")
}

// named is the encoding of a name, nil for UTF-8, for one that is not known,
// and for those in two bytes, which the file would not have been read in so far.
func named(name string) encoding.Encoding {
	enc, err := htmlindex.Get(name)
	if err != nil {
		return nil
	}
	if canonical, err := htmlindex.Name(enc); err != nil || canonical == "utf-8" || canonical == "utf-16le" || canonical == "utf-16be" {
		return nil
	}
	return enc
}
