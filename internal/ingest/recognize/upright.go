package recognize

import (
	"slices"

	"recto/internal/corpus"
)

// turned is the size of a picture of this size once it stands upright.
func (f found) turned(width, height int) (int, int) {
	if f.Turn%2 == 0 {
		return width, height
	}
	return height, width
}

// turn is the words of a scan of this size where they stand once it is upright.
func (f found) turn(words []corpus.Word, width, height int) []corpus.Word {
	if f.Turn == 0 {
		return words
	}
	words = slices.Clone(words)
	w, h := float64(width), float64(height)
	for range f.Turn {
		for i := range words {
			b := words[i].Box
			words[i].Box = corpus.Box{X1: tenth(h - b.Y2), Y1: b.X1, X2: tenth(h - b.Y1), Y2: b.X2}
		}
		w, h = h, w
	}
	return words
}
