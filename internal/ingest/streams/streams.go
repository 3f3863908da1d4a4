// Package streams parts woven lines between the two pages that they come from:
// from how likely each line continues which other, and from what tells of single
// lines.
//
// Two pages are two streams of lines, each in the order of the source. Every line
// goes on with the stream of the line before it or with the other one. Each way to
// part the lines counts as much as the joints that it makes and what tells of each
// line by itself are likely; all ways are summed by the forward-backward method.
//
// The package moves no line, and does not know which of the streams is the left
// page: that is for its callers to tell.
package streams

// Line is a line of a scan that may hold two streams.
type Line struct {
	Origins []Origin // which it may continue; of one named twice the greater chance counts
	Second  float64  // chance that it is of the second stream, by itself; one half where nothing tells
}

// Origin is a line that another may continue.
type Origin struct {
	Line   int // its index, in the order of the source
	Chance float64
}

// reach is how many lines back the other stream's last line is looked for.
const reach = 48

// A state is a stream, and how many lines before this one the other stream's last
// line stands, from 1 to reach; alone is that there is none so near.
const (
	alone  = 0
	states = reach + 1
)

// lost is what it counts for that a line continues another of which nothing says
// so, against a joint that is certain: words at the edges are lost, and good
// joints with them. Where there is no line to go on from, it is half as much.
const lost = .1

// lattice is for each line and state the share of all ways to part the lines.
type lattice [][2 * states]float64

// Second are for each line, in the order of the source, the chance that it is of
// the second stream. Where no line tells of itself, the streams cannot be told
// apart, and all are one half.
func Second(lines []Line) []float64 {
	out := make([]float64, len(lines))
	if len(lines) == 0 {
		return out
	}
	forward, backward := forward(lines), backward(lines)
	for t := range lines {
		var of [2]float64
		for k, v := range forward[t] {
			of[k/states] += v * backward[t][k]
		}
		if sum := of[0] + of[1]; sum > 0 {
			out[t] = of[1] / sum
		}
	}
	return out
}

func forward(lines []Line) lattice {
	l := make(lattice, len(lines))
	for s := range 2 {
		l[0][s*states+alone] = lines[0].of(s)
	}
	for t := range len(lines) - 1 {
		steps(lines, t, func(from, to int, weight float64) { l[t+1][to] += l[t][from] * weight })
		scale(&l[t+1])
	}
	return l
}

func backward(lines []Line) lattice {
	l := make(lattice, len(lines))
	last := len(lines) - 1
	for k := range l[last] {
		l[last][k] = 1
	}
	for t := last - 1; t >= 0; t-- {
		steps(lines, t, func(from, to int, weight float64) { l[t][from] += l[t+1][to] * weight })
		scale(&l[t])
	}
	return l
}

// steps calls visit with every way to go on from line t to the next: in the same
// stream, or in the other one.
func steps(lines []Line, t int, visit func(from, to int, weight float64)) {
	next := &lines[t+1]
	on := next.after(t)
	for s := range 2 {
		own, other := next.of(s), next.of(1-s)
		for back := range min(states, t+2) {
			from := s*states + back
			further := alone
			if back > 0 && back < reach {
				further = back + 1
			}
			visit(from, s*states+further, on*own)
			change := lost / 2
			if back > 0 {
				change = next.after(t - back)
			}
			visit(from, (1-s)*states+1, change*other)
		}
	}
}

// of is the chance that the line is of a stream, by itself.
func (l *Line) of(stream int) float64 {
	if stream == 0 {
		return 1 - l.Second
	}
	return l.Second
}

// after is what it counts for that the line comes after another in its stream.
func (l *Line) after(line int) float64 {
	chance := 0.
	for _, o := range l.Origins {
		if o.Line == line {
			chance = max(chance, o.Chance)
		}
	}
	return chance + lost
}

// scale makes a row sum to one, so that none vanishes.
func scale(row *[2 * states]float64) {
	sum := 0.
	for _, v := range row {
		sum += v
	}
	if sum == 0 {
		return
	}
	for k := range row {
		row[k] /= sum
	}
}
