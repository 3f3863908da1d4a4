package unweave

// Two streams of lines run through woven text, each in the order of the file,
// and every line goes on with one of them or begins a new one. How often the
// stream changes is not known: a scan may hold its pages one after the other,
// line by line by turns, in runs, or with a blank line at most changes. So each
// way is tried, and counts as much as it makes the scan likely.

// way is a manner in which a scan holds the lines of two pages: how often the
// stream changes from one line to the next.
type way struct {
	blank, tight float64 // at a blank line, and elsewhere
	// runs, if there are any, say instead how often it changes after one line of
	// it, after two and so on; the last is for all that are longer.
	runs []float64
	// leads, if there are any, say instead how often it changes by how many lines
	// more of it than of the other there have been: first for leastLead, last for
	// all that are further ahead. The page that began counts as half a line
	// behind. Two pages that are read from their tops down in runs of any length
	// keep near one another.
	leads []float64
	// rows says that a row of print of one page, whole or in pieces, follows a row
	// of the other, so that the stream changes where a row is full.
	rows  bool
	prior float64
}

// leastLead is the least lead that matters, where the other stream is so far ahead.
const leastLead = -3

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
	// Runs of up to four lines, each put where it begins on its page.
	{leads: []float64{.01, .01, .01, .01, .33, .44, .62, .97}, prior: .04},
	{rows: true, prior: .04},
}

// A row of print is known by how full it is, in so many steps of such a share of
// a full line.
const (
	fills    = 7
	fillStep = .17
)

// How often the stream changes after a row of print, and within one.
const (
	turnsAfter  = .88
	turnsWithin = .05
)

// memory is how many lengths of runs, leads or fills matter.
func (w *way) memory() int {
	if w.rows {
		return fills
	}
	return max(1, len(w.runs), len(w.leads))
}

// first is what is remembered of the first line of a scan, which has such a share
// of a full line.
func (w *way) first(share float64) int {
	switch {
	case w.rows:
		return fillOf(share)
	case w.leads != nil:
		return 1 - leastLead
	}
	return 0
}

// moves is how often a stream goes on with the next line, in a new row where rows
// matter, and changes, and what is then remembered.
type moves struct {
	stay, anew, turn       float64
	stayTo, anewTo, turnTo int
	begin                  float64 // that a second stream begins where there is one
}

// moves are the moves from a line of which something is remembered.
func (w *way) moves(s *step, known int) moves {
	change := w.change(known, s.blank)
	m := moves{stay: 1 - change, turn: change, stayTo: min(known+1, w.memory()-1), turnTo: w.turned(known)}
	if w.rows {
		m = rowMoves(known, s.share)
	}
	m.begin = opens
	if s.back == 0 || s.back < len(w.runs) || s.back < len(w.leads)+leastLead-1 {
		m.begin = m.turn // at the end of a first run
	}
	return m
}

// turned is what is remembered after a line of the other stream.
func (w *way) turned(known int) int {
	if w.leads == nil {
		return 0
	}
	return min(max(2-2*leastLead-known, 0), w.memory()-1)
}

// change is how often the stream changes after a line, before a blank or not.
func (w *way) change(known int, blank bool) float64 {
	switch {
	case w.runs != nil:
		return w.runs[known]
	case w.leads != nil:
		return w.leads[known]
	case blank:
		return w.blank
	}
	return w.tight
}

// rowMoves are the moves after a row that is so full, to a line of such a share.
// What would not fit begins a new row, and so does what follows a row all but full.
func rowMoves(fill int, share float64) moves {
	full := (float64(fill) + .5) * fillStep
	on := .02
	if full+share < 1 {
		on = .95 * (1 - full*full*full)
	}
	own := fillOf(share)
	return moves{
		stay: on * (1 - turnsWithin), stayTo: fillOf(full + share),
		anew: (1 - on) * (1 - turnsAfter), anewTo: own,
		turn: on*turnsWithin + (1-on)*turnsAfter, turnTo: own,
	}
}

func fillOf(share float64) int { return min(int(share/fillStep), fills-1) }
