package layout

import (
	"math"
	"strings"
)

// setSpaces marks the rows that more white stands before than between the lines
// of a paragraph. How much more is learnt from all leaves: in each the usual
// step from line to line wavers by what the boxes are off, and a step counts as
// wide where it lies clearly outside of that.
func setSpaces(leaves []leaf) {
	var all []float64
	steps := make([][]float64, len(leaves))
	for i, l := range leaves {
		steps[i] = relativeSteps(l.rows, l.height)
		for _, s := range steps[i] {
			if s > 0.5 && s < 1.5 {
				all = append(all, s)
			}
		}
	}
	limit := wideStep(all)
	for i, l := range leaves {
		for j, s := range steps[i] {
			l.rows[j].space = s > limit
		}
	}
}

const (
	leastWide = 1.12 // no step below this is wide, however even the lines are
	mostWide  = 1.35 // every step above this is
	enoughFor = 40   // steps from which their wavering is measured
)

// wideStep is the step, in usual steps, above which white was left on purpose.
// The wavering is measured below the usual step alone, where no white adds to it.
func wideStep(steps []float64) float64 {
	if len(steps) < enoughFor {
		return mostWide
	}
	usual := median(steps)
	waver := usual - quantile(steps, 0.08) // 1.4 standard deviations
	return min(mostWide, max(leastWide, usual+3*waver))
}

// relativeSteps are the distances of the rows from those before them in the
// same column, in usual distances thereabouts; 0 where there is none before.
func relativeSteps(rows []row, height float64) []float64 {
	steps := make([]float64, len(rows))
	lanes := map[string][]int{}
	last := -1
	for i, r := range rows {
		if alphanumerics(r.raw()) < 2 {
			continue // a speck, which stands anywhere
		}
		if last >= 0 && rows[last].lane == r.lane {
			steps[i] = step(rows[last], r)
			lanes[r.lane] = append(lanes[r.lane], i)
		}
		last = i
	}
	usual := make([]float64, len(rows))
	for _, members := range lanes {
		lead := leadOf(steps, members, height)
		for n, i := range members {
			from, to := max(0, n-8), min(len(members), n+9)
			usual[i] = min(1.05*lead, max(0.6*lead, leadOf(steps, members[from:to], height)))
		}
	}
	for i := range steps {
		if usual[i] > 0 {
			steps[i] /= usual[i]
		}
	}
	return steps
}

// leadOf is the usual step of some rows: one of the lesser ones, since white
// between paragraphs can make every other step a wide one.
func leadOf(steps []float64, members []int, height float64) float64 {
	var vs []float64
	for _, i := range members {
		if steps[i] > 0.6*height && steps[i] < 4*height {
			vs = append(vs, steps[i])
		}
	}
	if len(vs) == 0 {
		return 2 * height
	}
	return quantile(vs, 0.4)
}

// step is how far the feet of a row's words stand below those of the words of
// the row before that are nearest to them sideways, so that neither a bend of
// the paper nor the length of the rows tells.
func step(before, r row) float64 {
	ds := make([]float64, 0, len(r.items))
	for _, it := range r.items {
		ds = append(ds, foot(it)-foot(nearestTo(it.center(), before.items)))
	}
	return median(ds)
}

func nearestTo(x float64, items []item) item {
	best := items[0]
	for _, it := range items[1:] {
		if math.Abs(it.center()-x) < math.Abs(best.center()-x) {
			best = it
		}
	}
	return best
}

// foot is about where the line stands on which a word is set: boxes that are
// drawn tightly reach lower where a letter does.
func foot(it item) float64 {
	if strings.ContainsAny(it.word.Raw, "gjpqyQ,;()[]{}|@$§") {
		return it.y2 - 0.22*it.height()
	}
	return it.y2
}
