// Package tables writes and reads the tables that small models are kept as: words,
// vectors of a byte a number, and other numbers of four bytes, little-endian. What
// tables a model has, and how long they are, is for the models to say.
package tables

import (
	"encoding/binary"
	"math"
	"strings"
)

// AppendWords appends the words of a model, each to be known by its place among
// them, with how many bytes they take before; none may hold a line end.
func AppendWords(to []byte, words []string) []byte {
	list := strings.Join(words, "\n")
	return append(binary.LittleEndian.AppendUint32(to, uint32(len(list))), list...)
}

// Words reads words, and gives what stands behind them. It fails where they are cut off.
func Words(data []byte) (words []string, rest []byte, ok bool) {
	if len(data) < 4 {
		return nil, nil, false
	}
	n := uint64(binary.LittleEndian.Uint32(data))
	if data = data[4:]; n > uint64(len(data)) {
		return nil, nil, false
	}
	return strings.Split(string(data[:n]), "\n"), data[n:], true
}

// AppendBytes appends numbers of a byte.
func AppendBytes(to []byte, numbers []int8) []byte {
	for _, x := range numbers {
		to = append(to, byte(x))
	}
	return to
}

// Bytes reads n numbers of a byte, of which there must be as many.
func Bytes(data []byte, n int) (numbers []int8, rest []byte) {
	numbers = make([]int8, n)
	for i, b := range data[:n] {
		numbers[i] = int8(b)
	}
	return numbers, data[n:]
}

// AppendFloats appends numbers of four bytes.
func AppendFloats(to []byte, numbers ...float32) []byte {
	for _, x := range numbers {
		to = binary.LittleEndian.AppendUint32(to, math.Float32bits(x))
	}
	return to
}

// Floats reads n numbers of four bytes, of which there must be as many.
func Floats(data []byte, n int) (numbers []float32, rest []byte) {
	numbers = make([]float32, n)
	for i := range numbers {
		numbers[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return numbers, data[4*n:]
}
