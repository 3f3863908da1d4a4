package segment

import (
	"math"
	"regexp"
	"slices"
	"sort"
	"strings"

	"recto/internal/corpus"
	"recto/internal/ingest/streams"
	"recto/internal/language"
)

// The entries of a reference list stand in the order of the alphabet. Where the
// list fills both pages of a scan and their lines are woven, there are two runs of
// the alphabet, one after the other in print: the letter at which the second one
// begins tells of each entry which page it is of.

const (
	leastKeys  = 6   // entries of a scan that tell of the alphabet
	leastRun   = 3   // entries that two runs order and one does not
	keyLetters = 3   // of a name
	keySays    = 2.5 // how much the place in the alphabet speaks for a page
)

var entryStart = regexp.MustCompile(`^(\p{Lu}[\p{L}’'-]+),\s*\p{Lu}`)

// alphabetize puts the rows of scans whose two pages hold reference lists in the
// order of the alphabet: those of the first page, then those of the second.
func (b *book) alphabetize(titles []candidate, lists []list) {
	if b.sized {
		return
	}
	for from := 0; from < len(b.rows); {
		_, to := b.pageRows(b.rows[from].page)
		if b.twofold(to-from) && !taken(titles, lists, from, to) {
			turned(b.rows[from:to])
		}
		from = to
	}
}

// taken reports whether a title or a list stands among the rows.
func taken(titles []candidate, lists []list, from, to int) bool {
	return slices.ContainsFunc(titles, func(t candidate) bool { return t.start < to && t.end > from }) ||
		slices.ContainsFunc(lists, func(l list) bool { return l.from < to && l.to > from })
}

// turned parts the rows of a scan by the alphabet, if it has two runs of it.
func turned(rows []row) {
	var at []int // the rows that have keys, in the order of the source
	var keys []string
	_, place := streams.Of(linesOf(rows))
	for _, k := range place {
		if m := entryStart.FindStringSubmatch(rows[k].text); m != nil {
			key := strings.ReplaceAll(language.Plain(m[1]), " ", "")
			at, keys = append(at, k), append(keys, key[:min(len(key), keyLetters)])
		}
	}
	lean := make([]float64, len(rows))
	first, second := runs(keys)
	if second == nil {
		return
	}
	for _, k := range first {
		lean[at[k]] = -keySays
	}
	for _, k := range second {
		lean[at[k]] = keySays
	}
	var left, right []row
	for k, chance := range parted(rows, lean) {
		if chance < 0.5 {
			left = append(left, rows[k])
		} else {
			right = append(right, rows[k])
		}
	}
	from := rows[0].place
	relinked(rows, slices.Concat(left, right))
	for k := range rows {
		rows[k].place = from + k
	}
}

// runs are the keys of two runs of the alphabet, of which the second begins
// where the first ends, as indexes; nil where one run orders nearly as many, or
// two of keys in any order would be as long: 2√n is the length of the longest run
// of n (Logan and Shepp 1977).
func runs(keys []string) (first, second []int) {
	if len(keys) < leastKeys {
		return nil, nil
	}
	one, chance := len(rising(keys, func(string) bool { return true })), 2*math.Sqrt(float64(2*len(keys)))
	best := max(one+leastRun-1, int(chance))
	for _, letter := range slices.Compact(slices.Sorted(slices.Values(keys))) {
		a := rising(keys, func(k string) bool { return k < letter })
		b := rising(keys, func(k string) bool { return k >= letter })
		if len(a) >= leastRun && len(b) >= leastRun && len(a)+len(b) > best {
			best, first, second = len(a)+len(b), a, b
		}
	}
	return first, second
}

// rising is the longest run of the keys of a kind in which none falls, as
// indexes (patience sorting, Fredman 1975).
func rising(keys []string, of func(string) bool) []int {
	before := make([]int, len(keys))
	var ends []int // the least key that ends a run of each length
	for i, k := range keys {
		if !of(k) {
			continue
		}
		n := sort.Search(len(ends), func(n int) bool { return keys[ends[n]] > k })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		}
		ends[n] = i
	}
	if len(ends) == 0 {
		return nil
	}
	var out []int
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		out = append(out, i)
	}
	slices.Reverse(out)
	return out
}

// relinked puts rows in another order; what is said of a row and the one before it
// is what was said of the two when another stood between them.
func relinked(rows, order []row) {
	before := map[string]string{}
	for k := 1; k < len(rows); k++ {
		before[rows[k].line.ID()] = rows[k-1].line.ID()
	}
	for k := range order {
		l := &order[k].line
		if k == 0 || before[order[k].line.ID()] == order[k-1].line.ID() {
			continue
		}
		l.Joint = corpus.LeastCandidate
		for _, c := range l.Candidates {
			if c.Line == order[k-1].line.ID() {
				l.Joint = c.Probability
			}
		}
		l.Break = l.Joint < corpus.BreakBelow
	}
	copy(rows, order)
}
