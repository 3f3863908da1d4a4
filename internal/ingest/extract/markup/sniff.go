package markup

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Sniff tells the kind of a file by its first element and, for hOCR, by the
// classes that follow. Markup reports whether the file is HTML or XML at all.
func Sniff(data []byte) (kind Kind, markup bool) {
	text := bytes.TrimSpace(decode(data[:min(len(data), head)]))
	if !bytes.HasPrefix(text, []byte("<")) {
		return "", false
	}
	root := firstElement(text)
	switch {
	case root == "alto":
		return ALTO, true
	case root == "pcgts":
		return PAGE, true
	case hasOCRClass(text):
		return HOCR, true
	}
	return "", root == "html" || hasPrefixFold(text, "<?xml") || hasPrefixFold(text, "<!doctype")
}

func hasPrefixFold(text []byte, prefix string) bool {
	return len(text) >= len(prefix) && strings.EqualFold(string(text[:len(prefix)]), prefix)
}

// firstElement is the name of the root, or empty.
func firstElement(text []byte) string {
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			return local(string(name))
		}
	}
}

// hasOCRClass reports whether an element bears one of hOCR's classes or the
// head announces them.
func hasOCRClass(text []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			z.NextIsNotRawText()
			e := read(z)
			if isOCR(e.attr("class")) || e.name == "meta" && strings.HasPrefix(e.attr("name"), "ocr-") {
				return true
			}
		}
	}
}
