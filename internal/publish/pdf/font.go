package pdf

import (
	"encoding/binary"
	"fmt"
	"strings"
)

// Measures of the font in thousandths of its size. All signs are equally wide.
const (
	signWidth = 500
	ascent    = 780
	descent   = 220
)

// font is a font without shapes: its signs take room and carry their Unicode,
// and nothing of them is seen. The codes are given out in the order in which
// signs are first used.
type font struct {
	ref   ref
	codes map[rune]uint16
	runes []rune // by code - 1
}

func newFont(r ref) font { return font{ref: r, codes: map[rune]uint16{}} }

// encode is a text in the font's codes, as a hexadecimal string, and the number
// of its signs. Signs beyond the first 65,534 different ones are left out.
func (f *font) encode(s string) (codes string, n int) {
	var b strings.Builder
	for _, r := range s {
		code, ok := f.codes[r]
		if !ok {
			if len(f.runes) == 0xfffe {
				continue
			}
			f.runes = append(f.runes, r)
			code = uint16(len(f.runes))
			f.codes[r] = code
		}
		fmt.Fprintf(&b, "%04x", code)
		n++
	}
	return "<" + b.String() + ">", n
}

func (f *font) write(o *objects) {
	file, toGlyph, toUnicode := o.reserve(), o.reserve(), o.reserve()
	program := trueType()
	o.packed(file, fmt.Sprintf("/Length1 %d", len(program)), program)
	o.packed(toGlyph, "", f.glyphs())
	o.packed(toUnicode, "", f.unicode())
	descriptor := o.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/Unseen/Flags 5/FontBBox[0 %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 80/FontFile2 %v>>",
		-descent, signWidth, ascent, ascent, -descent, ascent, file))
	descendant := o.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/Unseen/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW %d/CIDToGIDMap %v/FontDescriptor %v>>",
		signWidth, toGlyph, descriptor))
	o.set(f.ref, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/Unseen/Encoding/Identity-H/DescendantFonts[%v]/ToUnicode %v>>", descendant, toUnicode))
}

// glyphs gives every code the font's one glyph.
func (f *font) glyphs() []byte {
	b := make([]byte, 2*(len(f.runes)+1))
	for i := range f.runes {
		b[2*i+3] = 1
	}
	return b
}

// unicode says which sign each code stands for.
func (f *font) unicode() []byte {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n")
	const atOnce = 100 // is the most that the format allows
	for from := 0; from < len(f.runes); from += atOnce {
		list := f.runes[from:min(from+atOnce, len(f.runes))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(list))
		for i, r := range list {
			fmt.Fprintf(&b, "<%04x> <%s>\n", from+i+1, utf16Hex(string(r)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return []byte(b.String())
}

// trueType is the smallest font program that viewers take: two glyphs, both empty.
func trueType() []byte {
	const unitsPerEm, glyphs = 1000, 2
	be := binary.BigEndian
	head := make([]byte, 54)
	be.PutUint32(head, 0x10000)
	be.PutUint32(head[12:], 0x5f0f3cf5) // the format's magic number
	be.PutUint16(head[16:], 1)          // the baseline is at zero
	be.PutUint16(head[18:], unitsPerEm)
	be.PutUint16(head[40:], signWidth) // xMax
	be.PutUint16(head[42:], ascent)    // yMax
	be.PutUint16(head[46:], 8)         // smallest readable size
	be.PutUint16(head[48:], 2)         // left to right
	hhea := make([]byte, 36)
	be.PutUint32(hhea, 0x10000)
	be.PutUint16(hhea[4:], ascent)
	be.PutUint16(hhea[6:], 0x10000-descent)
	be.PutUint16(hhea[10:], signWidth)
	be.PutUint16(hhea[34:], glyphs)
	maxp := make([]byte, 32)
	be.PutUint32(maxp, 0x10000)
	be.PutUint16(maxp[4:], glyphs)
	be.PutUint16(maxp[14:], 1) // zones
	hmtx := []byte{signWidth >> 8, signWidth & 0xff, 0, 0, signWidth >> 8, signWidth & 0xff, 0, 0}
	glyf := make([]byte, 12)         // a glyph of no contours
	loca := []byte{0, 0, 0, 6, 0, 6} // in pairs of bytes: the second glyph is nothing at all
	cmap := make([]byte, 4)          // no encodings: codes come by the map of glyphs
	post := make([]byte, 32)
	be.PutUint32(post, 0x30000) // without names
	return assemble([]table{{"cmap", cmap}, {"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}, {"post", post}})
}

type table struct {
	tag  string // in alphabetical order
	data []byte
}

// assemble puts the tables of a font together.
func assemble(tables []table) []byte {
	be := binary.BigEndian
	b := be.AppendUint32(nil, 0x10000)
	for _, v := range []uint16{uint16(len(tables)), 128, 3, uint16(16*len(tables) - 128)} { // for 8 to 15 tables
		b = be.AppendUint16(b, v)
	}
	offset, head := len(b)+16*len(tables), 0
	var body []byte
	for _, t := range tables {
		if t.tag == "head" {
			head = offset + len(body)
		}
		b = append(b, t.tag...)
		for _, v := range []int{int(checksum(t.data)), offset + len(body), len(t.data)} {
			b = be.AppendUint32(b, uint32(v))
		}
		body = append(body, t.data...)
		body = append(body, make([]byte, -len(t.data)&3)...)
	}
	file := append(b, body...)
	be.PutUint32(file[head+8:], 0xb1b0afba-checksum(file)) // makes the sum of the whole file what it has to be
	return file
}

// checksum is the sum of the data's words of four bytes.
func checksum(data []byte) uint32 {
	var sum uint32
	for i, c := range data {
		sum += uint32(c) << (24 - 8*(i&3))
	}
	return sum
}
