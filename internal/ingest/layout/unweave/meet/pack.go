package meet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
)

const magic = "RECTOMT1"

var errFormat = errors.New("meet: not a model of this version")

// Pack writes a model: its words, and each tower in bytes with a scale for every
// place. Numbers are little-endian.
func (m *Model) Pack() []byte {
	words := make([]string, len(m.words))
	for w, i := range m.words {
		words[i] = w
	}
	list := strings.Join(words, "\n")
	out := []byte(magic)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(list)))
	out = append(out, list...)
	for _, t := range []*tower{&m.ends, &m.heads} {
		for _, rows := range t.rows {
			out = appendBytes(out, rows)
		}
		out, _ = binary.Append(out, binary.LittleEndian, t.bias)
		out, _ = binary.Append(out, binary.LittleEndian, t.turn)
	}
	return out
}

// most is the largest number that a byte of a vector stands for, in steps.
const most = 127

func appendBytes(out []byte, v []float32) []byte {
	sizes := make([]float32, len(v))
	for i, x := range v {
		sizes[i] = max(x, -x)
	}
	slices.Sort(sizes)
	scale := max(sizes[len(sizes)-1-len(sizes)/2000], 1e-6) / most
	out, _ = binary.Append(out, binary.LittleEndian, scale)
	for _, x := range v {
		n := math.Round(float64(x / scale))
		out = append(out, byte(int8(min(max(n, -most), most))))
	}
	return out
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
	m := &Model{words: map[string]int32{}}
	for i, w := range strings.Split(string(rest[:n]), "\n") {
		m.words[w] = int32(i)
	}
	r := bytes.NewReader(rest[n:])
	size := (len(m.words) + buckets) * dim
	for _, t := range []*tower{&m.ends, &m.heads} {
		for k := range t.rows {
			rows, err := readBytes(r, size)
			if err != nil {
				return nil, err
			}
			t.rows[k] = rows
		}
		for _, part := range []any{&t.bias, &t.turn} {
			if err := binary.Read(r, binary.LittleEndian, part); err != nil {
				return nil, errFormat
			}
		}
	}
	return m, nil
}

func readBytes(r *bytes.Reader, n int) ([]float32, error) {
	var scale float32
	if err := binary.Read(r, binary.LittleEndian, &scale); err != nil || r.Len() < n {
		return nil, errFormat
	}
	raw := make([]byte, n)
	if _, err := io.ReadFull(r, raw); err != nil {
		return nil, errFormat
	}
	out := make([]float32, n)
	for i, b := range raw {
		out[i] = scale * float32(int8(b))
	}
	return out, nil
}
