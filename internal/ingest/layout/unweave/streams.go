package unweave

import (
	"math"
	"slices"

	"recto/internal/cores"
)

// Two streams of lines run through woven text, each in the order of the file,
// and every line goes on with one of them or begins a new one. How often the
// stream changes is not known: a scan may hold its pages one after the other,
// line by line by turns, in runs, or with a blank line at most changes. So each
// way is tried, and counts as much as it makes the scan likely.
type way struct {
	blank, tight float64 // how often the stream changes at a blank line, and elsewhere
	// runs, if there are any, say instead how often it changes after one line of
	// it, after two and so on; the last is for all that are longer.
	runs  []float64
	prior float64
}

var ways = []way{
	{blank: .02, tight: .01, prior: .4},
	{blank: .985, tight: .985, prior: .15},
	{blank: .45, tight: .45, prior: .15},
	{blank: .75, tight: .15, prior: .1},
	{blank: .9, tight: .5, prior: .1},
	{blank: .3, tight: .1, prior: .1},
	{runs: []float64{.02, .97}, prior: .02},
	{runs: []float64{.02, .02, .97}, prior: .02},
	{runs: []float64{.02, .02, .02, .97}, prior: .02},
	{runs: []float64{.25, .33, .5, .9}, prior: .04},
}

// sharpened is what plain evidence counts for among all that two streams are made of.
const sharpened = 1.2

// opens is how often a second stream begins where there is one, and closes how
// often one of two ends; newStream is what it counts for that a stream begins
// anew, against going on, and unlikely the least odds of a pair.
const (
	opens     = .02
	closes    = .02
	newStream = .02
	unlikely  = .003
)

// lattice holds, for line i and state, the share of all ways to go on to i. A
// state is how many lines before i the other stream ends, 0 where there is no
// other, and how long the run of the stream of i is, as far as that matters.
type lattice [][]float64

// memory is how many lengths of runs matter.
func (w way) memory() int { return max(1, len(w.runs)) }

func (w way) row() []float64 { return make([]float64, (reachAhead+1)*w.memory()) }

// streams is the chance of each joint under two streams, by how the words of the
// lines meet.
func (e *evidence) streams() grid {
	odds := newGrid(len(e.pieces))
	for k, met := range e.met.cells {
		odds.cells[k] = float32(math.Exp(clip(sharpened*float64(met), -6, 9)))
	}
	out := newGrid(odds.n)
	var blocks [][2]int
	for from, to := range e.blocks {
		blocks = append(blocks, [2]int{from, to})
	}
	cores.Share(len(blocks), func() func(int) {
		return func(b int) {
			from, to := blocks[b][0], blocks[b][1]
			steps := stepsOf(e, odds, from, to)
			for k, share := range shares(steps) {
				if share > 1e-3 {
					ways[k].count(steps, share, out)
				}
			}
		}
	})
	return out
}

// shares are the chances of the ways in which a scan may hold its pages.
func shares(steps []step) []float64 {
	lns := make([]float64, len(ways))
	for k, w := range ways {
		lns[k] = w.likelihood(steps) + math.Log(w.prior)
	}
	top, all := slices.Max(lns), 0.
	for k := range lns {
		lns[k] = math.Exp(lns[k] - top)
		all += lns[k]
	}
	for k := range lns {
		lns[k] /= all
	}
	return lns
}

// likelihood is ln of the sum over all ways to part the lines of a scan between
// two streams.
func (w way) likelihood(steps []step) float64 {
	ln := 0.
	row, next := w.row(), w.row()
	row[0] = 1
	for i := range steps {
		w.forward(&steps[i], row, next)
		ln += math.Log(scale(next))
		row, next = next, row
	}
	return ln
}

// read sums over all ways to part the lines of a scan between two streams, from
// its beginning and from its end, each line scaled to sum to one.
func (w way) read(steps []step) (forward, backward lattice) {
	last := len(steps)
	forward, backward = make(lattice, last+1), make(lattice, last+1)
	for i := range forward {
		forward[i], backward[i] = w.row(), w.row()
	}
	forward[0][0] = 1
	for i := range steps {
		w.forward(&steps[i], forward[i], forward[i+1])
		scale(forward[i+1])
	}
	for state := range backward[last] {
		backward[last][state] = 1
	}
	for i := last - 1; i >= 0; i-- {
		w.backward(&steps[i], backward[i+1], backward[i])
		scale(backward[i])
	}
	return forward, backward
}

