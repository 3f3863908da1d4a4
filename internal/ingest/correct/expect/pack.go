package expect

import (
	"bytes"
	"errors"

	"recto/internal/language/tables"
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
	out := tables.AppendWords([]byte(magic), words)
	out = tables.AppendBytes(tables.AppendBytes(out, m.in), m.out)
	for _, part := range m.parts() {
		out = tables.AppendFloats(out, *part...)
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
	if !ok {
		return nil, errFormat
	}
	words, rest, ok := tables.Words(rest)
	if !ok {
		return nil, errFormat
	}
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
	m.in, rest = tables.Bytes(rest, rows*dim)
	m.out, rest = tables.Bytes(rest, rows*dim)
	for k, part := range m.parts() {
		*part, rest = tables.Floats(rest, lengths(rows)[k])
	}
	m.prepare()
	return m, nil
}
