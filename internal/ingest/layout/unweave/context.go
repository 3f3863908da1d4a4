package unweave

import "math"

// The features that a pair has besides its own among all other pairs.
const (
	gOdds      = features + iota // ln odds of the first forest
	gForward                     // ln of the chance among all continuations of the first
	gBackward                    // among all origins of the second
	gRival                       // ln of the best other continuation
	gRivalAt                     // lines from there to here
	gRivalFrom                   // ln of the best other origin
	gRivalFromAt
	gShiftBack // chance that the lines before both join likewise
	gShiftOn   // of the lines after both
	gInside    // chance that lines between both go on in between, a line
	gOver      // that they go on beyond the second
	gFromFront // that they continue a line before the first
	gBefore    // length of the line before the first, expected
	gBeforeRow // and the three together
	gAfter     // length of the line after the second, expected
	gAfterRow
	gBeforeApart // lines from it to the first
	gAfterApart
	gReverse // chance that the first continues the second
	gDirect  // chance that the first is continued by the next line of the file
	gDirectTo
	gSpare // chance that nothing among the near lines continues the first
	gSpareTo
	gStreams      // ln of the chance under two streams
	gStreamsRival // of the best other continuation under two streams
	contextual
)

type wide [contextual]float32

// context adds to the features of a pair how it stands among the others.
func (e *evidence) context(c *pairs, i, j int, v *wide) {
	var own vector
	e.vector(i, j, &own)
	copy(v[:], own[:])
	v[gForward], v[gBackward] = ln(c.forward.at(i, j)), ln(c.backward.at(i, j))
	v[gOdds] = v[gForward] + v[gBackward]
	v[gRival], v[gRivalAt] = rival(c.best[i], j)
	v[gRivalFrom], v[gRivalFromAt] = rival(c.origin[j], i)
	v[gShiftBack] = max(c.both.at(i-1, j-1), c.both.at(i-1, j-2), c.both.at(i-2, j-1))
	v[gShiftOn] = max(c.both.at(i+1, j+1), c.both.at(i+1, j+2), c.both.at(i+2, j+1))
	v[gInside], v[gOver], v[gFromFront] = e.crossing(c, i, j)
	v[gBefore], v[gBeforeApart] = e.expect(c.origin[i], i)
	v[gAfter], v[gAfterApart] = e.expect(c.best[j], j)
	v[gBeforeRow] = v[gBefore] + v[fShareSum]
	v[gAfterRow] = v[gAfter] + v[fShareSum]
	v[gReverse] = c.both.at(j, i)
	v[gDirect], v[gDirectTo] = c.both.at(i, i+1), c.both.at(j-1, j)
	v[gStreams], v[gStreamsRival] = ln(c.streams.at(i, j)), 0
	for _, l := range c.best[i] {
		if l.line != j {
			v[gStreamsRival] = max(v[gStreamsRival], c.streams.at(i, l.line))
		}
	}
	v[gSpare], v[gSpareTo] = spare(c.best[i]), spare(c.origin[j])
}

func ln(p float32) float32 { return float32(math.Log(float64(max(p, 1e-5)))) }

// rival is the best link but the one to a line.
func rival(links []link, line int) (best, apart float32) {
	for _, l := range links {
		if l.line != line {
			return ln(l.p), float32(l.line - line)
		}
	}
	return ln(0), 0
}

func spare(links []link) float32 {
	left := float32(1)
	for _, l := range links {
		left -= l.p
	}
	return left
}

// crossing tells, per line between two, how they are joined to what is between
// and around.
func (e *evidence) crossing(c *pairs, i, j int) (inside, over, front float32) {
	lo, hi := min(i, j), max(i, j)
	if hi-lo < 2 {
		return 0, 0, 0
	}
	for k := lo + 1; k < hi; k++ {
		for _, l := range c.best[k] {
			switch {
			case l.line > hi:
				over += l.p
			case l.line > lo && l.line < hi:
				inside += l.p
			}
		}
		for _, l := range c.origin[k] {
			if l.line < lo {
				front += l.p
			}
		}
	}
	n := float32(hi - lo - 1)
	return inside / n, over / n, front / n
}

// expect is the expected length of the linked line, and its distance where one is clearly the likeliest.
func (e *evidence) expect(links []link, from int) (share, apart float32) {
	for _, l := range links {
		share += l.p * float32(e.pieces[l.line].share)
	}
	if len(links) > 0 && links[0].p > .3 {
		apart = float32(links[0].line - from)
	}
	return share, apart
}

// shortlist calls visit with each pair that is worth a second look.
func (c *pairs) shortlist(visit func(i, j int)) {
	for i := range c.best {
		for _, l := range c.best[i] {
			visit(i, l.line)
		}
	}
	for j := range c.origin {
		for _, l := range c.origin[j] {
			if !has(c.best[l.line], j) {
				visit(l.line, j)
			}
		}
	}
}

func has(links []link, line int) bool {
	for _, l := range links {
		if l.line == line {
			return true
		}
	}
	return false
}

// second is the chances of the shortlist as the second forest sees them.
func second(e *evidence, c *pairs, f *forest) *pairs {
	odds := f.oddsOf(len(e.pieces), c.shortlist, func(i, j int, v *values) { e.context(c, i, j, (*wide)(v[:])) })
	return normalise(odds, c.streams)
}
