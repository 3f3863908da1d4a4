package pdf

import (
	"bytes"
	"fmt"
	"math"
)

// Block is a piece of a page's text that is one thing to a screen reader.
type Block struct {
	Key   string // blocks of one key are one thing that runs over pages
	Role  string // a standard structure type, as "P" or "H1"
	Words []Word
}

// Word is a word of the invisible text, set so wide.
type Word struct {
	Text  string
	X, Y  float64 // points: where its baseline begins
	Width float64
	Size  float64 // of the font; from the descenders' foot to the ascenders' head
	Slope float64 // of its line, upwards
	Space float64 // width of the space after it; 0 for none
}

// Baseline is how far the baseline lies above the foot of a line, as a share of
// the line's height.
const Baseline = descent / 1000.0

// content draws the picture, and over it the text that is not seen.
func (d *Writer) content(p Page, number int, page ref) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "/Artifact BMC\nq %s 0 0 %s %s %s cm /Scan Do Q\nEMC\n",
		decimal(p.Picture.Box.X2-p.Picture.Box.X1), decimal(p.Picture.Box.Y2-p.Picture.Box.Y1), decimal(p.Picture.Box.X1), decimal(p.Picture.Box.Y1))
	for _, block := range p.Blocks {
		if len(block.Words) == 0 {
			continue
		}
		fmt.Fprintf(&b, "/%s<</MCID %d>>BDC BT 3 Tr\n", block.Role, d.structure.mark(&d.objects, block, number, page))
		var set state
		for _, w := range block.Words {
			d.word(&b, &set, w)
		}
		b.WriteString("ET EMC\n")
	}
	return b.Bytes()
}

// state is what the text was last set to.
type state struct{ size, stretch string }

func (d *Writer) word(b *bytes.Buffer, set *state, w Word) {
	codes, n := d.font.encode(w.Text)
	if n == 0 || w.Size <= 0 {
		return
	}
	if size := decimal(w.Size); size != set.size {
		fmt.Fprintf(b, "/Text %s Tf\n", size)
		set.size = size
	}
	length := math.Hypot(1, w.Slope)
	cos, sin := 1/length, w.Slope/length
	fmt.Fprintf(b, "%s %s %s %s %s %s Tm\n", fine(cos), fine(sin), fine(-sin), fine(cos), decimal(w.X), decimal(w.Y))
	set.stretchTo(b, w.Width/(float64(n)*w.Size*signWidth/1000))
	b.WriteString(codes + " Tj\n")
	if w.Space > 0 {
		space, _ := d.font.encode(" ")
		set.stretchTo(b, w.Space/(w.Size*signWidth/1000))
		b.WriteString(space + " Tj\n")
	}
}

// stretchTo sets how wide signs are, 1 being what the font has.
func (s *state) stretchTo(b *bytes.Buffer, stretch float64) {
	if z := decimal(100 * stretch); z != s.stretch {
		b.WriteString(z + " Tz\n")
		s.stretch = z
	}
}

// fine is a number with four decimals at most.
func fine(v float64) string { return number(v, 4) }
