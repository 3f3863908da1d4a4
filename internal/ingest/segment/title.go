package segment

import (
	"cmp"
	"slices"
	"strings"

	"recto/internal/cores"
	"recto/internal/language/names"
)

// candidate is a run of rows that may be the title of a paper.
type candidate struct {
	start, end int // rows
	page       int
	text       string
	score      float64
	evidence   []string
	listed     bool
	list       int // which list names it
	place      int // where in that list, in runes
	until      int
}

const (
	threshold = 4.0 // a candidate below it is not a title
	longest   = 7   // rows of a title
	apart     = 12  // rows between one title and the next
	large     = 1.4 // size of type, relative to the body, that headings rarely have
)

// findTitles finds the titles of the papers, in order.
func findTitles(b *book, lists []list) []candidate {
	at := make([]candidate, len(b.rows))
	cores.Share(len(b.rows), func() func(int) {
		return func(i int) {
			if !inList(lists, i) && !beforeContents(b, lists, i) {
				at[i] = bestAt(b, lists, i)
			}
		}
	})
	found := slices.DeleteFunc(at, func(c candidate) bool { return c.score < threshold-1 })
	if tally(found) >= 3 {
		found = doubtUnlisted(b, found)
	}
	if b.sized {
		doubtSmaller(b, found)
	}
	found = slices.DeleteFunc(found, func(c candidate) bool { return c.score < threshold })
	found = strongest(b, found)
	return inListOrder(found)
}

// beforeContents reports whether a row stands before a contents list that
// opens the volume, as its title page does.
func beforeContents(b *book, lists []list, i int) bool {
	return len(lists) > 0 && lists[0].kind == contents && i < lists[0].from && lists[0].from < len(b.rows)/4
}

// bestAt weighs the ways in which a title could begin on a row.
func bestAt(b *book, lists []list, i int) (best candidate) {
	for _, end := range ends(b, lists, i) {
		if c := weigh(b, lists, i, end); c.score > best.score {
			best = c
		}
	}
	return best
}

// ends are the rows on which a title that begins on row i may end.
func ends(b *book, lists []list, i int) []int {
	r := b.rows[i]
	if len(r.fold) < 4 || wordless(r.text) || sectionWord(r.fold) || !names.Capital(r.text) && r.line.Size < large && !listedWords(lists, r) {
		return nil
	}
	var out []int
	if r.line.Size >= 1.1 && startsRun(b, i) {
		out = append(out, runEnd(b, i))
	}
	if r.line.Size >= large && !startsRun(b, i) {
		return nil // the middle of a title
	}
	if r.line.Size >= large {
		return out
	}
	if listedWords(lists, r) {
		for n := 1; n <= longest && sameFlow(b, i, i+n-1); n++ {
			out = append(out, i+n)
		}
	}
	if len(out) == 0 && (shouted(r.text) || r.place <= 1 || r.line.Space || r.line.Center) && titleShaped(r.text) {
		out = append(out, i+1)
		if i+1 < len(b.rows) && sameFlow(b, i, i+1) && titleShaped(b.rows[i+1].text) && b.rows[i+1].names == 0 {
			out = append(out, i+2)
		}
	}
	return out
}

// listedWords reports whether a row shares much of its wording with a list.
func listedWords(lists []list, r row) bool {
	folded, floor := r.fold, 0.4
	if shouted(r.text) {
		if r.place <= 2 && len(folded) >= 12 {
			return len(lists) > 0 // read too badly to be told by runs of letters
		}
		floor = 0.15
	}
	for _, l := range lists {
		if len(folded) >= 8 && share(folded, l.grams) >= floor {
			return true
		}
	}
	return false
}

// sameFlow reports whether row j may belong to a title that begins on row i.
func sameFlow(b *book, i, j int) bool {
	return j < len(b.rows) && b.rows[j].page == b.rows[i].page && (i == j || b.rows[j].names < 2 || b.rows[j].line.Size >= 1.2)
}

// startsRun reports whether the row before is of another size or page.
func startsRun(b *book, i int) bool {
	k := i - 1
	for k > 0 && i-k < 4 && speck(b.rows[k]) {
		k--
	}
	if k < 0 || b.rows[k].page != b.rows[i].page && b.rows[i].line.Size < large {
		return true
	}
	return !alike(b.rows[k].line.Size, b.rows[i].line.Size)
}

