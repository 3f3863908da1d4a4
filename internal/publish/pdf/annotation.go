package pdf

import "fmt"

func (d *Writer) link(l Link) ref {
	action := fmt.Sprintf("/Dest[%v/XYZ null %s null]", d.page(l.To.Page), decimal(l.To.Top))
	if l.URL != "" {
		action = "/A<</S/URI/URI" + text(ascii(l.URL)) + ">>"
	}
	return d.add(fmt.Sprintf("<</Type/Annot/Subtype/Link/Rect%v/Border[0 0 0]/H/I/Contents%s%s>>", l.Box, text(l.Text), action))
}

// note is an underline that viewers open as a note. It is shown and not printed.
func (d *Writer) note(n Note, page ref) ref {
	if d.underline == 0 {
		d.underline = d.reserve()
		d.packed(d.underline, "/Type/XObject/Subtype/Form/BBox[0 0 1 1]", []byte(noteColour+" rg 0 0 1 .06 re f"))
	}
	b := n.Box
	quad := fmt.Sprintf("[%s %s %s %s %s %s %s %s]", decimal(b.X1), decimal(b.Y2), decimal(b.X2), decimal(b.Y2), decimal(b.X1), decimal(b.Y1), decimal(b.X2), decimal(b.Y1))
	return d.add(fmt.Sprintf("<</Type/Annot/Subtype/Underline/P %v/Rect%v/QuadPoints%s/C[%s]/F 0/T%s/Contents%s/AP<</N %v>>>>",
		page, b, quad, noteColour, text(n.Title), text(n.Text), d.underline))
}

const noteColour = ".17 .37 .52" // red, green, blue: dark enough on paper, and not that of the print

// ascii is an address with all that is not ASCII percent-encoded.
func ascii(url string) string {
	var b []byte
	for i := range len(url) {
		if c := url[i]; c > ' ' && c < 0x7f {
			b = append(b, c)
		} else {
			b = fmt.Appendf(b, "%%%02X", c)
		}
	}
	return string(b)
}
