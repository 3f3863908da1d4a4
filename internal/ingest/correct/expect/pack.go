package expect

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
)

const magic = "RECTOEX1"

var errFormat = errors.New("expect: not a model of this version")

// Pack writes a model: its words; their vectors, a byte a number; then the other
// numbers, four bytes each, little-endian.
func (m *Model) Pack() []byte {
	words := make([]string, len(m.words))
	for s, w := range m.words {
		words[w-special] = s
	}
	list := strings.Join(words, "\n")
	out := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(list)))
	out = append(out, list...)
	for _, table := range [][]int8{m.in, m.out} {
		for _, x := range table {
			out = append(out, byte(x))
		}
	}
	for _, part := range m.parts() {
		for _, x := range *part {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
		}
	}
	return out
}

// parts are the numbers of a model, but for the vectors.
func (m *Model) parts() [5]*[]float32 {
	return [...]*[]float32{&m.bias, &m.place, &m.bent, &m.turn, &m.plain}
}

// lengths are how many numbers the parts of a model of so many words have.
func lengths(words int) [5]int {
	return [...]int{words, 2 * Reach * dim * hidden, hidden, hidden * dim, 2 * Reach * dim}
}

// Parse reads a packed model.
func Parse(data []byte) (*Model, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(rest) < 4 {
		return nil, errFormat
	}
	n := int(binary.LittleEndian.Uint32(rest))
	rest = rest[4:]
	if n > len(rest) {
		return nil, errFormat
	}
	words := strings.Split(string(rest[:n]), "\n")
	rest = rest[n:]
	rows := len(words) + int(special)
	size := 2 * rows * dim
	for _, n := range lengths(rows) {
		size += 4 * n
	}
	if len(rest) != size {
		return nil, errFormat
	}
	m := &Model{words: make(map[string]Word, len(words))}
	for i, s := range words {
		m.words[s] = special + Word(i)
	}
	if len(m.words) != len(words) {
		return nil, errFormat
	}
	for _, table := range []*[]int8{&m.in, &m.out} {
		*table, rest = readBytes(rest, rows*dim)
	}
	for k, part := range m.parts() {
		*part, rest = readFloats(rest, lengths(rows)[k])
	}
	m.prepare()
	return m, nil
}

func readBytes(data []byte, n int) (out []int8, rest []byte) {
	out = make([]int8, n)
	for i, b := range data[:n] {
		out[i] = int8(b)
	}
	return out, data[n:]
}

func readFloats(data []byte, n int) (out []float32, rest []byte) {
	out = make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out, data[4*n:]
}