func scale(row []float64) float64 {
	sum := 0.
	for _, v := range row {
		sum += v
	}
	for d := range row {
		row[d] /= sum
	}
	return sum
}

// count adds what a way says of each joint of a scan.
func (w way) count(steps []step, share float64, out grid) {
	forward, backward := w.read(steps)
	for i := range steps {
		s := &steps[i]
		all, own, others := w.joints(s, forward[i], backward[i+1])
		if all == 0 {
			continue
		}
		out.cells[cell(s.at, s.at+1)] += float32(share * own / all)
		for d := 1; d <= s.back; d++ {
			out.cells[cell(s.at-d, s.at+1)] += float32(share * others[d] / all)
		}
	}
}

// step is what it counts for how a scan goes on after one of its lines.
type step struct {
	at    int
	blank bool                // there is a blank line before the next
	back  int                 // lines before this one at which the other stream may end and still go on
	old   bool                // it may end before those too
	next  float64             // that the next line continues this one
	other [reachAhead]float64 // that it continues the line so far before it
}

// stepsOf are the steps from each line of a scan but the last.
func stepsOf(e *evidence, odds grid, from, to int) []step {
	steps := make([]step, max(0, to-from-1))
	for i := range steps {
		s := &steps[i]
		s.at, s.blank = from+i, e.pieces[from+i+1].space
		s.back, s.old = min(i, reachAhead-1), i >= reachAhead
		s.next = max(float64(odds.at(s.at, s.at+1)), unlikely)
		for d := 1; d <= s.back; d++ {
			s.other[d] = max(float64(odds.at(s.at-d, s.at+1)), unlikely)
		}
	}
	return steps
}

// turns is what it counts for that the stream changes where there are two, and
// that a second begins where there is one, after a run of some length.
func (w way) turns(s *step, run int) (change, begin float64) {
	change = w.tight
	switch {
	case w.runs != nil:
		change = w.runs[run]
	case s.blank:
		change = w.blank
	}
	if s.back == 0 {
		return change, change
	}
	return change, opens
}

// forward takes a row of the lattice on to the next line.
func (w way) forward(s *step, row, next []float64) {
	clear(next)
	most := w.memory()
	for run := range most {
		longer := min(run+1, most-1)
		change, begin := w.turns(s, run)
		own, other := (1-begin)*row[run], begin*row[run]
		stay := (1 - change) * (s.next + newStream)
		for d := 1; d <= s.back; d++ {
			p := row[d*most+run]
			own += closes * p
			other += change * (s.other[d] + newStream) * p
			next[(d+1)*most+longer] += stay * p
		}
		if s.old { // the other is too old to go on
			p := row[reachAhead*most+run]
			own += p
			other += newStream * p
		}
		next[longer] += own * s.next
		next[most] += other
	}
}

// backward takes a row of the lattice back to the line before.
func (w way) backward(s *step, after, row []float64) {
	most := w.memory()
	for run := range most {
		longer := min(run+1, most-1)
		change, begin := w.turns(s, run)
		own, other := s.next*after[longer], after[most]
		stay := (1 - change) * (s.next + newStream)
		row[run] = (1-begin)*own + begin*other
		for d := 1; d <= s.back; d++ {
			row[d*most+run] = stay*after[(d+1)*most+longer] + closes*own + change*(s.other[d]+newStream)*other
		}
		if s.old {
			row[reachAhead*most+run] = own + newStream*other
		}
	}
}

// joints weighs the ways on from a line: all, those in which the next continues
// it, and those in which it continues the line so far before it.
func (w way) joints(s *step, row, after []float64) (all, own float64, others [reachAhead]float64) {
	most := w.memory()
	fresh := 0. // those in which it begins a stream
	for run := range most {
		longer := min(run+1, most-1)
		change, begin := w.turns(s, run)
		on, over := s.next*after[longer], after[most]
		own += (1 - begin) * row[run] * on
		fresh += begin * row[run] * over
		for d := 1; d <= s.back; d++ {
			p := row[d*most+run]
			stay, turn := (1-change)*p*after[(d+1)*most+longer], change*p*over
			own += stay*s.next + closes*p*on
			fresh += newStream * (stay + turn)
			others[d] += turn * s.other[d]
		}
		if s.old {
			p := row[reachAhead*most+run]
			own += p * on
			fresh += newStream * p * over
		}
	}
	all = own + fresh
	for _, other := range others {
		all += other
	}
	return all, own, others
}
