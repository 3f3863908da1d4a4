package extract

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/tetratelabs/wazero/api"

	"recto/internal/corpus"
)

const maxChars = 300_000 // letters of one page that are read

// char is one letter of a page in the page's own coordinates.
type char struct {
	r                        rune
	left, bottom, right, top float64
	style                    style
}

// style is how a text object is set.
type style struct {
	size float64 // in the page's own units
	face corpus.Face
}

// words reads the page's words in the order of its content.
func (p page) words(f frame) []corpus.Word {
	text := p.call("FPDFText_LoadPage", p.handle)
	if text == 0 {
		return nil
	}
	defer p.call("FPDFText_ClosePage", text)
	b := wordBuilder{frame: f}
	styles := map[uint64]style{}
	n := min(p.count("FPDFText_CountChars", text), maxChars)
	for i := 0; i < n && p.err == nil; i++ {
		if i%1000 == 0 && p.ctx.Err() != nil {
			p.err = p.ctx.Err()
		}
		b.add(p.char(text, i, styles))
	}
	b.end()
	return b.words
}

// char reads letter i with the style of its text object, each of which is asked once.
func (p page) char(text uint64, i int, styles map[uint64]style) char {
	r := letter(rune(int32(p.quick("FPDFText_GetUnicode", text, uint64(i)))))
	if unicode.IsSpace(r) {
		return char{r: r}
	}
	obj := p.quick("FPDFText_GetTextObject", text, uint64(i))
	st, ok := styles[obj]
	if !ok && obj != 0 {
		st = p.style(text, i, obj)
		styles[obj] = st
	}
	p.quick("FPDFText_GetLooseCharBox", text, uint64(i), uint64(p.scratch))
	b := p.floats(4) // left, top, right, bottom
	return char{r, b[0], min(b[1], b[3]), b[2], max(b[1], b[3]), st}
}

// letter mends what PDFium gives for hyphens at line ends, and makes white
// space of controls.
func letter(r rune) rune {
	switch {
	case r == 0x02, r == 0xad, r == 0xfffe:
		return '-'
	case r < ' ', r == 0x7f, r == 0xffff:
		return ' '
	case r == 0x200b, r == 0xfeff:
		return ' '
	}
	return r
}

func (p page) style(text uint64, i int, obj uint64) style {
	size := api.DecodeF64(p.quick("FPDFText_GetFontSize", text, uint64(i)))
	p.quick("FPDFText_GetMatrix", text, uint64(i), uint64(p.scratch))
	scale := matrix(p.floats(6)).scale()
	if scale == 0 {
		scale = 1
	}
	st := style{size: math.Abs(size * scale)}
	font := p.quick("FPDFTextObj_GetFont", obj)
	if font == 0 {
		return st
	}
	const italicFlag, boldFlag = 1 << 6, 1 << 18
	flags := int32(p.quick("FPDFFont_GetFlags", font))
	n := int(int32(p.quick("FPDFFont_GetBaseFontName", font, uint64(p.scratch), scratchSize)))
	name := ""
	if n > 0 && n <= scratchSize {
		name = strings.ToLower(strings.TrimRight(string(p.bytes(p.scratch, n)), "\x00"))
	}
	if flags > 0 && flags&boldFlag != 0 || containsAny(name, "bold", "black", "heavy", "demi", "cmbx") {
		st.face |= corpus.Bold
	}
	if flags > 0 && flags&italicFlag != 0 || containsAny(name, "italic", "oblique", "cmti", "cmsl") {
		st.face |= corpus.Italic
	}
	return st
}

func containsAny(s string, parts ...string) bool {
	for _, p := range parts {
		if strings.Contains(s, p) {
			return true
		}
	}
	return false
}

// wordBuilder gathers letters into words: white space parts them, and so does
// a jump to another place.
type wordBuilder struct {
	frame frame
	words []corpus.Word
	raw   []rune
	box   char // the union of the letters' boxes, with the style of the first
	last  char
}

func (b *wordBuilder) add(c char) {
	switch {
	case unicode.IsSpace(c.r):
		b.end()
		return
	case len(b.raw) > 0 && jumps(b.last, c):
		b.end()
	}
	if len(b.raw) == 0 {
		b.box = c
	}
	b.raw = append(b.raw, c.r)
	b.box.left, b.box.right = min(b.box.left, c.left), max(b.box.right, c.right)
	b.box.bottom, b.box.top = min(b.box.bottom, c.bottom), max(b.box.top, c.top)
	b.last = c
}

// jumps reports whether no one would set b in one word with a before it: more
// than the height of a letter lies between them either way.
func jumps(a, b char) bool {
	height := max(a.top-a.bottom, b.top-b.bottom, a.right-a.left, b.right-b.left)
	dx := max(b.left-a.right, a.left-b.right)
	dy := max(b.bottom-a.top, a.bottom-b.top)
	return dx > height || dy > height/2
}

func (b *wordBuilder) end() {
	raw := strings.TrimSpace(string(joinSurrogates(b.raw)))
	if raw != "" {
		b.words = append(b.words, corpus.Word{
			Raw:  raw,
			Box:  b.frame.box(b.box.left, b.box.bottom, b.box.right, b.box.top),
			Size: math.Round(10*b.box.style.size*b.frame.toPixels.scale()) / 10,
			Face: b.box.style.face,
		})
	}
	b.raw = b.raw[:0]
}

// joinSurrogates mends letters beyond the basic plane that come in two halves.
func joinSurrogates(rs []rune) []rune {
	out := rs[:0:0]
	for i := 0; i < len(rs); i++ {
		if i+1 < len(rs) && utf16.IsSurrogate(rs[i]) {
			if r := utf16.DecodeRune(rs[i], rs[i+1]); r != unicode.ReplacementChar {
				out = append(out, r)
				i++
				continue
			}
		}
		out = append(out, rs[i])
	}
	return out
}
