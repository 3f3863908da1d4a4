package unweave

import (
	"math"
	"slices"

	"recto/internal/cores"
)

// sharpened is what plain evidence counts for among all that two streams are made of.
const sharpened = 1.2

// opens is how often a second stream begins where there is one, and closes how
// often one of two ends, more often towards the end of the scan; newStream is
// what it counts for that a stream begins anew, against going on, and unlikely the
// least odds of a pair.
const (
	opens     = .02
	closes    = .02
	newStream = .02
	unlikely  = .003
)

// lattice holds, for line i and state, the share of all ways to go on to i. A
// state is what a way remembers, and how many lines before i the other stream
// ends, 0 where there is no other: age states for each memory.
type lattice [][]float64

// ages is how many states there are for what a way remembers.
const ages = reachAhead + 1

// lay gives rows of a lattice, all 0, in room that is used again.
func (w *way) lay(n int, room *[]float64) lattice {
	width := ages * w.memory()
	if cap(*room) < n*width {
		*room = make([]float64, n*width)
	}
	flat := (*room)[:n*width]
	clear(flat)
	return slices.Collect(slices.Chunk(flat, width))
}

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
		var room [2][]float64
		return func(b int) {
			from, to := blocks[b][0], blocks[b][1]
			first, steps := e.pieces[from].share, stepsOf(e, odds, from, to)
			for k, share := range shares(first, steps, &room[0]) {
				if share > 1e-3 {
					ways[k].count(first, steps, share, &room, out)
				}
			}
		}
	})
	return out
}

// shares are the chances of the ways in which a scan may hold its pages; first is
// the share of a full line that its first line has.
func shares(first float64, steps []step, room *[]float64) []float64 {
	lns := make([]float64, len(ways))
	for k := range ways {
		lns[k] = ways[k].likelihood(first, steps, room) + math.Log(ways[k].prior)
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
// two streams; share is the length of the first.
func (w *way) likelihood(share float64, steps []step, room *[]float64) float64 {
	ln, rows := 0., w.lay(2, room)
	row, next := rows[0], rows[1]
	row[w.first(share)*ages] = 1
	for i := range steps {
		w.forward(&steps[i], row, next)
		if i%evened == 0 || i == len(steps)-1 {
			ln += math.Log(scale(next, i+1))
		}
		row, next = next, row
	}
	return ln
}

// read sums over all ways to part the lines of a scan between two streams, from
// its beginning and from its end, up to a factor of each line.
func (w *way) read(share float64, steps []step, room *[2][]float64) (forward, backward lattice) {
	last := len(steps)
	forward, backward = w.lay(last+1, &room[0]), w.lay(last+1, &room[1])
	forward[0][w.first(share)*ages] = 1
	for i := range steps {
		w.forward(&steps[i], forward[i], forward[i+1])
		if i%evened == 0 {
			scale(forward[i+1], i+1)
		}
	}
	for state := range backward[last] {
		backward[last][state] = 1
	}
	for i := last - 1; i >= 0; i-- {
		w.backward(&steps[i], backward[i+1], backward[i])
		if i%evened == 0 {
			scale(backward[i], i)
		}
	}
	return forward, backward
}

// scale makes the states of line i of a scan sum to one, and gives what they did.
func scale(row []float64, i int) float64 {
	sum, oldest := 0., min(i, reachAhead)
	for d := range oldest + 1 {
		for at := d; at < len(row); at += ages {
			sum += row[at]
		}
	}
	for ; len(row) > 0; row = row[ages:] {
		for d := range row[:oldest+1] {
			row[d] /= sum
		}
	}
	return sum
}

// count adds what a way says of each joint of a scan.
func (w *way) count(first float64, steps []step, share float64, room *[2][]float64, out grid) {
	forward, backward := w.read(first, steps, room)
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
	share float64             // length of the next
	ends  float64             // how often one of two streams ends here
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
		p := &e.pieces[from+i+1]
		s.at, s.blank, s.share = from+i, p.space, p.share
		// Of two pages one ends a few lines before the other.
		s.ends = max(closes, .5/float64(len(steps)-i))
		s.back, s.old = min(i, reachAhead-1), i >= reachAhead
		s.next = max(float64(odds.at(s.at, s.at+1)), unlikely)
		for d := 1; d <= s.back; d++ {
			s.other[d] = max(float64(odds.at(s.at-d, s.at+1)), unlikely)
		}
	}
	return steps
}

// forward takes a row of the lattice on to the next line.
func (w *way) forward(s *step, row, next []float64) {
	clear(next)
	on := s.next + newStream
	for known := range w.memory() {
		m := w.moves(s, known)
		here, other := row[known*ages:][:ages], s.other[1:][:s.back]
		alone, second, stay, anew := (1-m.begin)*here[0], m.begin*here[0], m.stay*on, m.anew*on
		stays, begins := next[m.stayTo*ages+2:][:s.back], next[m.anewTo*ages+2:][:s.back]
		for d, p := range here[1:][:s.back] {
			alone += s.ends * p
			second += m.turn * (other[d] + newStream) * p
			stays[d] += stay * p
			if anew > 0 {
				begins[d] += anew * p
			}
		}
		if s.old { // the other is too old to go on
			alone += here[reachAhead]
			second += newStream * here[reachAhead]
		}
		anew = m.anew / (m.stay + m.anew)
		next[m.stayTo*ages] += (1 - anew) * alone * s.next
		next[m.anewTo*ages] += anew * alone * s.next
		next[m.turnTo*ages+1] += second
	}
}

// backward takes a row of the lattice back to the line before.
func (w *way) backward(s *step, after, row []float64) {
	on := s.next + newStream
	for known := range w.memory() {
		m := w.moves(s, known)
		here, other := row[known*ages:][:ages], s.other[1:][:s.back]
		stays, begins := after[m.stayTo*ages+2:][:s.back], after[m.anewTo*ages+2:][:s.back]
		alone, second := s.next*m.alone(after), after[m.turnTo*ages+1]
		here[0] = (1-m.begin)*alone + m.begin*second
		for d := range stays {
			here[d+1] = on*(m.stay*stays[d]+m.anew*begins[d]) + s.ends*alone + m.turn*(other[d]+newStream)*second
		}
		if s.old {
			here[reachAhead] = alone + newStream*second
		}
	}
}

// alone is what a row has in store where only one stream goes on.
func (m moves) alone(after []float64) float64 {
	return (m.stay*after[m.stayTo*ages] + m.anew*after[m.anewTo*ages]) / (m.stay + m.anew)
}

// joints weighs the ways on from a line: all, those in which the next continues
// it, and those in which it continues the line so far before it.
func (w *way) joints(s *step, row, after []float64) (all, own float64, others [reachAhead]float64) {
	fresh := 0. // those in which it begins a stream
	for known := range w.memory() {
		m := w.moves(s, known)
		here, other := row[known*ages:][:ages], s.other[1:][:s.back]
		stays, begins := after[m.stayTo*ages+2:][:s.back], after[m.anewTo*ages+2:][:s.back]
		on, over := s.next*m.alone(after), after[m.turnTo*ages+1]
		own += (1 - m.begin) * here[0] * on
		fresh += m.begin * here[0] * over
		for d, p := range here[1:][:s.back] {
			stay, turn := (m.stay*stays[d]+m.anew*begins[d])*p, m.turn*p*over
			own += stay*s.next + s.ends*p*on
			fresh += newStream * (stay + turn)
			others[d+1] += turn * other[d]
		}
		if s.old {
			p := here[reachAhead]
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
