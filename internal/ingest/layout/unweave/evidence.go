package unweave

import "math"

// Lines that may continue one another stand no further apart.
const (
	reachBack  = 12
	reachAhead = 32
)

// around is how many lines before and after tell how lines meet about here.
const around = 16

// shortLine is the share of a full line of print under which a line is short.
const shortLine = .8

// habits are distances between lines that continue one another.
const habits = 8

// evidence is what is known of all lines of a text before any is joined.
type evidence struct {
	*reader
	pieces []piece
	met    grid                  // plain evidence of all pairs
	touch  []touch               // of each pair, by the cells of met
	taken  grid                  // chance of each joint if the lines are two streams
	plain  [][habits + 1]float32 // plain evidence of each line and the next ones
	habit  [][habits + 1]float32 // its mean about here
	cut    []float32
	blank  []float32
	swap   []float32
	swaps  []float32
	since  []int
	on     []float32 // ln of the sum of how well each line meets those near it
	from   []float32
	until  []int
}

// bare is the evidence of the lines and their words alone.
func bare(r *reader, pieces []piece) *evidence {
	width := printWidth(pieces)
	for i := range pieces {
		pieces[i].share = min(float64(pieces[i].chars)/width, 2)
	}
	e := &evidence{reader: r, pieces: pieces}
	e.touch = e.touching()
	return e
}

// newEvidence surveys lines; words is what tells how the words of two meet.
func newEvidence(r *reader, pieces []piece, words *forest) *evidence {
	n := len(pieces)
	e := bare(r, pieces)
	e.plain, e.habit = make([][habits + 1]float32, n), make([][habits + 1]float32, n)
	e.rivals()
	e.met = e.meetings(words)
	e.cut, e.blank = make([]float32, n), make([]float32, n)
	e.since, e.until = make([]int, n), make([]int, n)
	for i := range pieces {
		for d := 1; d <= habits && i+d < n; d++ {
			e.plain[i][d] = e.met.at(i, i+d)
		}
		if i > 0 && pieces[i].scan == pieces[i-1].scan {
			e.since[i] = e.since[i-1] + 1
		}
	}
	for i := n - 2; i >= 0; i-- {
		if pieces[i].scan == pieces[i+1].scan {
			e.until[i] = e.until[i+1] + 1
		}
	}
	e.swap, e.swaps = make([]float32, n), make([]float32, n)
	for i := range n - 1 {
		e.swap[i] = e.swapping(i)
	}
	e.survey()
	e.taken = e.streams()
	return e
}

// rivals sums how well each line meets the lines near it, on either side.
func (e *evidence) rivals() {
	const back, ahead = 6, 14
	n := len(e.pieces)
	on, from := make([]float64, n), make([]float64, n)
	for i := range n {
		for k := max(i-back, 0); k < min(i+ahead+1, n); k++ {
			if k != i {
				met := math.Exp(float64(e.touch[cell(i, k)].meet))
				on[i] += met
				from[k] += met
			}
		}
	}
	e.on, e.from = make([]float32, n), make([]float32, n)
	for i := range n {
		e.on[i], e.from[i] = float32(math.Log(max(on[i], 1e-6))), float32(math.Log(max(from[i], 1e-6)))
	}
}

// swapping is the gain in plain evidence if line i and the next change places.
func (e *evidence) swapping(i int) float32 {
	gain := e.met.at(i+1, i) - e.plain[i][1]
	if i > 0 {
		gain += e.plain[i-1][2] - e.plain[i-1][1]
	}
	if i+2 < len(e.pieces) {
		gain += e.plain[i][2] - e.plain[i+1][1]
	}
	return gain
}

// mostBlock is how many lines of a scan are looked at together; a scan with more
// is no scan of printed pages, and takes no longer for that.
const mostBlock = 300

// blocks are the lines of each scan, from the first up to, not including, the last.
func (e *evidence) blocks(yield func(from, to int) bool) {
	for from, n := 0, len(e.pieces); from < n; {
		to := min(from+1+e.until[from], from+mostBlock)
		if !yield(from, to) {
			return
		}
		from = to
	}
}

// survey averages over the lines about each line.
func (e *evidence) survey() {
	n := len(e.pieces)
	for i := range e.pieces {
		lo, hi := max(0, i-around), min(n, i+around+1)
		size := float32(hi - lo)
		for k := lo; k < hi; k++ {
			for d := 1; d <= habits; d++ {
				e.habit[i][d] += e.plain[k][d] / size
			}
			e.swaps[i] += max(e.swap[k], 0) / size
			if e.pieces[k].share < shortLine {
				e.cut[i] += 1 / size
			}
			if e.pieces[k].space {
				e.blank[i] += 1 / size
			}
		}
		for d := 1; d <= habits; d++ {
			e.habit[i][0] += e.habit[i][d] / habits
		}
	}
}
