package markup

import (
	"bytes"
	"strings"

	"recto/internal/corpus"
)

// pageXML reads PAGE content files (github.com/PRImA-Research-Lab/PAGE-XML) of
// 2009 to 2019.
type pageXML struct {
	*builder
	order   readingOrder
	said    []string // names of the elements that are open
	stack   []*node  // regions, lines, words and glyphs that are open
	regions []*node  // of the page, also those within others, in the order of the document
	reading reading  // under way
}

// node is a region, line, word or glyph with what is said of it.
type node struct {
	kind    nodeKind
	id      string
	parent  *node // of a region: the region around it
	box     corpus.Box
	reading *reading // nil if none is given
	style
	nodes []*node // lines of a region, words of a line, glyphs of a word
}

type nodeKind int

const (
	noNode nodeKind = iota
	regionNode
	lineNode
	wordNode
	glyphNode
)

// reading is a TextEquiv; of several that of the lowest index counts.
type reading struct {
	unicode, plain []byte
	index, conf    float64
}

func (r *reading) text() string {
	switch {
	case r == nil:
		return ""
	case len(bytes.TrimSpace(r.unicode)) > 0:
		return string(r.unicode)
	}
	return string(r.plain)
}

func kindOf(name string) nodeKind {
	switch {
	case name == "textline":
		return lineNode
	case name == "word":
		return wordNode
	case name == "glyph":
		return glyphNode
	case strings.HasSuffix(name, "region"):
		return regionNode
	}
	return noNode
}

func (p *pageXML) open(e element) {
	p.said = append(p.said, e.name)
	switch {
	case e.name == "page":
		pg := p.begin()
		pg.width, pg.height = positive(e.attr("imagewidth")), positive(e.attr("imageheight"))
		pg.picture = e.attr("imagefilename")
		p.regions, p.order = nil, readingOrder{}
	case kindOf(e.name) != noNode:
		p.push(e)
	case len(p.stack) > 0:
		p.detail(p.stack[len(p.stack)-1], e)
	default:
		p.order.open(e)
	}
}

// push begins a node and hangs it into the one around it.
func (p *pageXML) push(e element) {
	n := &node{kind: kindOf(e.name), id: e.attr("id")}
	if len(p.stack) > 0 {
		around := p.stack[len(p.stack)-1]
		n.style = around.style
		n.conf = 0
		if n.kind == regionNode {
			n.parent = around
		} else {
			around.nodes = append(around.nodes, n)
		}
	}
	if said := e.attr("custom"); strings.Contains(said, "textStyle") && n.kind == wordNode {
		n.face |= customFace(said)
	}
	if n.kind == regionNode {
		p.regions = append(p.regions, n)
	}
	p.stack = append(p.stack, n)
}

// customFace reads the style that Transkribus puts into an attribute of its own.
func customFace(said string) corpus.Face {
	var f corpus.Face
	if strings.Contains(said, "bold:true") {
		f |= corpus.Bold
	}
	if strings.Contains(said, "italic:true") {
		f |= corpus.Italic
	}
	return f
}

// detail takes what an element inside a node says of it.
func (p *pageXML) detail(n *node, e element) {
	switch e.name {
	case "coords":
		if b := points(e.attr("points")); b != (corpus.Box{}) {
			n.box = b
		}
	case "point": // of PAGE 2009 and 2010
		if p.inside("coords") {
			x, y := number(e.attr("x")), number(e.attr("y"))
			n.box = n.box.Union(boxOf(x, y, x, y))
		}
	case "textequiv":
		p.reading = reading{conf: confidence(e.attr("conf")), index: max(0, number(e.attr("index")))}
		if e.attr("index") == "" {
			p.reading.index = 0
		}
	case "textstyle":
		if said(e, "bold") {
			n.face |= corpus.Bold
		}
		if said(e, "italic") {
			n.face |= corpus.Italic
		}
	}
}

func said(e element, name string) bool { v := e.attr(name); return v == "true" || v == "1" }

// inside reports whether the innermost element but one that is open has the name.
func (p *pageXML) inside(name string) bool {
	n := len(p.said)
	return n > 1 && p.said[n-2] == name
}

func (p *pageXML) text(s string) {
	if len(p.stack) == 0 {
		return
	}
	switch p.said[len(p.said)-1] {
	case "unicode":
		p.reading.unicode = append(p.reading.unicode, s...)
	case "plaintext":
		p.reading.plain = append(p.reading.plain, s...)
	}
}

func (p *pageXML) close(name string) {
	p.said = p.said[:len(p.said)-1]
	switch {
	case name == "page":
		p.flush()
		p.end()
	case kindOf(name) != noNode:
		p.stack = p.stack[:len(p.stack)-1]
	case name == "textequiv" && len(p.stack) > 0:
		n := p.stack[len(p.stack)-1]
		if r := p.reading; r.text() != "" && (n.reading == nil || r.index < n.reading.index) {
			n.reading, n.conf = &r, r.conf
		}
	case len(p.stack) == 0:
		p.order.close(name)
	}
}

// flush puts the lines of the page, region by region in reading order.
func (p *pageXML) flush() {
	for _, r := range p.order.sorted(p.regions) {
		if !p.putLines(r) {
			p.putRows(r.rows(), r.box)
		}
	}
	p.regions = nil
}

// putLines puts the lines of a region and reports whether any had text.
func (p *pageXML) putLines(region *node) bool {
	any := false
	for _, n := range region.nodes {
		l := line{box: n.box}
		if n.kind == wordNode {
			l.word(n)
		} else {
			for _, w := range n.nodes {
				l.word(w)
			}
		}
		if len(l.pieces) == 0 {
			l.add(n.reading.text(), corpus.Box{}, n.style, false)
		}
		any = any || len(l.pieces) > 0
		p.put(l)
	}
	return any
}

// word adds a word, of whose glyphs the text is put together where it has none itself.
func (l *line) word(n *node) {
	text := n.reading.text()
	if text == "" {
		var glyphs strings.Builder
		for _, g := range n.nodes {
			glyphs.WriteString(g.reading.text())
		}
		text = glyphs.String()
	}
	box := n.box
	for _, g := range n.nodes {
		if n.box == (corpus.Box{}) {
			box = box.Union(g.box)
		}
	}
	l.add(text, box, n.style, false)
}

// rows are the lines of a region's text where it has no lines of its own.
func (n *node) rows() []line {
	var rows []line
	for text := range strings.SplitSeq(n.reading.text(), "\n") {
		var l line
		if l.add(text, corpus.Box{}, n.style, false); len(l.pieces) > 0 {
			rows = append(rows, l)
		}
	}
	return rows
}