// speck reports whether a row is too little to be part of a title.
func speck(r row) bool { return len(r.fold) <= 4 && r.line.Size < large }

// runEnd is the row after the last one of about the same size.
func runEnd(b *book, i int) int {
	end := i + 1
	for k := end; k < len(b.rows) && k-end < 4 && k-i < 2*longest; k++ {
		r := b.rows[k]
		switch {
		case r.page != b.rows[i].page && r.line.Size < large && !speck(r):
			return end
		case alike(b.rows[i].line.Size, r.line.Size) && (!r.seat && r.names < 2 || r.line.Size >= large):
			end = k + 1
		case !speck(r):
			return end
		}
	}
	return end
}

// alike reports whether two lines are set in the same size, as far as scans
// tell; large sizes are measured less well.
func alike(a, b float64) bool {
	tolerance := 1.13
	if min(a, b) >= 1.3 {
		tolerance = 1.25
	}
	return a > 0 && b > 0 && a/b < tolerance && b/a < tolerance
}

// doubtUnlisted lowers those that a good list should have named.
func doubtUnlisted(b *book, found []candidate) []candidate {
	for i := range found {
		if !found[i].listed && b.rows[found[i].start].line.Size < 1.3 {
			found[i].score -= 1.5
		}
	}
	return found
}

// doubtSmaller lowers those that are set clearly smaller than the best of them,
// as headings are.
func doubtSmaller(b *book, found []candidate) {
	var sizes []float64
	for _, c := range found {
		if c.score >= threshold+1.5 {
			sizes = append(sizes, b.rows[c.start].line.Size)
		}
	}
	if len(sizes) == 0 {
		return
	}
	slices.Sort(sizes)
	usual := sizes[len(sizes)/2]
	for i := range found {
		if b.rows[found[i].start].line.Size < 0.87*usual {
			found[i].score -= 2
		}
	}
}

// tally is the number of well-supported candidates that the contents list names.
func tally(found []candidate) int {
	n := 0
	for _, c := range found {
		if c.listed && c.list == 0 && c.score >= threshold+1 {
			n++
		}
	}
	return n
}

// strongest keeps, of candidates close together or named by the same place of
// a list, the one with most evidence; the earlier one if they are equal. Where
// lines of two pages may be woven, a page has one title at most.
func strongest(b *book, found []candidate) []candidate {
	byScore := slices.Clone(found)
	slices.SortStableFunc(byScore, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var kept []candidate
	for _, c := range byScore {
		if !slices.ContainsFunc(kept, func(k candidate) bool {
			return rivals(c, k, b.sized) || !b.sized && b.rows[c.start].page == b.rows[k.start].page
		}) {
			kept = append(kept, c)
		}
	}
	slices.SortFunc(kept, func(a, b candidate) int { return cmp.Compare(a.start, b.start) })
	return kept
}

func rivals(a, b candidate, sized bool) bool {
	gap := apart
	if a.listed && b.listed && a.list == b.list {
		if min(a.until, b.until)-max(a.place, b.place) > 8 {
			return true
		}
		if sized || a.page != b.page {
			gap = 2 // the list tells them apart
		}
	}
	return a.start < b.end+gap && b.start < a.end+gap
}

// inListOrder drops the weakest of the candidates that stand in another order
// than their list has them.
func inListOrder(found []candidate) []candidate {
	for {
		worst, wrong := -1, 0
		for i, c := range found {
			n := 0
			for j, d := range found {
				if c.listed && d.listed && c.list == d.list && c.list == 0 && (i < j) != (c.place < d.place) && i != j {
					n++
				}
			}
			if n > wrong || n == wrong && n > 0 && c.score < found[worst].score {
				worst, wrong = i, n
			}
		}
		if worst < 0 {
			return found
		}
		found = slices.Delete(found, worst, worst+1)
	}
}

// text joins rows into one title.
func (b *book) text(from, to int) string {
	var parts []string
	for _, r := range b.rows[from:to] {
		if !b.sized || !speck(r) {
			parts = append(parts, r.text)
		}
	}
	return strings.Join(parts, " ")
}

// folded joins rows into one folded text.
func (b *book) folded(from, to int) string {
	var parts []string
	for _, r := range b.rows[from:to] {
		parts = append(parts, r.fold)
	}
	return strings.Join(parts, " ")
}
