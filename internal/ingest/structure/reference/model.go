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
	moves moves // the scores of moves between labels
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
	back := make([][nodes]int, n)
	score := lost
	for l, v := range scores(0) {
		score[l] = m.moves[0][labels][l] + v // nodes of the first phase come first
	}
	for i := 1; i < n; i++ {
		score = m.follow(&score, scores(i), &back[i])
	}
	best := 0
	for s := range score {
		if score[s] > score[best] {
			best = s
		}
	}
	out := make([]Label, n)
	for i := n - 1; i >= 0; i-- {
		_, out[i] = phaseAndLabel(best)
		best = back[i][best]
	}
	return out
}

// follow is the best score of each node of a word from those of the word before;
// back says from which.
func (m *Model) follow(score *[nodes]float32, here [labels]float32, back *[nodes]int) [nodes]float32 {
	next := lost
	for s, v := range score {
		if v == lost[s] {
			continue
		}
		p, from := phaseAndLabel(s)
		for l := range labels {
			to := node(p.then(from, l), l)
			if sum := v + m.moves[p][from][l] + here[l]; sum > next[to] {
				next[to], back[to] = sum, s
			}
		}
	}
	return next
}

// lost are the scores of nodes that nothing leads to.
var lost = func() (out [nodes]float32) {
	for s := range out {
		out[s] = -math.MaxFloat32
	}
	return out
}()

// add adds to the weight of a feature for a label.
func (m *Model) add(f feature, l Label, v float32) {
	ws := m.words[f.key()]
	for i := range ws {
		if ws[i].label == l {
			ws[i].value += v
			return
		}
	}
	m.words[f.key()] = append(ws, weight{l, v})
}

func (m *Model) scores(feats []feature) (s [labels]float32) {
	for _, f := range feats {
		for _, w := range m.words[f.key()] {
			s[w.label] += w.value
		}
	}
	return s
}

const (
	scale     = 1.0 / 16 // step of a stored weight, and the smallest
	moveSteps = 16       // of the score of a move to one
)

// Encode writes the model; weights are rounded to steps, those of less than one
// and features without any weight left are dropped. The same model gives the same
// bytes.
func (m *Model) Encode(out io.Writer) error {
	zip, err := gzip.NewWriterLevel(out, gzip.BestCompression)
	if err != nil {
		return err
	}
	var b []byte
	for _, table := range m.moves {
		for _, row := range table {
			for _, v := range row {
				b = binary.LittleEndian.AppendUint16(b, uint16(int16(max(-32767, min(32767, v*moveSteps)))))
			}
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
		if v := float64(w.value / scale); v >= 1 || v <= -1 {
			out = binary.AppendVarint(append(out, byte(w.label)), int64(math.Round(v)))
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
	if len(b) < 2*int(phases)*int(labels+1)*int(labels) {
		return nil, errModel
	}
	for p := range m.moves {
		for from := range m.moves[p] {
			for to := range m.moves[p][from] {
				m.moves[p][from][to] = float32(int16(binary.LittleEndian.Uint16(b))) / moveSteps
				b = b[2:]
			}
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
