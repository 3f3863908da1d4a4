package publish

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// xmlWriter writes elements that are closed in their order. Whatever the text
// is, the result is well-formed: characters that XML has no place for are
// written as U+FFFD.
type xmlWriter struct {
	b    bytes.Buffer
	open []string
}

// attr is an attribute; one with an empty value is not written.
type attr struct{ name, value string }

func (x *xmlWriter) tag(name string, attrs []attr, end string) {
	x.b.WriteByte('<')
	x.b.WriteString(name)
	for _, a := range attrs {
		if a.value == "" {
			continue
		}
		x.b.WriteString(" " + a.name + `="`)
		x.text(a.value)
		x.b.WriteByte('"')
	}
	x.b.WriteString(end)
}

func (x *xmlWriter) start(name string, attrs ...attr) {
	x.tag(name, attrs, ">")
	x.open = append(x.open, name)
}

func (x *xmlWriter) empty(name string, attrs ...attr) { x.tag(name, attrs, "/>") }

// end closes the innermost element.
func (x *xmlWriter) end() {
	last := len(x.open) - 1
	x.b.WriteString("</" + x.open[last] + ">")
	x.open = x.open[:last]
}

// line ends a line; it stands only where white space means nothing.
func (x *xmlWriter) line() { x.b.WriteByte('\n') }

func (x *xmlWriter) text(s string) {
	// EscapeText fails only where its writer does, and a buffer never does.
	_ = xml.EscapeText(&x.b, []byte(s))
}

// element writes an element with text and a line end, unless the text is blank.
func (x *xmlWriter) element(name, text string, attrs ...attr) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return
	}
	x.start(name, attrs...)
	x.text(text)
	x.end()
	x.line()
}

// section writes an element around others, with a line end after its tags.
func (x *xmlWriter) section(name string, attrs []attr, inside func()) {
	x.start(name, attrs...)
	x.line()
	inside()
	x.end()
	x.line()
}
