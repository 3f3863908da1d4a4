package language

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A model file is a magic word, the number of sections, a table of (tag,
// length) and the sections one after the other; numbers are little-endian.
const magic = "RECTOLM3"

const (
	tagAlphabet   = "ALPH"
	tagLabels     = "LABL"
	tagFlags      = "FLAG"
	tagUnigrams   = "UNIG"
	tagBackoffs   = "BACK"
	tagAttributes = "ATTR"
	tagPairs      = "PAIR"
	tagSigns      = "SIGN"
	tagSpelling   = "SPEL"
	tagConfusions = "CONF"
)

var errFormat = errors.New("language model: not a model file of this version")

type section struct {
	tag  string
	data []byte
}

func writeSections(sections []section) []byte {
	out := []byte(magic)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(sections)))
	for _, s := range sections {
		out = append(out, s.tag...)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(s.data)))
	}
	for _, s := range sections {
		out = append(out, s.data...)
	}
	return out
}

func readSections(b []byte) (map[string][]byte, error) {
	if len(b) < len(magic)+4 || string(b[:len(magic)]) != magic {
		return nil, errFormat
	}
	n := int(binary.LittleEndian.Uint32(b[len(magic):]))
	table := b[len(magic)+4:]
	if n > 64 || len(table) < 8*n {
		return nil, errFormat
	}
	rest := table[8*n:]
	found := make(map[string][]byte, n)
	for i := range n {
		tag := string(table[8*i : 8*i+4])
		size := int(binary.LittleEndian.Uint32(table[8*i+4:]))
		if size > len(rest) {
			return nil, fmt.Errorf("%w: section %s is cut off", errFormat, tag)
		}
		found[tag], rest = rest[:size:size], rest[size:]
	}
	return found, nil
}

// read sets the model's parts from its sections, and checks that their sizes agree.
func (m *Model) read(s map[string][]byte) error {
	trie, err := readTrie(string(s[tagAlphabet]), s[tagLabels], s[tagFlags])
	if err != nil {
		return err
	}
	m.Trie = trie
	m.unigrams, m.backoffs, m.attributes = s[tagUnigrams], s[tagBackoffs], s[tagAttributes]
	ids := trie.words + special
	if len(m.unigrams) != ids || len(m.backoffs) != ids || len(m.attributes) != ids {
		return fmt.Errorf("%w: %d words, tables of %d, %d and %d", errFormat, ids, len(m.unigrams), len(m.backoffs), len(m.attributes))
	}
	m.pairs, err = readPairs(s[tagPairs])
	if err != nil {
		return err
	}
	if m.signs = s[tagSigns]; len(m.signs) != ids*signKinds {
		return fmt.Errorf("%w: %d words, signs of %d", errFormat, ids, len(m.signs)/signKinds)
	}
	m.spelling = s[tagSpelling]
	if len(m.spelling) != spellingSize {
		return fmt.Errorf("%w: letter model of %d bytes", errFormat, len(m.spelling))
	}
	m.confusions, err = parseConfusions(string(s[tagConfusions]))
	if err != nil {
		return err
	}
	trie.rank(m.unigrams, m.attributes)
	return nil
}

// step is the grain of quantised natural logarithms: byte q stands for -q/step.
const step = 12

func quantise(ln float64) byte {
	return byte(min(max(-ln*step+.5, 0), 255))
}

func unquantise(q byte) float64 { return -float64(q) * (1. / step) }
