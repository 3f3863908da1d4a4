package meet

import (
	"bytes"
	"errors"

	"recto/internal/language/tables"
)

const magic = "RECTOMT2"

var errFormat = errors.New("meet: not a model of this version")

// Pack writes a model: its words, how much they tell, and their vectors, a byte a
// number; then the numbers of both sides. Numbers are little-endian.
func (m *Model) Pack() []byte {
	words := make([]string, len(m.words))
	for w, i := range m.words {
		words[i] = w
	}
	out := tables.AppendWords([]byte(magic), words)
	out = append(out, m.telling...)
	out = tables.AppendBytes(out, m.vectors)
	for _, s := range []*side{&m.ends, &m.heads} {
		for _, part := range s.parts() {
			out = tables.AppendFloats(out, *part...)
		}
	}
	return tables.AppendFloats(out, m.even)
}

// parts are all numbers of a side.
func (s *side) parts() []*[]float32 {
	return []*[]float32{&s.place, &s.shape, &s.none, &s.bend, &s.bent, &s.turn, &s.turned}
}

// lengths are how many numbers the parts of a side have.
var lengths = [...]int{inputs * hidden, int(shapes) * reach * hidden, (reach + 1) * hidden, hidden * hidden, hidden, hidden * width, width}

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
	known := len(words) + buckets
	numbers := 1
	for _, n := range lengths {
		numbers += 2 * n
	}
	if len(rest) != known+known*dim+4*numbers {
		return nil, errFormat
	}
	m := &Model{words: make(map[string]int32, len(words))}
	for i, w := range words {
		m.words[w] = int32(i)
	}
	if len(m.words) != len(words) {
		return nil, errFormat
	}
	m.telling, rest = rest[:known], rest[known:]
	m.vectors, rest = tables.Bytes(rest, known*dim)
	for _, s := range []*side{&m.ends, &m.heads} {
		for k, part := range s.parts() {
			*part, rest = tables.Floats(rest, lengths[k])
		}
	}
	even, _ := tables.Floats(rest, 1)
	m.even = even[0]
	m.prepare()
	return m, nil
}
