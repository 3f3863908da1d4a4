package tiff

import (
	"context"
	"errors"
	"fmt"
)

// fax is how the rows of a bilevel picture are coded: ITU-T T.4 (Group 3, and
// the RLE of TIFF 6.0, section 10) and T.6 (Group 4).
type fax struct {
	rows int64 // ccittRLE, ccittGroup3 or ccittGroup4
	two  bool  // Group 3 has rows of two dimensions too
}

var (
	errFaxCode = errors.New("a code that there is not")
	errFaxEnd  = errors.New("the codes end")
)

// decode gives rows of w bits, padded to bytes, in which black is 1. With an
// error it gives the rows before the damage; in Group 3 a damaged row repeats
// the one above, and decoding goes on at the next mark of a row's end.
func (s fax) decode(ctx context.Context, raw []byte, w, h int) ([]byte, error) {
	r := faxReader{data: raw, width: w}
	stride := (w + 7) / 8
	var out []byte
	var above []int
	damaged := 0
	for y := range h {
		if y%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		row, err := s.row(&r, above)
		switch {
		case err == nil:
			r.above, above = above, row
		case s.rows != ccittGroup3 || errors.Is(err, errFaxEnd) || !r.resume(s.two):
			return out, fmt.Errorf("row %d of %d: %w: %w", y+1, h, err, ErrFormat)
		default:
			damaged++
		}
		out = append(out, make([]byte, stride)...)
		blacken(out[len(out)-stride:], above, w)
	}
	if 2*damaged > h {
		return nil, fmt.Errorf("%d rows of %d: %w: %w", damaged, h, errFaxCode, ErrFormat)
	}
	return out, nil
}

// row reads the places where the next row changes its colour.
func (s fax) row(r *faxReader, above []int) ([]int, error) {
	switch s.rows {
	case ccittGroup4:
		return r.twoDimensions(above)
	case ccittRLE:
		r.pos = (r.pos + 7) &^ 7
		return r.oneDimension()
	}
	marks := 0
	one := true
	for r.mark() {
		if marks++; s.two {
			one = r.take(1) == 1
		}
	}
	if marks > 1 && above != nil {
		return nil, errFaxEnd // six marks end a page
	}
	if one {
		return r.oneDimension()
	}
	return r.twoDimensions(above)
}

// blacken sets the bits between each even change and the next.
func blacken(row []byte, changes []int, w int) {
	for i := 0; i < len(changes); i += 2 {
		to := w
		if i+1 < len(changes) {
			to = changes[i+1]
		}
		for x := changes[i]; x < to; x++ {
			if x&7 == 0 && x+8 <= to {
				row[x>>3] = 0xff
				x += 7
				continue
			}
			row[x>>3] |= 0x80 >> (x & 7)
		}
	}
}

// faxReader reads codes. Rows are the places where the colour changes, the first
// of them to black.
type faxReader struct {
	data  []byte
	pos   int // in bits
	width int
	above []int // a row that may be written over
}

// peek is the next n bits, at most 24, with zeros beyond the end.
func (r *faxReader) peek(n int) int {
	v := 0
	for i := range 4 {
		v <<= 8
		if at := r.pos>>3 + i; at < len(r.data) {
			v |= int(r.data[at])
		}
	}
	return v >> (32 - n - r.pos&7) & (1<<n - 1)
}

func (r *faxReader) take(n int) int {
	v := r.peek(n)
	r.pos += n
	return v
}

func (r *faxReader) ended() bool { return r.pos >= 8*len(r.data) }

// mark steps over an end-of-line code with the zeros that may fill it up.
func (r *faxReader) mark() bool {
	const zeros = 11
	at := r.pos
	for !r.ended() && r.peek(zeros) == 0 {
		if r.peek(zeros+1) == 1 {
			r.pos += zeros + 1
			return true
		}
		r.pos++
	}
	r.pos = at
	return false
}

