package language

import (
	"strings"
	"unicode"
)

// Align finds a cheapest alignment of two texts and returns, for each place in
// a from 0 to len(a), the place in b that corresponds to it. Changing the case
// of a letter is nearly free, and blanks are dear to exchange for letters. It
// looks only near the diagonal, which fits texts that say the same.
func Align(a, b []rune) []int {
	n, m := len(a), len(b)
	band := max(160, abs(n-m)+120)
	g := &grid{band: band, width: 2*band + 1, n: n, m: m}
	g.moves = make([]byte, (n+1)*g.width)
	prev, row := make([]int32, g.width), make([]int32, g.width)
	for i := range n + 1 {
		g.fill(i, a, b, prev, row)
		prev, row = row, prev
	}
	return g.trace()
}

// Differences calls visit with each stretch in which two texts differ but for
// the case of letters: what is seen, and what is printed there, folded. Texts
// whose folding changes their length have none.
func Differences(seen, printed string, visit func(seen, printed []rune)) {
	s, p := []rune(seen), []rune(strings.Map(unicode.ToLower, printed))
	if len(s) == 0 || len(p) == 0 {
		return
	}
	at := Align(s, p)
	same := func(i int) bool { return at[i+1] == at[i]+1 && unicode.ToLower(s[i]) == p[at[i]] }
	for i := 0; i < len(s); {
		if same(i) {
			i++
			continue
		}
		end := i + 1
		for end < len(s) && !same(end) {
			end++
		}
		visit(s[i:end], p[at[i]:at[end]])
		i = end
	}
}

// grid is a band of the table of edit distances along its diagonal.
type grid struct {
	moves             []byte
	band, width, n, m int
}

const (
	moveBoth = iota + 1
	moveA
	moveB
)

const far = 1 << 29

// left is the first column of the band in row i.
func (g *grid) left(i int) int {
	if g.n == 0 {
		return -g.band
	}
	return i*g.m/g.n - g.band
}

func (g *grid) fill(i int, a, b []rune, prev, row []int32) {
	left := g.left(i)
	shift := left - g.left(max(0, i-1))
	at := func(costs []int32, k int) int32 {
		if k < 0 || k >= g.width {
			return far
		}
		return costs[k]
	}
	for k := range g.width {
		j := left + k
		row[k] = far
		switch {
		case j < 0 || j > g.m:
			continue
		case i == 0 && j == 0:
			row[k] = 0
			continue
		}
		best, move := int32(far), byte(0)
		if i > 0 && j > 0 {
			if c := at(prev, k+shift-1) + exchange(a[i-1], b[j-1]); c < best {
				best, move = c, moveBoth
			}
		}
		if i > 0 {
			if c := at(prev, k+shift) + 10; c < best {
				best, move = c, moveA
			}
		}
		if j > 0 {
			if c := at(row, k-1) + 10; c < best {
				best, move = c, moveB
			}
		}
		row[k], g.moves[i*g.width+k] = best, move
	}
}

// exchange is the cost of reading a for b.
func exchange(a, b rune) int32 {
	switch {
	case a == b:
		return 0
	case unicode.IsSpace(a) != unicode.IsSpace(b):
		return 25
	case unicode.ToLower(a) == unicode.ToLower(b):
		return 1
	case unicode.IsLetter(a) != unicode.IsLetter(b):
		return 13
	}
	return 11
}

func (g *grid) trace() []int {
	at := make([]int, g.n+1)
	i, j := g.n, g.m
	for i > 0 || j > 0 {
		at[i] = j
		k := j - g.left(i)
		move := byte(moveA)
		if k >= 0 && k < g.width {
			move = g.moves[i*g.width+k]
		}
		switch {
		case move == moveBoth:
			i, j = i-1, j-1
		case move == moveB && j > 0 || i == 0:
			j--
		default:
			i--
		}
	}
	at[0], at[g.n] = 0, g.m
	return at
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
