package segment

import (
	"cmp"
	"math"
	"slices"
)

// Where the lines of two pages are woven, they are two streams, each in the order
// of the source: every line goes on with the stream of the line before it or with
// the other one. Each way to part them counts as much as the joints that it makes
// and what speaks for each line by itself are likely; all ways are summed by the
// forward-backward method.

// streamReach is how many lines back the last line of the other stream is looked for.
const streamReach = 48

// A state is a stream, and how many lines before this one the last of the other
// stands; 0 is none so near.
const streamStates = streamReach + 1

// lostJoint is what it counts for that a line goes on from another of which
// nothing says so, against a joint that is certain: words at the edges are lost,
// and good joints with them.
const lostJoint = .1

// streams are the lines of a scan in the order of the source.
type streams struct {
	origins []map[int]float64 // the lines that each may go on from, with their chances
	own     []float64         // the chance that each is of the second stream, by itself
}

// lattice is for each line and state the share of all ways to part the lines.
type lattice [][2 * streamStates]float64

// parted is the chance that each of the rows is of the second of two streams.
// Lean is the logarithm of the odds that it is by itself.
func parted(rows []row, lean []float64) []float64 {
	order := sourceOrder(rows)
	s := newStreams(rows, order, lean)
	forward, backward := make(lattice, len(rows)), make(lattice, len(rows))
	forward[0][0], forward[0][streamStates] = 1-s.own[0], s.own[0]
	for t := range len(rows) - 1 {
		s.steps(t, func(from, to int, weight float64) { forward[t+1][to] += forward[t][from] * weight })
		normalize(&forward[t+1])
	}
	for k := range backward[len(rows)-1] {
		backward[len(rows)-1][k] = 1
	}
	for t := len(rows) - 2; t >= 0; t-- {
		s.steps(t, func(from, to int, weight float64) { backward[t][from] += backward[t+1][to] * weight })
		normalize(&backward[t])
	}
	out := make([]float64, len(rows))
	for t, k := range order {
		var of [2]float64
		for state, v := range forward[t] {
			of[state/streamStates] += v * backward[t][state]
		}
		out[k] = of[1] / (of[0] + of[1])
	}
	return out
}

// sourceOrder are the indexes of rows in the order in which the source has them.
func sourceOrder(rows []row) []int {
	order := make([]int, len(rows))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := rows[a].line.Words, rows[b].line.Words
		if len(x) == 0 || len(y) == 0 {
			return 0
		}
		return cmp.Or(cmp.Compare(x[0].Line, y[0].Line), cmp.Compare(x[0].Col, y[0].Col))
	})
	return order
}

func newStreams(rows []row, order []int, lean []float64) *streams {
	s := &streams{origins: make([]map[int]float64, len(rows)), own: make([]float64, len(rows))}
	place, at := make([]int, len(rows)), map[string]int{}
	for t, k := range order {
		place[k] = t
		at[firstID(rows[k])] = t
	}
	for t, k := range order {
		r := rows[k]
		s.own[t] = 1 / (1 + math.Exp(-max(-surely, min(surely, lean[k]))))
		s.origins[t] = map[int]float64{}
		if k > 0 {
			s.origins[t][place[k-1]] = r.line.Joint
		}
		for _, c := range r.line.Candidates {
			if o, ok := at[c.Line]; ok {
				s.origins[t][o] = max(s.origins[t][o], c.Probability)
			}
		}
	}
	return s
}

// surely is the logarithm of the odds of what is certain.
const surely = 12

func firstID(r row) string {
	if len(r.line.Words) == 0 {
		return ""
	}
	return r.line.Words[0].ID
}

// steps calls visit with every way to go on from line t to the next: in the same
// stream, or in the other one.
func (s *streams) steps(t int, visit func(from, to int, weight float64)) {
	own := [2]float64{1 - s.own[t+1], s.own[t+1]}
	on := s.after(t+1, t)
	for stream := range 2 {
		for back := range min(streamStates, t+2) {
			from := stream*streamStates + back
			further := 0
			if back > 0 && back < streamReach {
				further = back + 1
			}
			visit(from, stream*streamStates+further, on*own[stream])
			change := lostJoint / 2
			if back > 0 {
				change = s.after(t+1, t-back)
			}
			visit(from, (1-stream)*streamStates+1, change*own[1-stream])
		}
	}
}

// after is what it counts for that a line comes after another in its stream.
func (s *streams) after(line, before int) float64 { return s.origins[line][before] + lostJoint }

// normalize makes a row sum to one, so that none vanishes.
func normalize(row *[2 * streamStates]float64) {
	sum := 0.
	for _, v := range row {
		sum += v
	}
	for k := range row {
		row[k] /= max(sum, math.SmallestNonzeroFloat64)
	}
}
