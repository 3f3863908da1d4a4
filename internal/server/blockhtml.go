package server

import (
	"html/template"
	"strconv"
	"strings"

	"recto/internal/corpus"
)

// blockWriter writes reading blocks as HTML. It does by hand what the templates
// do elsewhere: a paper of forty pages has twenty thousand pieces, and a template
// takes microseconds for each. All text and every address goes through escape.
type blockWriter struct {
	strings.Builder
}

// htmlOf is the text of blocks as it stands in the page.
func htmlOf(blocks []readingBlock) template.HTML {
	var w blockWriter
	for i := range blocks {
		w.block(&blocks[i])
		w.WriteByte('\n')
	}
	return template.HTML(w.String()) //nolint:gosec // built from escaped text alone
}

func (w *blockWriter) block(b *readingBlock) {
	switch b.Kind {
	case corpus.Heading:
		w.heading(b)
	case corpus.AbstractBlock:
		w.WriteString(`<div class="abstract">`)
		if b.Titled {
			w.WriteString("<h2>Abstract</h2>")
		}
		w.element("p", "", b)
		w.WriteString("</div>")
	case corpus.Quotation:
		w.element("blockquote", classes("quotation", b.Broken, "broken"), b)
	case corpus.ListItem:
		w.item(b)
	case corpus.Note:
		w.note(b)
	case corpus.Caption, corpus.Table, corpus.KeywordsBlock, corpus.ReferenceBlock:
		w.element("p", string(b.Kind), b)
	default:
		w.element("p", strings.TrimSpace(classes("", b.Broken, "broken")+classes("", b.Continued && !b.Broken, "goes-on")), b)
	}
}

func classes(class string, more bool, also string) string {
	if !more {
		return class
	}
	return strings.TrimSpace(class + " " + also)
}

// element writes a block as one element with all that follows its text.
func (w *blockWriter) element(name, class string, b *readingBlock) {
	w.open(name, class, b.ID)
	w.runs(b.Runs)
	w.tail(b)
	w.close(name)
}

func (w *blockWriter) heading(b *readingBlock) {
	name := "h" + strconv.Itoa(b.Level)
	w.open(name, "", b.ID)
	if b.Label != "" {
		w.label(b.Label)
		w.WriteByte(' ')
	}
	w.runs(b.Runs)
	w.close(name)
}

func (w *blockWriter) item(b *readingBlock) {
	w.open("p", classes("item", b.Broken, "broken"), b.ID)
	w.WriteString(`<span class="label">`)
	if label := b.Label; !b.Continued {
		if label == "" {
			label = "–"
		}
		w.escape(label)
	}
	w.WriteString("</span><span>")
	w.runs(b.Runs)
	w.tail(b)
	w.WriteString("</span></p>")
}

// note writes a note that no mark in the text was found for, or one of a list.
func (w *blockWriter) note(b *readingBlock) {
	w.open("p", classes("note", b.Listed, "listed"), b.ID)
	w.label(b.Label)
	w.runs(b.Runs)
	w.back(b)
	w.tail(b)
	w.close("p")
}

func (w *blockWriter) label(text string) {
	if text != "" {
		w.WriteString(`<span class="label">`)
		w.escape(text)
		w.WriteString("</span>")
	}
}

// back leads from a note to its mark.
func (w *blockWriter) back(b *readingBlock) {
	if b.MarkID != "" {
		w.WriteString(` <a class="note-back" href="#`)
		w.escape(b.MarkID)
		w.WriteString(`" aria-label="Back to the text">↩</a>`)
	}
}

// tail writes what follows a block's text: who cites it, and how to cite it.
func (w *blockWriter) tail(b *readingBlock) {
	if len(b.CitedBy) > 0 {
		w.WriteString(` <span class="backs">`)
		for i, id := range b.CitedBy {
			n := strconv.Itoa(i + 1)
			w.WriteString(`<a href="#` + id + `" aria-label="Cited here, place ` + n + `">↑` + n + `</a>`)
		}
		w.WriteString("</span>")
	}
	if b.CiteURL != "" {
		w.WriteString("\u00a0" + `<a class="pin" href="`)
		w.escape(b.CiteURL)
		w.WriteString(`" aria-label="Cite this passage">¶</a>`)
	}
}

func (w *blockWriter) open(name, class, id string) {
	w.WriteByte('<')
	w.WriteString(name)
	w.attribute("class", class)
	w.attribute("id", id)
	w.WriteByte('>')
}

func (w *blockWriter) close(name string) {
	w.WriteString("</")
	w.WriteString(name)
	w.WriteByte('>')
}

// attribute writes an attribute, unless it is empty.
func (w *blockWriter) attribute(name, value string) {
	if value == "" {
		return
	}
	w.WriteByte(' ')
	w.WriteString(name)
	w.WriteString(`="`)
	w.escape(value)
	w.WriteByte('"')
}

// escape writes text so that it is text, in an element or in a quoted attribute.
func (w *blockWriter) escape(text string) {
	last := 0
	for i := 0; i < len(text); i++ {
		var safe string
		switch text[i] {
		case '&':
			safe = "&amp;"
		case '<':
			safe = "&lt;"
		case '>':
			safe = "&gt;"
		case '"':
			safe = "&#34;"
		case '\'':
			safe = "&#39;"
		case 0:
			safe = "\uFFFD"
		default:
			continue
		}
		w.WriteString(text[last:i])
		w.WriteString(safe)
		last = i + 1
	}
	w.WriteString(text[last:])
}
