package markup

import (
	"strings"

	"recto/internal/corpus"
)

// alto reads ALTO (loc.gov/standards/alto), versions 1 to 4.
type alto struct {
	*builder
	unit    float64  // pixels for one of the file's units
	dpi     float64  // pixels in an inch, 0 if not known
	said    []string // names of the elements that are open
	picture string
	faces   map[string]style // text styles by id
	stack   []style          // of the elements that are open
	line    line
	shape   *corpus.Box // of the line or string under way, if its element gives no box
	tight   bool        // nothing parts the next string from the one before
	goesOn  bool        // the last string says that its word goes on in the next line
	blanks  int         // SP elements of the page
	joints  int         // strings of the page that follow another in their line
}

func (a *alto) open(e element) {
	a.said = append(a.said, e.name)
	a.stack = append(a.stack, a.inherited(e))
	switch e.name {
	case "textstyle":
		a.define(e)
	case "page":
		a.page(e)
	case "textline":
		a.line = line{box: a.box(e)}
		a.tight, a.goesOn = false, false
		a.shape = &a.line.box
	case "string":
		a.string(e)
	case "sp":
		a.blanks++
		a.tight = false
	case "hyp":
		a.hyphen(e)
	case "polygon":
		if a.shape != nil && *a.shape == (corpus.Box{}) {
			*a.shape = scaled(points(e.attr("points")), a.unit)
		}
	}
}

func (a *alto) close(name string) {
	a.said = a.said[:len(a.said)-1]
	a.stack = a.stack[:len(a.stack)-1]
	switch name {
	case "string":
		a.shape = nil
	case "textline":
		if a.goesOn {
			a.addHyphen(corpus.Box{})
		}
		a.put(a.line)
		a.line, a.shape = line{}, nil
	case "page":
		a.settleBlanks()
		a.end()
	}
}

func (a *alto) text(s string) {
	if len(a.said) == 0 {
		return
	}
	switch a.said[len(a.said)-1] {
	case "measurementunit":
		a.measure(strings.TrimSpace(s))
	case "filename", "fileidentifier":
		if s = strings.TrimSpace(s); s != "" && len(a.pages) == 0 {
			a.picture = s
		}
	}
}

// measure sets the unit: pixels, tenths of a millimetre or 1200ths of an inch.
func (a *alto) measure(unit string) {
	switch unit {
	case "mm10":
		a.unit, a.dpi = assumedDPI/254.0, assumedDPI
	case "inch1200":
		a.unit, a.dpi = assumedDPI/1200.0, assumedDPI
	}
}

func (a *alto) page(e element) {
	p := a.begin()
	p.width, p.height = a.unit*positive(e.attr("width")), a.unit*positive(e.attr("height"))
	p.picture = a.picture
	a.blanks, a.joints = 0, 0
}

// define keeps a text style.
func (a *alto) define(e element) {
	if a.faces == nil {
		a.faces = map[string]style{}
	}
	a.faces[e.attr("id")] = style{
		size: positive(e.attr("fontsize")) * a.dpi / pointsPerInch,
		face: face(e.attr("fontstyle")) | face(e.attr("fontfamily")),
	}
}

// inherited is the style of an element: that of its own references, else that
// of the element around it, and what its own STYLE adds.
func (a *alto) inherited(e element) style {
	var st style
	if n := len(a.stack); n > 0 {
		st = a.stack[n-1]
	}
	for _, id := range strings.Fields(e.attr("stylerefs")) {
		if own, ok := a.faces[id]; ok {
			st = own
		}
	}
	st.face |= face(e.attr("style"))
	return st
}

// face reads words that name a bold or slanted face.
func face(words string) corpus.Face {
	words = strings.ToLower(words)
	var f corpus.Face
	if strings.Contains(words, "bold") {
		f |= corpus.Bold
	}
	if strings.Contains(words, "italic") || strings.Contains(words, "oblique") {
		f |= corpus.Italic
	}
	return f
}

// string adds a String, which is a word as a rule and may be several.
func (a *alto) string(e element) {
	text := e.attr("content")
	if strings.TrimSpace(text) == "" {
		return
	}
	st := a.stack[len(a.stack)-1]
	st.conf = confidence(e.attr("wc"))
	if len(a.line.pieces) > 0 {
		a.joints++
	}
	before := len(a.line.pieces)
	a.line.add(text, a.box(e), st, a.tight)
	a.tight = true
	a.goesOn = strings.EqualFold(e.attr("subs_type"), "HypPart1")
	if len(a.line.pieces) == before+1 {
		a.shape = &a.line.pieces[before].box
	}
}

// hyphen adds the hyphen at a line's end to the word before it.
func (a *alto) hyphen(e element) {
	a.addHyphen(a.box(e))
	a.goesOn = false
}

func (a *alto) addHyphen(box corpus.Box) {
	n := len(a.line.pieces)
	if n == 0 {
		return
	}
	p := &a.line.pieces[n-1]
	if strings.HasSuffix(p.text, "-") || strings.HasSuffix(p.text, "¬") {
		return
	}
	p.text += "-"
	if (p.box != corpus.Box{}) && gap(*p, piece{box: box}) < 1 {
		p.box = p.box.Union(box)
	}
}

// settleBlanks forgets that nothing parts strings where the page hardly ever
// says that something does.
func (a *alto) settleBlanks() {
	if 2*a.blanks >= a.joints {
		return
	}
	for _, l := range a.current().lines {
		for i := range l.pieces {
			l.pieces[i].tight = false
		}
	}
}

// box is an element's box in pixels, zero if it gives none.
func (a *alto) box(e element) corpus.Box {
	x, y := number(e.attr("hpos")), number(e.attr("vpos"))
	return scaled(boxOf(x, y, x+positive(e.attr("width")), y+positive(e.attr("height"))), a.unit)
}

func scaled(b corpus.Box, unit float64) corpus.Box {
	return corpus.Box{X1: b.X1 * unit, Y1: b.Y1 * unit, X2: b.X2 * unit, Y2: b.Y2 * unit}
}
