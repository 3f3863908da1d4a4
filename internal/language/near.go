package language

import (
	"iter"
	"math/bits"
	"slices"
)

// Neighbour is a good word of the lexicon that a few letters part from another.
type Neighbour struct {
	ID     ID
	Labels []byte // its letters, not to be changed
	Edits  int    // letters exchanged, lost or added
}

// maxNear is the longest word, in letters, whose neighbours are looked for.
const maxNear = 32

// seldom is ln P below which a word is no neighbour at so many edits: a seldom
// word behind a badly damaged one is never the likeliest.
var seldom = [...]float64{1: -15, 2: -13, 3: -12.5}

// MaxEdits is the most edits over which neighbours are looked for.
const MaxEdits = len(seldom) - 1

// nearIndex tells most words that are no neighbours apart at a glance: two
// words that d edits part differ in at most d letters and 2d pairs of letters.
type nearIndex struct {
	from    [maxNear + 2]int               // where the words of each length begin, the likeliest first,
	until   [maxNear + 1][MaxEdits + 1]int // and where they become too seldom for so many edits
	blocks  [maxNear + 2]int               // where the blocks of the words of each length begin
	having  []block
	letters []uint32 // letters of each word, hashed to bits
	pairs   []uint64 // pairs of letters that stand side by side
	ids     []ID
	ends    []uint32 // where the labels of each word end in spelled
	spelled []byte
}

// block tells for each letter, hashed to bits, which of so many words of one
// length have it.
type block [32]uint64

const blockSize = 64

// word gives the labels of a word of n letters.
func (x *nearIndex) word(i, n int) []byte {
	end := int(x.ends[i])
	return x.spelled[end-n : end : end]
}

// Near finds the good words that at most so many edits part from a word given
// as labels of letters, the likeliest first: each edit costs so much of ln P.
// The word itself is among them if it is a good one.
func (m *Model) Near(labels []byte, edits int, cost float64, most int) []Neighbour {
	if len(labels) == 0 || len(labels) > maxNear {
		return nil
	}
	x := m.near()
	word := newSketch(labels)
	var found []Neighbour
	for n := max(1, len(labels)-edits); n <= min(maxNear, len(labels)+edits); n++ {
		i := x.from[n]
		for d := min(edits, MaxEdits); d > 0; d-- {
			found = x.near(found, &word, n, i, x.until[n][d], d)
			i = max(i, x.until[n][d])
		}
	}
	slices.SortFunc(found, func(a, b Neighbour) int {
		x, y := m.Ln(a.ID)-cost*float64(a.Edits), m.Ln(b.ID)-cost*float64(b.Edits)
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return int(a.ID) - int(b.ID)
	})
	return found[:min(most, len(found))]
}

// near appends the words of n letters from i up to, not including, end that at
// most so many edits part from a word.
func (x *nearIndex) near(found []Neighbour, word *sketch, n, i, end, edits int) []Neighbour {
	for i < end {
		at := (i - x.from[n]) % blockSize
		first, few := i-at, x.having[x.blocks[n]+(i-x.from[n])/blockSize].lacking(word.having, edits)
		few = few >> at << at
		if left := end - first; left < blockSize {
			few &= 1<<left - 1
		}
		for ; few != 0; few &= few - 1 {
			k := first + bits.TrailingZeros64(few)
			if !word.close(x.letters[k], x.pairs[k], edits) {
				continue
			}
			if apart := word.distance(x.word(k, n), edits); apart <= edits {
				found = append(found, Neighbour{x.ids[k], x.word(k, n), apart})
			}
		}
		i = first + blockSize
	}
	return found
}

// lacking tells which words lack at most so many of some letters, up to
// [MaxEdits]. It counts for all words at once: each of its numbers has the words
// that lack more than so many, none, one, two and three.
func (b *block) lacking(letters []uint8, most int) uint64 {
	var none, one, two, three uint64
	switch most {
	case 1:
		for _, l := range letters {
			lacks := ^b[l&31]
			one |= none & lacks
			none |= lacks
		}
		return ^one
	case 2:
		for _, l := range letters {
			lacks := ^b[l&31]
			two |= one & lacks
			one |= none & lacks
			none |= lacks
		}
		return ^two
	}
	for _, l := range letters {
		lacks := ^b[l&31]
		three |= two & lacks
		two |= one & lacks
		one |= none & lacks
		none |= lacks
	}
	return ^three
}

// sketch is a word as Near compares it.
type sketch struct {
	letters uint32
	having  []uint8 // the bits of letters
	pairs   uint64
	length  int
	at      [256]uint32 // places of each letter, as bits
}

func newSketch(labels []byte) sketch {
	s := sketch{length: len(labels)}
	s.letters, s.pairs = marks(labels)
	for left := s.letters; left != 0; left &= left - 1 {
		s.having = append(s.having, uint8(bits.TrailingZeros32(left)))
	}
	for i, l := range labels {
		s.at[l] |= 1 << i
	}
	return s
}

// marks are a word's letters and pairs of letters, hashed to bits.
func marks(labels []byte) (letters uint32, pairs uint64) {
	for i, l := range labels {
		letters |= letterBit(l)
		if i > 0 {
			pairs |= pairBit(labels[i-1], l)
		}
	}
	return letters, pairs
}