// resume goes to the next end-of-line code, of a row that stands for itself.
func (r *faxReader) resume(two bool) bool {
	const markSize = 12 // bits, of which the last is a one
	for zeros := 0; !r.ended(); {
		if r.take(1) == 0 {
			zeros++
			continue
		}
		if zeros >= markSize-1 && (!two || r.peek(1) == 1) {
			r.pos -= markSize
			return true
		}
		zeros = 0
	}
	return false
}

// push adds a change; two at one place are none.
func push(row []int, x int) []int {
	if n := len(row); n > 0 && row[n-1] == x {
		return row[:n-1]
	}
	return append(row, x)
}

func (r *faxReader) oneDimension() ([]int, error) {
	row := r.above[:0]
	for x, black := 0, false; x < r.width; black = !black {
		n, err := r.run(black)
		if err != nil {
			return nil, err
		}
		if x += n; x > r.width {
			return nil, errFaxCode
		}
		row = push(row, x)
	}
	return row, nil
}

// twoDimensions reads a row against the one above (T.6, 2.2).
func (r *faxReader) twoDimensions(above []int) ([]int, error) {
	row := r.above[:0]
	black, i := 0, 0
	for a0 := -1; a0 < r.width; {
		i = changeAfter(above, i, a0, black)
		b1, b2 := r.change(above, i), r.change(above, i+1)
		m, err := r.mode()
		switch {
		case err != nil:
			return nil, err
		case m == pass:
			a0 = b2
		case m == horizontal:
			first, err := r.run(black == 1)
			if err != nil {
				return nil, err
			}
			second, err := r.run(black == 0)
			if err != nil {
				return nil, err
			}
			at := max(a0, 0) + first
			if a0 = at + second; a0 > r.width {
				return nil, errFaxCode
			}
			row = push(push(row, at), a0)
		default:
			at := b1 + int(m)
			if at < max(a0, 0) || at > r.width {
				return nil, errFaxCode
			}
			row, a0, black = push(row, at), at, 1-black
		}
	}
	return row, nil
}

// change is where the row changes for the i-th time, or its end.
func (r *faxReader) change(row []int, i int) int {
	if i < len(row) {
		return row[i]
	}
	return r.width
}

// changeAfter finds the first change of a row to the other colour behind a
// place, beginning to look near i.
func changeAfter(row []int, i, place, black int) int {
	i = min(i, len(row))
	for i > 0 && row[i-1] > place {
		i--
	}
	for i < len(row) && row[i] <= place {
		i++
	}
	return i + (i+black)&1
}

// mode is a code of a two-dimensional row; those between -3 and 3 are by how
// much a change stands off from that above.
type mode int

const (
	pass       mode = 10
	horizontal mode = 11
)

func (r *faxReader) mode() (mode, error) {
	if r.ended() {
		return 0, errFaxEnd
	}
	for _, c := range [...]struct {
		bits, code int
		mode       mode
	}{
		{1, 1, 0},
		{3, 3, 1},
		{3, 2, -1},
		{3, 1, horizontal},
		{4, 1, pass},
		{6, 3, 2},
		{6, 2, -2},
		{7, 3, 3},
		{7, 2, -3},
	} {
		if r.peek(c.bits) == c.code {
			r.pos += c.bits
			return c.mode, nil
		}
	}
	if r.peek(12) == 1 {
		return 0, errFaxEnd
	}
	return 0, errFaxCode
}

// run reads the length of a run: codes of 64 and more until one that is less.
func (r *faxReader) run(black bool) (int, error) {
	table := runTables()[0]
	if black {
		table = runTables()[1]
	}
	total := 0
	for {
		if r.ended() {
			return 0, errFaxEnd
		}
		c := table[r.peek(longestRun)]
		if c.bits == 0 {
			return 0, errFaxCode
		}
		r.pos += int(c.bits)
		if total += int(c.length); c.length < 64 || total > r.width {
			return total, nil
		}
	}
}
