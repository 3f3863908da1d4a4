package language

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"math"
)

//go:embed rarity.table
var rarities []byte

// Rarity says how rare a folded word is among the 300,000 commonest of news and
// encyclopedias, from 0 for the commonest to 1, by the logarithm of its rank; and
// whether it is one of them. The lexicon grades words by books and lists; this
// tells a name or a technical word that is in use from a word that nobody uses.
func Rarity(word string) (rarity float64, used bool) {
	slots := uint64(len(rarities) / slotSize)
	hash := wordHash(word)
	want := fingerprint(hash)
	for slot := hash >> 24 % slots; ; slot = (slot + 1) % slots {
		switch s := binary.LittleEndian.Uint32(rarities[slotSize*slot:]); s >> 8 {
		case want:
			return float64(s&0xFF) / 255, true
		case 0:
			return 1, false
		}
	}
}

// wordHash gives a word a number, from which follow its first slot and its
// fingerprint: the hash of Fowler, Noll and Vo, mixed.
func wordHash(word string) uint64 {
	h := uint64(0xCBF29CE484222325)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 0x100000001B3
	}
	h ^= h >> 29
	h *= 0xBF58476D1CE4E5B9
	return h ^ h>>32
}

// PackRarities makes the table that [Rarity] reads, an open hash table as that of
// word pairs, of folded words with the commonest first; none may come twice.
func PackRarities(words []string) ([]byte, error) {
	if len(words) == 0 {
		return nil, errors.New("pack rarities: no words")
	}
	slots := uint64(len(words)*5/4 + 1)
	table := make([]byte, slotSize*slots)
	last := math.Log(float64(len(words)))
	for i, w := range words {
		hash := wordHash(w)
		slot := hash >> 24 % slots
		for binary.LittleEndian.Uint32(table[slotSize*slot:]) != 0 {
			slot = (slot + 1) % slots
		}
		rarity := math.Log(float64(i+1)) / max(last, 1)
		binary.LittleEndian.PutUint32(table[slotSize*slot:], fingerprint(hash)<<8|uint32(255*rarity+.5))
	}
	return table, nil
}
