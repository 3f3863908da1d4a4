package tables

import (
	"bytes"
	"slices"
	"testing"
)

// What is written is read again, one table behind the other.
func TestTables(t *testing.T) {
	wantWords, wantBytes, wantFloats := []string{"one", "été", ""}, []int8{-128, 0, 127}, []float32{1.5, -0.25}
	data := AppendFloats(AppendBytes(AppendWords(nil, wantWords), wantBytes), wantFloats...)
	words, rest, ok := Words(data)
	if !ok || !slices.Equal(words, wantWords) {
		t.Fatalf("words %q, %t", words, ok)
	}
	numbers, rest := Bytes(rest, 3)
	floats, rest := Floats(rest, 2)
	if !slices.Equal(numbers, wantBytes) || !slices.Equal(floats, wantFloats) || len(rest) > 0 {
		t.Errorf("%v, %v, and %d bytes more", numbers, floats, len(rest))
	}
}

// Words of any bytes come back as they were, or are refused.
func FuzzWords(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{3, 0, 0, 0, 'a', '\n', 'b', 'c'})
	f.Add([]byte{255, 255, 255, 255, 'a'})
	f.Fuzz(func(t *testing.T, data []byte) {
		if words, rest, ok := Words(data); ok && !bytes.Equal(append(AppendWords(nil, words), rest...), data) {
			t.Errorf("%q came back otherwise", words)
		}
	})
}
