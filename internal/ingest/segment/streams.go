package segment

import (
	"cmp"
	"math"
	"slices"
)

// links are the chances that lines of one page continue one another, as layout
// gave them: of each line the one before it and its candidates.
type links struct {
	rows   []row
	chance []map[int]float64 // by the line that is continued
}

// unlinked is the chance of a pair that layout did not think of.
const unlinked = 0.004

func newLinks(rows []row) links {
	l := links{rows: rows, chance: make([]map[int]float64, len(rows))}
	at := map[string]int{}
	for i, r := range rows {
		if len(r.line.Words) > 0 {
			at[r.line.Words[0].ID] = i
		}
	}
	for i, r := range rows {
		l.chance[i] = map[int]float64{}
		if i > 0 {
			l.chance[i][i-1] = r.line.Joint
		}
		for _, c := range r.line.Candidates {
			if j, ok := at[c.Line]; ok {
				l.chance[i][j] = c.Probability
			}
		}
	}
	return l
}

// of is the logarithm of the chance that line i continues line j; a stream that
// has no line yet begins with any.
func (l links) of(j, i int) float64 {
	if j < 0 {
		return math.Log(0.05)
	}
	return math.Log(max(unlinked, l.chance[i][j]))
}

// sourceOrder are the rows in the order of the file.
func sourceOrder(rows []row) []int {
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	line := func(i int) int {
		if w := rows[i].line.Words; len(w) > 0 {
			return w[0].Line
		}
		return 0
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(line(i), line(j)) })
	return order
}

// state is where a line went, and the last line of the other page, -1 for none.
type state struct {
	second bool
	other  int
}

// trace is how well lines up to one can be parted, and the state before it.
type trace struct {
	score float64
	from  state
}

// streams parts the rows of a scan between its two pages, each of which has its
// lines in the order of the file: the likeliest of all ways by which lines
// continue the last one of their own page (Viterbi 1967, over the last lines of
// both). Lean is what else speaks for the second page, infinite for the lines
// that are of one page for sure. True stands for the second page.
func (l links) streams(lean []float64) []bool {
	order := sourceOrder(l.rows)
	n := len(order)
	best := make([]map[state]trace, n)
	for k, i := range order {
		best[k] = map[state]trace{}
		put := func(s state, t trace) {
			if old, ok := best[k][s]; !ok || t.score > old.score || t.score == old.score && before(t.from, old.from) {
				best[k][s] = t
			}
		}
		for _, second := range []bool{false, true} {
			here := max(-30, min(30, lean[i]))
			if !second {
				here = -here
			}
			here /= 2
			if k == 0 {
				put(state{second, -1}, trace{score: here})
				continue
			}
			last := order[k-1]
			for s, t := range best[k-1] {
				if s.second == second {
					put(s, trace{t.score + here + l.of(last, i), s})
				} else {
					put(state{second, last}, trace{t.score + here + l.of(s.other, i), s})
				}
			}
		}
	}
	return backtrack(best, order)
}

// backtrack follows the likeliest way back, and gives for each row its page.
func backtrack(best []map[state]trace, order []int) []bool {
	out := make([]bool, len(order))
	var at state
	top := math.Inf(-1)
	for k := len(order) - 1; k >= 0; k-- {
		if k == len(order)-1 {
			for s, t := range best[k] {
				if t.score > top || t.score == top && before(s, at) {
					at, top = s, t.score
				}
			}
		}
		out[order[k]] = at.second
		at = best[k][at].from
	}
	return out
}

// before orders states, so that of equals always the same is taken.
func before(a, b state) bool {
	if a.second != b.second {
		return b.second
	}
	return a.other < b.other
}
