package unweave

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
)

//go:embed joints.model
var packed []byte

// weights is what was learnt from woven texts of known order.
type weights struct {
	words   forest  // the words of a pair of lines
	pair    forest  // a pair of lines by itself
	context forest  // a pair among all others
	curve   []point // from the chance that these give to the share that is right
}

// point of a curve that rises.
type point struct{ Said, Right float32 }

var learnt = sync.OnceValues(func() (*weights, error) { return parse(packed) })

const magic = "RECTOJM3"

var errFormat = errors.New("unweave: not a file of weights of this version")

// pack writes weights; numbers are little-endian.
func (w *weights) pack() []byte {
	out := []byte(magic)
	for _, f := range []*forest{&w.words, &w.pair, &w.context} {
		out, _ = binary.Append(out, binary.LittleEndian, f.bias)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(f.trees)))
		for _, t := range f.trees {
			out = binary.LittleEndian.AppendUint32(out, uint32(len(t.feature)))
			out = append(out, t.feature...)
			out, _ = binary.Append(out, binary.LittleEndian, t.below)
			out, _ = binary.Append(out, binary.LittleEndian, t.leaf)
		}
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(w.curve)))
	out, _ = binary.Append(out, binary.LittleEndian, w.curve)
	return out
}

func parse(data []byte) (*weights, error) {
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok {
		return nil, errFormat
	}
	r := bytes.NewReader(rest)
	w := &weights{}
	for _, f := range []struct {
		*forest
		width int
	}{{&w.words, ofWords}, {&w.pair, features}, {&w.context, contextual}} {
		if err := f.read(r, f.width); err != nil {
			return nil, fmt.Errorf("%w: %w", errFormat, err)
		}
	}
	n, err := length(r, 1<<10)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errFormat, err)
	}
	w.curve = make([]point, n)
	if err := binary.Read(r, binary.LittleEndian, w.curve); err != nil {
		return nil, fmt.Errorf("%w: %w", errFormat, err)
	}
	return w, nil
}

// read reads a forest over so many features.
func (f *forest) read(r *bytes.Reader, width int) error {
	if err := binary.Read(r, binary.LittleEndian, &f.bias); err != nil {
		return err
	}
	n, err := length(r, 1<<12)
	if err != nil {
		return err
	}
	f.trees = make([]tree, n)
	for i := range f.trees {
		n, err := length(r, treeLeaves-1)
		if err != nil {
			return err
		}
		t := tree{feature: make([]uint8, n), below: make([]float32, n), leaf: make([]float32, n+1)}
		for _, part := range []any{t.feature, t.below, t.leaf} {
			if err := binary.Read(r, binary.LittleEndian, part); err != nil {
				return err
			}
		}
		for _, k := range t.feature {
			if int(k) >= width {
				return fmt.Errorf("feature %d of %d", k, width)
			}
		}
		f.trees[i] = t
	}
	return nil
}

func length(r *bytes.Reader, most uint32) (int, error) {
	var n uint32
	if err := binary.Read(r, binary.LittleEndian, &n); err != nil {
		return 0, err
	}
	if n > most {
		return 0, fmt.Errorf("length %d", n)
	}
	return int(n), nil
}

// calibrate gives the share of joints that are right among those of a chance.
func (w *weights) calibrate(p float32) float64 {
	c := w.curve
	if len(c) == 0 {
		return float64(p)
	}
	if p <= c[0].Said {
		return float64(c[0].Right)
	}
	for k := 1; k < len(c); k++ {
		if p <= c[k].Said {
			part := (p - c[k-1].Said) / (c[k].Said - c[k-1].Said)
			return float64(c[k-1].Right + part*(c[k].Right-c[k-1].Right))
		}
	}
	return float64(c[len(c)-1].Right)
}
