package language

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// pairTable is an open hash table of word pairs that is used where it lies in
// the model file: a slot is a fingerprint of 24 bits (0 for an empty slot) and a
// quantised ln P. One pair in some millions that was never seen is taken for one
// that was.
type pairTable struct {
	slots uint64
	data  []byte
}

const slotSize = 4

func readPairs(b []byte) (pairTable, error) {
	if len(b)%slotSize != 0 || len(b) == 0 {
		return pairTable{}, fmt.Errorf("%w: word pairs", errFormat)
	}
	return pairTable{slots: uint64(len(b) / slotSize), data: b}, nil
}

// place gives a pair its first slot and its fingerprint.
func (t pairTable) place(a, b ID) (slot uint64, fingerprint uint32) {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 32
	return (h >> 24) % t.slots, max(uint32(h)&0xFFFFFF, 1)
}

func (t pairTable) find(a, b ID) (ln float64, ok bool) {
	slot, want := t.place(a, b)
	for range t.slots {
		switch s := binary.LittleEndian.Uint32(t.data[slotSize*slot:]); s >> 8 {
		case want:
			return unquantise(byte(s)), true
		case 0:
			return 0, false
		}
		if slot++; slot == t.slots {
			slot = 0
		}
	}
	return 0, false
}

func packPairs(m *Model, pairs []Pair) []byte {
	type entry struct {
		a, b ID
		ln   float64
	}
	entries := make([]entry, 0, len(pairs))
	for _, p := range pairs {
		e := entry{m.named(p.First), m.named(p.Second), p.Ln}
		if e.a != m.Unknown() && e.b != m.Unknown() {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(x, y entry) int {
		if x.a != y.a {
			return int(x.a) - int(y.a)
		}
		return int(x.b) - int(y.b)
	})
	slots := len(entries)*5/4 + 1
	t := pairTable{slots: uint64(slots), data: make([]byte, slotSize*slots)}
	for _, e := range entries {
		slot, fingerprint := t.place(e.a, e.b)
		for binary.LittleEndian.Uint32(t.data[slotSize*slot:]) != 0 {
			slot = (slot + 1) % t.slots
		}
		binary.LittleEndian.PutUint32(t.data[slotSize*slot:], fingerprint<<8|uint32(quantise(e.ln)))
	}
	return t.data
}

// named is the id of a word, with the names that [Pair] gives special words.
func (m *Model) named(word string) ID {
	switch word {
	case "#":
		return m.Number()
	case "^":
		return m.Start()
	}
	if id, ok := m.Lookup(word); ok {
		return id
	}
	return m.Unknown()
}
