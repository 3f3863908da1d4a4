package meet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"strings"
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
	list := strings.Join(words, "\n")
	out := []byte(magic)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(list)))
	out = append(out, list...)
	out = append(out, m.telling...)
	for _, x := range m.vectors {
		out = append(out, byte(x))
	}
	for _, s := range []*side{&m.ends, &m.heads} {
		for _, part := range s.parts() {
			for _, x := range *part {
				out = appendFloat(out, x)
			}
		}
	}
	return appendFloat(out, m.even)
}

func appendFloat(out []byte, x float32) []byte {
	return binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
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
	known := len(words) + buckets
	numbers := 1
	for _, n := range lengths {
		numbers += 2 * n
	}
	if len(rest) != known+known*dim+4*numbers {
		return nil, errFormat
	}
	m := &Model{words: make(map[string]int32, len(words)), vectors: make([]int8, known*dim)}
	for i, w := range words {
		m.words[w] = int32(i)
	}
	if len(m.words) != len(words) {
		return nil, errFormat
	}
	m.telling, rest = rest[:known], rest[known:]
	for i, b := range rest[:len(m.vectors)] {
		m.vectors[i] = int8(b)
	}
	rest = rest[len(m.vectors):]
	for _, s := range []*side{&m.ends, &m.heads} {
		for k, part := range s.parts() {
			*part, rest = readFloats(rest, lengths[k])
		}
	}
	even, _ := readFloats(rest, 1)
	m.even = even[0]
	m.prepare()
	return m, nil
}

func readFloats(data []byte, n int) (out []float32, rest []byte) {
	out = make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return out, data[4*n:]
}
