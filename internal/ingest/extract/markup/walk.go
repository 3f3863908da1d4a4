package markup

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"recto/internal/corpus"
)

// maxDepth is how deep elements may stand in one another.
const maxDepth = 250

// handler is told what stands in a document, in its order. Every open has its close.
type handler interface {
	open(e element)
	text(s string)
	close(name string)
}

// element is an element's name and attributes, both in lower case and without
// their namespaces.
type element struct {
	name  string
	attrs []attribute
}

type attribute struct{ name, value string }

// attr is the value of an attribute, or empty.
func (e element) attr(name string) string {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// walk reads a document, HTML or XML alike, from begin to end.
func walk(text []byte, h handler) error {
	w := walker{handler: h, count: map[string]int{}}
	z := html.NewTokenizer(bytes.NewReader(endComments(text)))
	z.AllowCDATA(true)
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			w.endTo(0)
			return nil
		case html.TextToken:
			h.text(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			e := read(z)
			if kind == html.SelfClosingTagToken || e.name != "script" && e.name != "style" {
				z.NextIsNotRawText()
			}
			if err := w.start(e, kind == html.SelfClosingTagToken); err != nil {
				return err
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			w.end(local(string(name)))
		}
	}
}

func read(z *html.Tokenizer) element {
	name, more := z.TagName()
	e := element{name: local(string(name))}
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		e.attrs = append(e.attrs, attribute{local(string(key)), string(value)})
	}
	return e
}

// local is a name without its namespace's prefix.
func local(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// endComments makes text of the mark that begins a comment which never ends: an
// OCR of stains reads such marks, and they would swallow the rest.
func endComments(text []byte) []byte {
	last := bytes.LastIndex(text, []byte("-->")) + 1
	tail := text[last:]
	if !bytes.Contains(tail, []byte("<!--")) {
		return text
	}
	return slices.Concat(text[:last], bytes.ReplaceAll(tail, []byte("<!--"), []byte("&lt;!--")))
}

// walker keeps the elements that are open.
type walker struct {
	handler
	stack []string
	count map[string]int // of names on the stack
}

// void are HTML's elements without content, and bare those that end where
// another of their name begins.
var (
	void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
	bare = []string{"p", "li", "dt", "dd", "tr", "td", "th"}
)

func (w *walker) start(e element, closed bool) error {
	if n := len(w.stack); n > 0 && w.stack[n-1] == e.name && slices.Contains(bare, e.name) {
		w.endTo(n - 1)
	}
	if len(w.stack) == maxDepth {
		return fmt.Errorf("elements stand more than %d deep in one another: %w", maxDepth, corpus.ErrBroken)
	}
	w.open(e)
	if closed || slices.Contains(void, e.name) {
		w.close(e.name)
		return nil
	}
	w.stack = append(w.stack, e.name)
	w.count[e.name]++
	return nil
}

// end closes the innermost element of the name and all within it. An end
// without a begin is nothing.
func (w *walker) end(name string) {
	if w.count[name] == 0 {
		return
	}
	for i := len(w.stack) - 1; i >= 0; i-- {
		if w.stack[i] == name {
			w.endTo(i)
			return
		}
	}
}

func (w *walker) endTo(depth int) {
	for len(w.stack) > depth {
		name := w.stack[len(w.stack)-1]
		w.stack = w.stack[:len(w.stack)-1]
		w.count[name]--
		w.close(name)
	}
}
