package correcting

import (
	"math"
	"slices"
	"strings"
)

// move is a stretch of units of a line and the words that a person wrote in its
// place: the units from up to, not including, to, and the words likewise.
type move struct {
	from, to   int
	first, end int
}

// reach is how many words a unit may be parted into, and of how many one may be
// made, in one move.
const reach = 4

// align tells which words of an edited line stand for which of its units. It is
// the cheapest way from one to the other by dynamic programming, as in Wagner and
// Fischer (1974), over moves that keep, change, join, part, drop and add; what a
// move costs is the edit distance of its letters and a little for itself.
func align(units []unit, fields []string) []move {
	cost := make([][]float64, len(units)+1)
	back := make([][]move, len(units)+1)
	for i := range cost {
		cost[i], back[i] = make([]float64, len(fields)+1), make([]move, len(fields)+1)
		for j := range cost[i] {
			if i+j == 0 {
				continue
			}
			cost[i][j] = math.Inf(1)
			for a := 0; a <= min(i, reach); a++ {
				for b := 0; b <= min(j, reach); b++ {
					if a+b == 0 {
						continue
					}
					if c := cost[i-a][j-b] + price(units[i-a:i], fields[j-b:j]); c < cost[i][j] {
						cost[i][j], back[i][j] = c, move{i - a, i, j - b, j}
					}
				}
			}
		}
	}
	var moves []move
	for i, j := len(units), len(fields); i+j > 0; {
		m := back[i][j]
		moves = append(moves, m)
		i, j = m.from, m.first
	}
	slices.Reverse(moves)
	return moves
}

// price is what a move costs; without end if it is none.
func price(units []unit, fields []string) float64 {
	const self = .5
	text := strings.Join(fields, " ")
	switch {
	case len(units) == 1 && units[0].text() == text:
		return 0
	case len(units) == 0 && len(fields) == 1:
		return float64(len([]rune(text))) + self
	case len(fields) == 0 && len(units) == 1:
		return float64(len(squash(units[0].text()))) + self
	case len(units) == 0, len(fields) == 0, len(units) > 1 && len(fields) > 1:
		return math.Inf(1)
	case len(units) > 1 && slices.ContainsFunc(units, func(u unit) bool { return u.supplied }):
		return math.Inf(1)
	}
	var old []rune
	for _, u := range units {
		old = append(old, squash(u.text())...)
	}
	fresh := squash(text)
	far := distance(old, fresh)
	if len(units)+len(fields) > 2 && 3*far > max(len(old), len(fresh)) {
		return math.Inf(1) // parted or joined words have the same letters, or nearly
	}
	return float64(far) + self/4*float64(len(units)+len(fields)-1)
}

// distance is the edit distance of Levenshtein (1966).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range b {
			change := diagonal
			if r != s {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
