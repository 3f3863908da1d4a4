package corpus

import (
	"strconv"
	"strings"
)

// PlaceOf is the place of the words from up to, not including, to of a line. It
// holds all by which they are found again in another reading.
func PlaceOf(line []Word, from, to int) Place {
	p := Place{First: line[from].ID, Raw: rawOf(line[from:to]), Scan: line[from].Scan}
	if last := line[to-1].ID; last != p.First {
		p.Last = last
	}
	for _, w := range line[from:to] {
		p.Box = p.Box.Union(w.Box)
	}
	p.Before = rawOf(line[max(0, from-3):from])
	p.After = rawOf(line[to:min(len(line), to+3)])
	return p
}

func rawOf(words []Word) string {
	raw := make([]string, len(words))
	for i, w := range words {
		raw[i] = w.Raw
	}
	return strings.Join(raw, " ")
}

// Overlaps reports whether two places share a word, as far as their ids tell.
// The numbers of a line's words may have others between them, so that words
// close by may be taken for shared ones, and never the other way about.
func (p Place) Overlaps(q Place) bool {
	if p.First == q.First || p.End() == q.End() {
		return true
	}
	scan, from, to := p.numbers()
	other, first, last := q.numbers()
	return scan == other && from > 0 && first > 0 && from <= last && first <= to
}

// numbers takes the ids apart: what stands before the number of a word, and the
// numbers of both ends, the lower first.
func (p Place) numbers() (scan string, from, to int) {
	scan, from = splitID(p.First)
	if end, n := splitID(p.End()); end == scan {
		return scan, min(from, n), max(from, n)
	}
	return scan, from, from
}

func splitID(id string) (scan string, n int) {
	i := strings.LastIndexByte(id, '-')
	if i < 0 {
		return id, 0
	}
	n, err := strconv.Atoi(id[i+1:])
	if err != nil {
		return id, 0
	}
	return id[:i], n
}

// FollowPlace is the place of a [Follow] correction: of the line that continues
// another, whose last words are what stands before it.
func FollowPlace(line, other []Word) Place {
	p := PlaceOf(line, 0, len(line))
	p.Last, p.After = other[len(other)-1].ID, ""
	p.Before = rawOf(other[max(0, len(other)-3):])
	return p
}
