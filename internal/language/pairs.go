package language

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// pairTable is an open hash table of word pairs that is used where it lies in
// the model file: per slot a fingerprint of 16 bits (0 for an empty slot), then
// per slot a quantised ln P. One pair in some tens of thousands that was never
// seen is taken for one that was.
type pairTable struct {
	slots        uint64
	fingerprints []byte
	lns          []byte
}

func readPairs(b []byte) (pairTable, error) {
	if len(b)%3 != 0 || len(b) == 0 {
		return pairTable{}, fmt.Errorf("%w: word pairs", errFormat)
	}
	n := len(b) / 3
	return pairTable{slots: uint64(n), fingerprints: b[:2*n], lns: b[2*n:]}, nil
}

// place gives a pair its first slot and its fingerprint.
func (t pairTable) place(a, b ID) (slot uint64, fingerprint uint16) {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	h ^= h >> 32
	return (h >> 16) % t.slots, max(uint16(h), 1)
}

func (t pairTable) find(a, b ID) (ln float64, ok bool) {
	slot, want := t.place(a, b)
	for range t.slots {
		switch binary.LittleEndian.Uint16(t.fingerprints[2*slot:]) {
		case want:
			return unquantise(t.lns[slot]), true
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
	t := pairTable{slots: uint64(slots), fingerprints: make([]byte, 2*slots), lns: make([]byte, slots)}
	for _, e := range entries {
		slot, fingerprint := t.place(e.a, e.b)
		for binary.LittleEndian.Uint16(t.fingerprints[2*slot:]) != 0 {
			slot = (slot + 1) % t.slots
		}
		binary.LittleEndian.PutUint16(t.fingerprints[2*slot:], fingerprint)
		t.lns[slot] = quantise(e.ln)
	}
	return append(t.fingerprints, t.lns...)
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
