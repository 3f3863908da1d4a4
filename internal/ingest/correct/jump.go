package correct

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"recto/internal/language"
)

// jump.go looks up which confusions may be behind the signs seen.

// jump is a confusion that applies at a place; those at one place are kept with
// the likeliest first.
type jump struct {
	n      int8
	labels [language.MaxPrinted]byte
	ln     float32
}

// recent is the jumps of a reading looked up before. No reading is at 0.
type recent struct {
	reading uint64 // its key and 1
	jumps   []jump
}

const (
	recentBits = 10
	recents    = 1 << recentBits
)

// prepare looks up which confusions apply where.
func (w *walker) prepare(t *language.Trie, signs []rune) {
	for len(w.beams) <= len(signs)+language.MaxSeen {
		w.beams, w.jumps, w.bests = append(w.beams, nil), append(w.jumps, [language.MaxSeen + 1][]jump{}), append(w.bests, 0)
	}
	w.found, w.trail, w.folds = w.found[:0], w.trail[:0], w.folds[:0]
	for _, r := range signs {
		w.folds = append(w.folds, folded(r))
	}
	for p := range len(signs) + 1 {
		w.beams[p], w.bests[p] = w.beams[p][:0], -1e9
		jumps := &w.jumps[p]
		*jumps = [language.MaxSeen + 1][]jump{w.nothing}
		k, several := uint64(0), false
		for width := 1; width <= language.MaxSeen && p+width <= len(signs); width++ {
			fold := w.folds[p+width-1]
			k, several = k<<16|fold, several || fold == 0
			if several || w.readings.has(k) {
				jumps[width] = w.lookup(t, signs[p:p+width])
			}
		}
	}
}

// lookup gives the jumps for a reading, those asked for lately at once.
func (w *walker) lookup(t *language.Trie, signs []rune) []jump {
	key := key(signs)
	r := &w.recent[(key+1)*0x9E3779B97F4A7C15>>(64-recentBits)]
	if r.reading != key+1 {
		*r = recent{key + 1, w.compile(t, key, signs)}
	}
	return r.jumps
}

// compile turns the confusions with a reading into jumps, once.
func (w *walker) compile(t *language.Trie, key uint64, signs []rune) []jump {
	jumps, ok := w.compiled[key]
	if ok {
		return jumps
	}
	seen := string(signs)
	jumps = appendJumps(nil, t, w.confusions.Seen(seen), 0)
	if folded := language.Fold(seen); folded != seen {
		jumps = appendJumps(jumps, t, w.confusions.Seen(folded), caseless)
		slices.SortStableFunc(jumps, func(a, b jump) int { return cmp.Compare(b.ln, a.ln) })
	}
	if len(w.compiled) >= maxKnown {
		clear(w.compiled)
	}
	w.compiled[key] = jumps
	return jumps
}

// key names a reading: signs beyond the basic plane are all taken for one, in
// no confusion.
func key(signs []rune) uint64 {
	k := uint64(0)
	for _, r := range signs {
		k = k<<16 | uint64(min(r, 0xFFFF))
	}
	return k
}

func appendJumps(jumps []jump, t *language.Trie, confusions []language.Confusion, cost float64) []jump {
	for _, c := range confusions {
		j := jump{ln: float32(c.Ln + cost)}
		known := true
		for _, r := range c.Printed {
			label, ok := t.Index(r)
			known = known && ok
			j.labels[j.n] = label
			j.n++
		}
		if known {
			jumps = append(jumps, j)
		}
	}
	return jumps
}

// readings tell of most signs at a glance that no confusion has them, in whatever
// case: a Bloom filter over the keys of what confusions are seen as, folded.
type readings [1 << (readingBits - 6)]uint64

const readingBits = 14

func (f *readings) add(reading string) {
	k := uint64(0)
	for _, r := range reading {
		k = k<<16 | folded(r)
	}
	at := readingAt(k)
	f[at/64] |= 1 << (at % 64)
}

func (f *readings) has(key uint64) bool {
	at := readingAt(key)
	return f[at/64]&(1<<(at%64)) != 0
}

func readingAt(key uint64) uint64 { return (key + 1) * 0x9E3779B97F4A7C15 >> (64 - readingBits) }

// folded is a sign as a part of a folded key, 0 for a ligature of several letters.
func folded(r rune) uint64 {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return uint64(r)
	}
	fold := language.Fold(string(r))
	first, n := utf8.DecodeRuneInString(fold)
	if n < len(fold) {
		return 0
	}
	return uint64(min(first, 0xFFFF))
}
