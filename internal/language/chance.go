package language

import (
	"hash/fnv"
	"strings"
)

// Chance is a number drawn for a text, always the same for the same text.
func Chance(text string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(text))
	return h.Sum32() >> 3
}

// HeldOut reports whether a line of text is kept out of the model, so that the
// corrector can learn from lines that the model has not seen.
func HeldOut(line string) bool { return Chance(line)%40 == 0 }

// Half says to which half, 0 or 1, of a set of pairs a row belongs, for
// cross-validation. Rows of one document, named after the last stroke, stay
// together.
func Half(id string) int {
	return int(Chance(id[strings.LastIndexByte(id, '/')+1:])>>4) & 1
}
