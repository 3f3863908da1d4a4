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
	used  []uint64 // a bit for each fingerprint that some slot has: most pairs asked for have none
}

const (
	slotSize     = 4
	fingerprints = 1 << 24
)

func readPairs(b []byte) (pairTable, error) {
	if len(b)%slotSize != 0 || len(b) == 0 {
		return pairTable{}, fmt.Errorf("%w: word pairs", errFormat)
	}
	t := pairTable{slots: uint64(len(b) / slotSize), data: b, used: make([]uint64, fingerprints/64)}
	for ; len(b) > 0; b = b[slotSize:] {
		fingerprint := binary.LittleEndian.Uint32(b) >> 8
		t.used[fingerprint/64] |= 1 << (fingerprint % 64)
	}
	return t, nil
}

// hash gives a pair a number, from which follow its first slot and its fingerprint.
func hash(a, b ID) uint64 {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>32
}

func fingerprint(hash uint64) uint32 { return max(uint32(hash)%fingerprints, 1) }

func (t *pairTable) slot(hash uint64) uint64 { return (hash >> 24) % t.slots }

func (t *pairTable) find(a, b ID) (ln float64, ok bool) {
	h := hash(a, b)
	want := fingerprint(h)
	if t.used[want/64]&(1<<(want%64)) == 0 {
		return 0, false
	}
	slot := t.slot(h)
	held := t.probe(slot, binary.LittleEndian.Uint32(t.data[slotSize*slot:]), want)
	return unquantise(byte(held)), held != 0
}

// findAll sets the slot of each pair of a word and one of several, 0 for none. All
// that is to be fetched from memory is asked for before any of it is looked at.
func (t *pairTable) findAll(a ID, b []ID, found *[AtOnce]uint32) {
	var hashes, used [AtOnce]uint64
	b = b[:min(len(b), AtOnce)]
	for k, id := range b {
		h := hash(a, id)
		want := fingerprint(h)
		hashes[k], used[k] = h, t.used[want/64]>>(want%64)&1
	}
	var some [AtOnce]uint8
	n := 0
	for k := range b {
		some[n%AtOnce] = uint8(k)
		n += int(used[k])
	}
	var slots [AtOnce]uint64
	for _, k := range some[:n] {
		k %= AtOnce
		slots[k] = t.slot(hashes[k])
		found[k] = binary.LittleEndian.Uint32(t.data[slotSize*slots[k]:])
	}
	for _, k := range some[:n] {
		k %= AtOnce
		found[k] = t.probe(slots[k], found[k], fingerprint(hashes[k]))
	}
}

// probe goes on from a slot, which holds so much, to that of a fingerprint; 0 for none.
func (t *pairTable) probe(slot uint64, held, want uint32) uint32 {
	for range t.slots {
		if held == 0 || held>>8 == want {
			return held
		}
		if slot++; slot == t.slots {
			slot = 0
		}
		held = binary.LittleEndian.Uint32(t.data[slotSize*slot:])
	}
	return 0
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
		h := hash(e.a, e.b)
		slot := t.slot(h)
		for binary.LittleEndian.Uint32(t.data[slotSize*slot:]) != 0 {
			slot = (slot + 1) % t.slots
		}
		binary.LittleEndian.PutUint32(t.data[slotSize*slot:], fingerprint(h)<<8|uint32(quantise(e.ln)))
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
