package evaluate

// distance is the exact Levenshtein distance of two sequences, by the
// bit-parallel method of Myers (1999) in blocks of 64 as Hyyrö (2003) gives it:
// time len(a)·len(b)/64, memory a few times the length.
func distance[T comparable](a, b []T) int {
	a, b = stripCommon(a, b)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return len(b)
	}
	pattern, text := intern(a, b)
	m := newMatrix(pattern)
	for _, symbol := range text {
		m.step(symbol)
	}
	return m.score
}

// stripCommon cuts off what both begin and end with.
func stripCommon[T comparable](a, b []T) ([]T, []T) {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return a, b
}

// intern numbers the symbols of two sequences, those of a from 0 without holes.
func intern[T comparable](a, b []T) (x, y []int) {
	ids := make(map[T]int, 256)
	number := func(seq []T) []int {
		out := make([]int, len(seq))
		for i, s := range seq {
			id, ok := ids[s]
			if !ok {
				id = len(ids)
				ids[s] = id
			}
			out[i] = id
		}
		return out
	}
	return number(a), number(b)
}

// matrix is one column of the distance matrix, as the differences between
// neighbouring cells, and the score at its foot.
type matrix struct {
	up, down []uint64   // where the column rises and falls by one
	places   [][]int    // by symbol: its positions in the pattern
	dense    [][]uint64 // by symbol: the same as bits, where it is frequent
	sparse   []uint64   // bits of an infrequent symbol, while it is looked at
	last     uint64     // bit of the last cell in the last block
	score    int
}

func newMatrix(pattern []int) *matrix {
	blocks := (len(pattern) + 63) / 64
	m := &matrix{
		up: make([]uint64, blocks), down: make([]uint64, blocks), sparse: make([]uint64, blocks),
		last: 1 << ((len(pattern) - 1) % 64), score: len(pattern),
	}
	for i := range m.up {
		m.up[i] = ^uint64(0)
	}
	for i, s := range pattern {
		for s >= len(m.places) {
			m.places = append(m.places, nil)
		}
		m.places[s] = append(m.places[s], i)
	}
	m.dense = make([][]uint64, len(m.places))
	for s, places := range m.places {
		if len(places) >= blocks {
			m.dense[s] = make([]uint64, blocks)
			mark(m.dense[s], places)
		}
	}
	return m
}

func mark(bits []uint64, places []int) {
	for _, i := range places {
		bits[i/64] |= 1 << (i % 64)
	}
}

// step goes on by one symbol of the text.
func (m *matrix) step(symbol int) {
	switch {
	case symbol >= len(m.places):
		m.column(m.sparse)
	case m.dense[symbol] != nil:
		m.column(m.dense[symbol])
	default:
		mark(m.sparse, m.places[symbol])
		m.column(m.sparse)
		for _, i := range m.places[symbol] {
			m.sparse[i/64] = 0
		}
	}
}

func (m *matrix) column(equal []uint64) {
	rise, fall := uint64(1), uint64(0) // of the cell above, from the column before
	n := len(equal) - 1
	var h, v uint64
	for i, eq := range equal {
		up, down := m.up[i], m.down[i]
		vertical := eq | down
		eq |= fall
		horizontal := (((eq & up) + up) ^ up) | eq
		h = down | ^(horizontal | up)
		v = up & horizontal
		if i == n {
			break
		}
		h2, v2 := h<<1|rise, v<<1|fall
		rise, fall = h>>63, v>>63
		m.up[i] = v2 | ^(vertical | h2)
		m.down[i] = h2 & vertical
	}
	if h&m.last != 0 {
		m.score++
	}
	if v&m.last != 0 {
		m.score--
	}
	vertical := equal[n] | m.down[n]
	h, v = h<<1|rise, v<<1|fall
	m.up[n] = v | ^(vertical | h)
	m.down[n] = h & vertical
}