func letterBit(l byte) uint32 { return 1 << (l & 31) }

func pairBit(a, b byte) uint64 { return 1 << ((uint(a)*37 + uint(b)*11) & 63) }

// close reports whether a word that lacks few of the letters may be a neighbour.
func (s *sketch) close(letters uint32, pairs uint64, edits int) bool {
	return bits.OnesCount32(letters&^s.letters) <= edits &&
		bits.OnesCount64(s.pairs&^pairs) <= 2*edits && bits.OnesCount64(pairs&^s.pairs) <= 2*edits
}

// distance counts the edits between the word and another, after Myers, "A fast
// bit-vector algorithm for approximate string matching" (1999). It stops where
// there must be more than so many.
func (s *sketch) distance(other []byte, most int) int {
	plus, minus := ^uint32(0), uint32(0)
	last := uint32(1) << (s.length - 1)
	d := s.length
	for k, l := range other {
		eq := s.at[l]
		x := eq | minus
		y := (((eq & plus) + plus) ^ plus) | eq
		up, down := minus|^(y|plus), plus&y
		switch {
		case up&last != 0:
			d++
		case down&last != 0:
			d--
		}
		if d-(len(other)-1-k) > most {
			return d
		}
		up = up<<1 | 1
		plus, minus = down<<1|^(x|up), up&x
	}
	return d
}

// newNearIndex reads the good words off the trie.
func (m *Model) newNearIndex() *nearIndex {
	parents, lengths := m.climb()
	ends := m.goodEnds(lengths)
	x := &nearIndex{}
	for i, end := range ends {
		from := len(x.spelled)
		for n := end; n != Root; n = parents[n] {
			x.spelled = append(x.spelled, m.labels[n])
		}
		slices.Reverse(x.spelled[from:])
		length := len(x.spelled) - from
		letters, pairs := marks(x.spelled[from:])
		x.letters, x.pairs = append(x.letters, letters), append(x.pairs, pairs)
		x.ids, x.ends = append(x.ids, ID(m.nodes[end].id)), append(x.ends, uint32(len(x.spelled)))
		for d := 1; d <= MaxEdits; d++ {
			if m.Ln(x.ids[i]) >= seldom[d] {
				x.until[length][d] = i + 1
			}
		}
		for n := length + 1; n < len(x.from); n++ {
			x.from[n] = i + 1
		}
	}
	x.block()
	return x
}

// goodEnds gives the ends of the good words, the shortest first and of those the
// likeliest; a sort by counting.
func (m *Model) goodEnds(lengths []uint8) []Node {
	var from [(maxNear+1)<<8 + 1]int
	place := func(n Node) (int, bool) {
		id, ok := m.Word(n)
		if !ok || m.Grade(id) != Good || lengths[n] > maxNear {
			return 0, false
		}
		return int(lengths[n])<<8 | int(m.unigrams[id]), true
	}
	for n := range m.labels {
		if p, ok := place(Node(n)); ok {
			from[p+1]++
		}
	}
	for p := 1; p < len(from); p++ {
		from[p] += from[p-1]
	}
	ends := make([]Node, from[len(from)-1])
	for n := range m.labels {
		if p, ok := place(Node(n)); ok {
			ends[from[p]] = Node(n)
			from[p]++
		}
	}
	return ends
}

// block gathers the letters of the words.
func (x *nearIndex) block() {
	for n := range maxNear + 1 {
		x.blocks[n] = len(x.having)
		for i := x.from[n]; i < x.from[n+1]; i++ {
			at := (i - x.from[n]) % blockSize
			if at == 0 {
				x.having = append(x.having, block{})
			}
			last := &x.having[len(x.having)-1]
			for letters := x.letters[i]; letters != 0; letters &= letters - 1 {
				last[bits.TrailingZeros32(letters)] |= 1 << at
			}
		}
	}
}

// climb gives the node above each node, and how far below the root it is.
func (m *Model) climb() (parents []Node, lengths []uint8) {
	parents, lengths = make([]Node, len(m.labels)), make([]uint8, len(m.labels))
	for n := range m.labels {
		first, end := m.Children(Node(n))
		for c := first; c < end; c++ {
			parents[c], lengths[c] = Node(n), min(lengths[n]+1, maxNear+1)
		}
	}
	return parents, lengths
}

// Framed gives the good words, not too seldom, of so many letters at least and
// at most, that begin and end with letters given as labels.
func (m *Model) Framed(start, end []byte, least, most int) iter.Seq[Neighbour] {
	return func(yield func(Neighbour) bool) {
		x := m.near()
		first, _ := marks(start)
		last, _ := marks(end)
		letters := first | last
		for n := max(least, len(start)+len(end)+1); n <= min(maxNear, most); n++ {
			for i := x.from[n]; i < x.until[n][MaxEdits]; i++ {
				if x.letters[i]&letters != letters {
					continue
				}
				w := x.word(i, n)
				if string(w[:len(start)]) == string(start) && string(w[n-len(end):]) == string(end) && !yield(Neighbour{ID: x.ids[i], Labels: w}) {
					return
				}
			}
		}
	}
}
