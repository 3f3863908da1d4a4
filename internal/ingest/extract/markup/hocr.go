package markup

import (
	"slices"
	"strings"

	"recto/internal/corpus"
)

// hocr reads hOCR 1.2 (kba.github.io/hocr-spec/1.2).
type hocr struct {
	*builder
	stack []context
	line  line
	rows  []line // of the block under way, where its text has no lines of its own
	word  []byte // text of the word under way
	blank bool   // white space or a word's end stands before what comes
	dpi   float64
}

// context is an element that is open, with what it has from those around it.
type context struct {
	class role
	box   corpus.Box
	style
	inside bool // an element of hOCR, or within one
	hidden bool
}

// role is what an element is to the words in it.
type role int

const (
	plain role = iota
	pageRole
	blockRole
	lineRole
	wordRole
)

var (
	wordClasses   = []string{"ocrx_word", "ocr_word", "ocr_glyph", "ocr_glyphs", "ocr_dropcap"}
	lineClasses   = []string{"ocr_line", "ocrx_line", "ocr_header", "ocr_footer", "ocr_caption", "ocr_textfloat", "ocr_pageno"}
	inlineClasses = []string{"ocr_cinfo", "ocrx_cinfo", "ocr_chem", "ocr_math", "ocr_alternatives"}
)

// isOCR reports whether one of the classes is hOCR's.
func isOCR(classes string) bool {
	return slices.ContainsFunc(strings.Fields(classes), func(c string) bool {
		return strings.HasPrefix(c, "ocr_") || strings.HasPrefix(c, "ocrx_")
	})
}

func roleOf(classes string) role {
	for _, c := range strings.Fields(classes) {
		switch {
		case c == "ocr_page":
			return pageRole
		case slices.Contains(wordClasses, c):
			return wordRole
		case slices.Contains(lineClasses, c):
			return lineRole
		case isOCR(c) && !slices.Contains(inlineClasses, c):
			return blockRole
		}
	}
	return plain
}

func (h *hocr) open(e element) {
	c := context{}
	if n := len(h.stack); n > 0 {
		c = h.stack[n-1]
	}
	c.class = roleOf(e.attr("class"))
	c.inside = c.inside || c.class != plain
	c.hidden = c.hidden || e.name == "head" || e.name == "script" || e.name == "style" || e.name == "del"
	p := properties(e.attr("title"))
	c.style = h.styled(c.style, e, p)
	switch c.class {
	case pageRole:
		h.flush()
		h.page(p)
		c.box = corpus.Box{}
	case blockRole, lineRole:
		h.flush()
		if b := p.box("bbox"); b != (corpus.Box{}) {
			c.box = b
		}
		h.line.box = c.box
	case wordRole:
		h.endWord()
		c.box = p.box("bbox")
	default:
		if i := h.within(wordRole); i >= 0 {
			h.stack[i].face |= c.face
		}
	}
	h.stack = append(h.stack, c)
	if e.name == "br" {
		h.breakLine()
	}
}

func (h *hocr) close(string) {
	n := len(h.stack) - 1
	c := h.stack[n]
	switch c.class {
	case pageRole:
		h.flush()
		h.end()
	case blockRole, lineRole:
		h.flush()
	case wordRole:
		h.endWord()
	}
	h.stack = h.stack[:n]
	if c.class != plain && c.class != wordRole && n > 0 {
		h.line.box = h.stack[n-1].box
	}
}

func (h *hocr) text(s string) {
	n := len(h.stack)
	if n == 0 || h.stack[n-1].hidden || !h.stack[n-1].inside {
		return
	}
	if h.within(wordRole) >= 0 {
		h.word = append(h.word, s...)
		return
	}
	h.loose(s)
}

// loose adds text that stands in no word of its own. What follows a word
// without a blank belongs to it.
func (h *hocr) loose(s string) {
	if s == "" {
		return
	}
	tight := !h.blank && len(h.line.pieces) > 0 && strings.TrimLeft(s, " \t\r\n") == s
	h.line.add(s, corpus.Box{}, h.stack[len(h.stack)-1].style, tight)
	h.blank = strings.TrimRight(s, " \t\r\n") != s
}

// within is the index of the innermost open element of a role that no line or
// block stands in, or -1.
func (h *hocr) within(r role) int {
	for i := len(h.stack) - 1; i >= 0; i-- {
		switch c := h.stack[i].class; {
		case c == r:
			return i
		case c != plain && c != wordRole:
			return -1
		}
	}
	return -1
}

// endWord adds the word under way, if there is one.
func (h *hocr) endWord() {
	i := h.within(wordRole)
	if i < 0 {
		return
	}
	h.line.add(string(h.word), h.stack[i].box, h.stack[i].style, false)
	h.word, h.blank = h.word[:0], false
}

// breakLine ends a row of a block whose text has no lines of its own.
func (h *hocr) breakLine() {
	if h.within(lineRole) >= 0 || len(h.line.pieces) == 0 {
		return
	}
	h.rows = append(h.rows, h.line)
	h.line = line{box: h.line.box}
	h.blank = true
}

// flush adds the line under way. The rows of a block share its height.
func (h *hocr) flush() {
	h.endWord()
	rows := h.rows
	if len(h.line.pieces) > 0 {
		rows = append(rows, h.line)
	}
	h.putRows(rows, h.line.box)
	h.line, h.rows, h.blank = line{}, nil, true
}

// page begins a page with what its title says.
func (h *hocr) page(p property) {
	pg := h.begin()
	b := p.box("bbox")
	pg.width, pg.height = b.X2, b.Y2
	pg.picture = p.first("image")
	if pg.picture == "" {
		pg.picture = p.first("x_source")
	}
	h.dpi = positive(p.first("scan_res"))
}

// styled is the style of an element within one that is set as st.
func (h *hocr) styled(st style, e element, p property) style {
	switch e.name {
	case "b", "strong":
		st.face |= corpus.Bold
	case "i", "em":
		st.face |= corpus.Italic
	}
	st.face |= face(e.attr("style")) | face(p.first("x_font"))
	if v := confidence(p.first("x_wconf")); v > 0 {
		st.conf = v
	}
	if v := positive(p.first("x_size")); v > 0 {
		st.size = v
	} else if v := positive(p.first("x_fsize")); v > 0 && h.dpi > 0 {
		st.size = v * h.dpi / pointsPerInch
	}
	return st
}
