// Package passage keeps the texts of passages for an index: as numbers of words
// of one vocabulary, about a third of the text's size, from which both the text
// and the places of its words are read at once. So the engine beside it need
// know neither.
//
// Texts are only added; what is deleted from the index stays here until the
// index is rebuilt. The package finds nothing: an address leads to a passage.
package passage

import (
	"encoding/binary"
	"errors"
)

// Passage is a text with what its index wants to know of it.
type Passage struct {
	Text string   // words parted by single spaces
	More []string // other readings, each a text by itself
	Note []byte   // as its index wrote it
}

// Size is how much of the files counts, in bytes. It is kept in the index's
// ledger: what a crash left behind it is written over.
type Size struct {
	Words    int64 `json:"words"`
	Passages int64 `json:"passages"`
}

// ErrBroken: the files are not what was written.
var ErrBroken = errors.New("the index's texts are broken")

const (
	wordsFile    = "words"
	passagesFile = "passages"
)

// The numbers of words are written in one byte below oneByte, in two or three
// further on, and else in five: the commonest words come first.
const (
	oneByte   = 0xC0
	twoBytes  = 0xF0
	fiveBytes = 0xFF
	firstTwo  = oneByte
	firstTri  = firstTwo + (twoBytes-oneByte)<<8
	firstFive = firstTri + (fiveBytes-twoBytes)<<16
)

func appendNumber(b []byte, n uint32) []byte {
	switch {
	case n < firstTwo:
		return append(b, byte(n))
	case n < firstTri:
		n -= firstTwo
		return append(b, byte(oneByte+n>>8), byte(n))
	case n < firstFive:
		n -= firstTri
		return append(b, byte(twoBytes+n>>16), byte(n>>8), byte(n))
	}
	return binary.BigEndian.AppendUint32(append(b, fiveBytes), n)
}

// number reads a number and how many bytes it takes; 0 where there is none.
func number(b []byte) (n uint32, size int) {
	if len(b) == 0 {
		return 0, 0
	}
	switch first := uint32(b[0]); {
	case first < oneByte:
		return first, 1
	case first < twoBytes && len(b) >= 2:
		return firstTwo + (first-oneByte)<<8 + uint32(b[1]), 2
	case first >= twoBytes && first < fiveBytes && len(b) >= 3:
		return firstTri + (first-twoBytes)<<16 + uint32(b[1])<<8 + uint32(b[2]), 3
	case first == fiveBytes && len(b) >= 5:
		return binary.BigEndian.Uint32(b[1:]), 5
	}
	return 0, 0
}

// cursor reads what was written one after another; after a mistake it is broken
// and gives nothing more.
type cursor struct {
	rest   []byte
	broken bool
}

func (c *cursor) uvarint() uint64 {
	n, size := binary.Uvarint(c.rest)
	if size <= 0 {
		c.rest, c.broken = nil, true
		return 0
	}
	c.rest = c.rest[size:]
	return n
}

// bytes reads a length and so many bytes, which are not copied.
func (c *cursor) bytes() []byte {
	n := c.uvarint()
	if n > uint64(len(c.rest)) {
		c.rest, c.broken = nil, true
		return nil
	}
	out := c.rest[:n]
	c.rest = c.rest[n:]
	return out
}

// number reads the number of a word.
func (c *cursor) number() uint32 {
	n, size := number(c.rest)
	if size == 0 {
		c.rest, c.broken = nil, true
		return 0
	}
	c.rest = c.rest[size:]
	return n
}

func appendBytes(b, data []byte) []byte {
	return append(binary.AppendUvarint(b, uint64(len(data))), data...)
}
