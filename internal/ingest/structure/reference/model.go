package reference

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sync"
)

// Model gives each word of a reference its label.
type Model struct {
	words map[feature][]weight
	moves [labels + 1][labels]float32 // from a label, or from the beginning, to a label
}

// weight is what a feature says for a label.
type weight struct {
	label Label
	value float32
}

//go:embed model.bin.gz
var trained []byte

// model is the embedded one, decoded at its first use. It is never altered.
var model = sync.OnceValue(func() *Model {
	m, err := Decode(bytes.NewReader(trained))
	if err != nil {
		panic(fmt.Errorf("embedded reference model: %w", err)) // a broken build
	}
	return m
})

// Label finds the best sequence of labels (Viterbi 1967).
func (m *Model) Label(words []string) []Label {
	feats, _ := features(words)
	return m.bestOf(len(feats), func(i int) [labels]float32 { return m.scores(feats[i]) })
}

// bestOf is the best sequence for n words that score so.
func (m *Model) bestOf(n int, scores func(int) [labels]float32) []Label {
	if n == 0 {
		return nil
	}
	back := make([][labels]Label, n)
	var score [labels]float32
	for i := range n {
		here := scores(i)
		var next [labels]float32
		for l := range labels {
			from, best := Label(0), float32(0)
			if i == 0 {
				best = m.moves[labels][l]
			} else {
				from, best = m.bestMove(&score, l)
			}
			next[l], back[i][l] = best+here[l], from
		}
		score = next
	}
	out := make([]Label, n)
	last := Label(0)
	for l := range labels {
		if score[l] > score[last] {
			last = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = last
		last = back[i][last]
	}
	return out
}

func (m *Model) bestMove(score *[labels]float32, to Label) (Label, float32) {
	from, best := Label(0), score[0]+m.moves[0][to]
	for k := Label(1); k < labels; k++ {
		if s := score[k] + m.moves[k][to]; s > best {
			from, best = k, s
		}
	}
	return from, best
}

func (m *Model) scores(feats []feature) (s [labels]float32) {
	for _, f := range feats {
		for _, w := range m.words[f] {
			s[w.label] += w.value
		}
	}
	return s
}

// scale is how many steps of a stored weight make one.
const scale = 1.0 / 8

// Encode writes the model; weights are rounded to eighths and features without
// any weight left are dropped. The same model gives the same bytes.
func (m *Model) Encode(out io.Writer) error {
	zip, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	var b []byte
	for _, row := range m.moves {
		for _, v := range row {
			b = binary.LittleEndian.AppendUint16(b, uint16(int16(max(-32767, min(32767, v*16)))))
		}
	}
	keys := make([]feature, 0, len(m.words))
	for f := range m.words {
		keys = append(keys, f)
	}
	slices.Sort(keys)
	var last feature
	for _, f := range keys {
		if n, enc := encodeWeights(m.words[f]); n > 0 {
			b = binary.AppendUvarint(b, uint64(f-last))
			b = append(b, byte(n))
			b = append(b, enc...)
			last = f
		}
	}
	if _, err := zip.Write(b); err != nil {
		return err
	}
	return zip.Close()
}

func encodeWeights(ws []weight) (n int, out []byte) {
	ws = slices.Clone(ws)
	slices.SortFunc(ws, func(a, b weight) int { return cmp.Compare(a.label, b.label) })
	for _, w := range ws {
		if q := int64(math.Round(float64(w.value / scale))); q != 0 {
			out = binary.AppendVarint(append(out, byte(w.label)), q)
			n++
		}
	}
	return n, out
}

var errModel = errors.New("damaged model")

// Decode reads what Encode wrote.
func Decode(in io.Reader) (*Model, error) {
	zip, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	b, err := io.ReadAll(io.LimitReader(zip, 64<<20))
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	m := &Model{words: map[feature][]weight{}}
	if len(b) < 2*int(labels+1)*int(labels) {
		return nil, errModel
	}
	for i := range m.moves {
		for j := range m.moves[i] {
			m.moves[i][j] = float32(int16(binary.LittleEndian.Uint16(b))) / 16
			b = b[2:]
		}
	}
	return m, m.decodeWords(b)
}

func (m *Model) decodeWords(b []byte) error {
	var key feature
	for len(b) > 0 {
		d, n := binary.Uvarint(b)
		if n <= 0 || len(b) < n+1 {
			return errModel
		}
		key += feature(d)
		ws := make([]weight, b[n])
		b = b[n+1:]
		for i := range ws {
			q, n := int64(0), 0
			if len(b) > 1 {
				q, n = binary.Varint(b[1:])
			}
			if n <= 0 || Label(b[0]) >= labels {
				return errModel
			}
			ws[i] = weight{Label(b[0]), float32(q) * scale}
			b = b[n+1:]
		}
		m.words[key] = ws
	}
	return nil
}
