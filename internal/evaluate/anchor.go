package evaluate

import (
	"cmp"
	"slices"
	"sort"
	"strings"
)

// textDistance is the edit distance of two normal texts in letters and in
// words. Long texts are compared in segments between common cut points, within
// which the distance is exact: an upper bound, near exact for output in good order.
func textDistance(a, b string) (letters, wordwise int) {
	x, y := strings.Fields(a), strings.Fields(b)
	from := anchor{}
	for _, to := range cutPoints(x, y) {
		s, t := x[from.a:to.a], y[from.b:to.b]
		wordwise += distance(s, t)
		letters += distance([]rune(strings.Join(s, " ")), []rune(strings.Join(t, " ")))
		from = to
	}
	return letters, wordwise
}

// segment is the least length of a segment in words.
const segment = 1200

// cutPoints are places where both texts may be cut, the last at their ends: in
// the middle of five neighbouring common runs of five words that occur once in
// either text and lie equally far apart in both.
func cutPoints(a, b []string) []anchor {
	end := anchor{len(a), len(b)}
	if min(len(a), len(b)) < 2*segment {
		return []anchor{end}
	}
	x, y := intern(a, b)
	chain := increasing(common(once5(x), once5(y)))
	var cuts []anchor
	last := 0
	for i := 2; i < len(chain)-2; i++ {
		if c := chain[i]; c.a-last >= segment && len(a)-c.a > segment/3 && steady(chain[i-2:i+3]) {
			cuts = append(cuts, c)
			last = c.a
		}
	}
	return append(cuts, end)
}

// steady reports whether five anchors lie on one diagonal and within four words of the third.
func steady(run []anchor) bool {
	mid := run[2]
	for _, c := range run {
		if c.a-c.b != mid.a-mid.b || max(c.a-mid.a, mid.a-c.a) > 4 {
			return false
		}
	}
	return true
}

// anchor is a run of words that occurs once in each of two texts: where it
// begins in the one and in the other.
type anchor struct{ a, b int }

type (
	gram3 [3]string
	gram5 [5]int
)

// once5 and once3 are the runs of five and of three words that occur once, with their place.
func once5(seq []int) map[gram5]int {
	return once(len(seq)-4, func(i int) gram5 { return gram5(seq[i : i+5]) })
}

func once3(seq []string) map[gram3]int {
	return once(len(seq)-2, func(i int) gram3 { return gram3(seq[i : i+3]) })
}

func once[G comparable](n int, at func(int) G) map[G]int {
	places := make(map[G]int, max(n, 0))
	for i := range n {
		g := at(i)
		if _, seen := places[g]; seen {
			places[g] = -1
			continue
		}
		places[g] = i
	}
	for g, i := range places {
		if i < 0 {
			delete(places, g)
		}
	}
	return places
}

// common are the runs that occur once in both, by their place in the first.
func common[G comparable](a, b map[G]int) []anchor {
	var out []anchor
	for g, i := range a {
		if j, ok := b[g]; ok {
			out = append(out, anchor{i, j})
		}
	}
	slices.SortFunc(out, func(x, y anchor) int { return cmp.Compare(x.a, y.a) })
	return out
}

// increasing is a longest chain of anchors that are in the same order in both texts.
func increasing(anchors []anchor) []anchor {
	var ends []int // by length of chain: index of the anchor that ends it lowest
	before := make([]int, len(anchors))
	for i, c := range anchors {
		k := sort.Search(len(ends), func(k int) bool { return anchors[ends[k]].b >= c.b })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
			continue
		}
		ends[k] = i
	}
	chain := make([]anchor, len(ends))
	if len(ends) == 0 {
		return chain
	}
	for i, k := ends[len(ends)-1], len(chain)-1; i >= 0; i, k = before[i], k-1 {
		chain[k] = anchors[i]
	}
	return chain
}
