package recognize

import (
	"context"
	"math"
	"slices"
)

// Which scans that bring words of their own are read afresh.
const (
	trialScans = 6    // of a source, evenly spread, that are always read
	worthwhile = 0.01 // share of the trial's words that must be gained for all scans to be read
	poorCount  = 2. / 3
	poorShare  = 2    // deviations; below them, and below this part of the median, a scan is unlike the others
	leastShare = 0.02 // what a deviation counts at least
)

// readAgain exchanges the words of scans for a fresh reading that is better,
// each scan judged alone. A trial on a few scans of the source decides whether
// all are read. If not, those whose own words are poorer than the others' are
// still read, and then the neighbours of every scan that was exchanged, since
// bad scans come in runs.
func (w *work) readAgain(ctx context.Context) {
	layered := w.layered()
	w.report.Add("recognize.scans-with-layer", len(layered))
	left := layered
	read := func(indexes []int) (better []int, sum verdict) {
		left = slices.DeleteFunc(slices.Clone(left), func(i int) bool { return slices.Contains(indexes, i) })
		return w.exchange(indexes, w.readAll(ctx, indexes))
	}
	better, sum := read(spread(layered, trialScans))
	if sum.clear() && sum.gain > worthwhile*float64(sum.words) {
		read(left)
		return
	}
	for next := union(w.poor(layered), beside(layered, better)); ; next = beside(layered, better) {
		next = slices.DeleteFunc(next, func(i int) bool { return !slices.Contains(left, i) })
		if len(next) == 0 {
			return
		}
		better, _ = read(next)
	}
}

// layered are the indexes of the scans whose words are somebody's OCR.
func (w *work) layered() []int {
	var out []int
	for i, s := range w.scans {
		if i < len(w.src.Images) && w.src.Images[i] && len(s.Words) > 0 && s.Problem == "" && len(w.src.Scans[i].Words) > 0 {
			out = append(out, i)
		}
	}
	return out
}

// exchange takes each fresh reading that is better. It gives the indexes of
// these scans and the verdict on all.
func (w *work) exchange(indexes []int, fresh map[int]attempt) (better []int, sum verdict) {
	for _, i := range indexes {
		a, ok := fresh[i]
		if !ok || a.err != nil {
			continue
		}
		v := judge(w.scans[i].Words, a.Words, w.Model)
		sum = sum.and(v)
		if !v.clear() {
			w.report.Add("recognize.layers-kept", 1)
			continue
		}
		w.report.Add("recognize.layers-replaced", 1)
		w.report.Add("recognize.words-replaced", len(w.scans[i].Words))
		w.set(i, a.found)
		better = append(better, i)
	}
	return better, sum
}

// poor are the scans of the source whose own words are fewer than the others'
// or more of them unknown. A scan with little text may be among them, which
// costs only time.
func (w *work) poor(layered []int) []int {
	counts, shares := make([]float64, len(layered)), make([]float64, len(layered))
	for n, i := range layered {
		t := take(w.src.Scans[i].Words, w.Model)
		counts[n], shares[n] = float64(t.known), t.share()
	}
	middle := median(shares)
	deviations := make([]float64, len(shares))
	for n, s := range shares {
		deviations[n] = math.Abs(s - middle)
	}
	fewest := poorCount * median(counts)
	least := middle - poorShare*max(leastShare, median(deviations)*1.4826) // as of a normal distribution
	var out []int
	for n, i := range layered {
		if counts[n] < fewest || shares[n] < least {
			out = append(out, i)
		}
	}
	return out
}

// median of nothing is 0.
func median(vs []float64) float64 {
	if len(vs) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(vs))[len(vs)/2]
}

// spread takes up to n of the indexes, evenly.
func spread(indexes []int, n int) []int {
	var out []int
	step := max(1, len(indexes)/n)
	for i := step / 2; i < len(indexes) && len(out) < n; i += step {
		out = append(out, indexes[i])
	}
	return out
}

// beside are the neighbours of some of all indexes.
func beside(all, some []int) []int {
	var out []int
	for n, i := range all {
		if n > 0 && slices.Contains(some, all[n-1]) || n+1 < len(all) && slices.Contains(some, all[n+1]) {
			out = append(out, i)
		}
	}
	return out
}

func union(a, b []int) []int {
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(a, b))))
}
