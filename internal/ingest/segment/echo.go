package segment

import (
	"slices"
	"strings"

	"recto/internal/language"
)

// gathered are the rows of a page that a title of plain text is made of: the
// rows that are it, and those close by with which it is more like the entry or
// the running heads that name it; lines of the page beside it stand between.
func (b *book) gathered(t candidate, lists []list, from, to int) []int {
	var rows []int
	for i := t.start; i < t.end; i++ {
		rows = append(rows, i)
	}
	named := b.witnesses(t, lists)
	score := b.likeness(rows, named)
	for i := max(from, t.start-titleReach); i < min(to, t.end+titleReach); i++ {
		r := b.rows[i]
		if i >= t.end && headLike(r) {
			break // names stand under the whole of a title
		}
		if i >= t.start && i < t.end || inList(lists, i) || r.names > 0 || r.led || shouted(r.text) != shouted(t.text) {
			continue
		}
		more := slices.Sorted(slices.Values(append(slices.Clone(rows), i)))
		if s := b.likeness(more, named); s >= score+leastGain {
			rows, score = more, s
		}
	}
	return rows
}

const (
	titleReach = 14 // rows that may stand between two rows of a title
	leastGain  = 6  // letters more that a row of a title has in common with what names it
)

// witnesses are the folded texts that name a title: the entry of the list, and
// the running heads of the next scans.
func (b *book) witnesses(t candidate, lists []list) [][]rune {
	var out [][]rune
	title := []rune(b.folded(t.start, t.end))
	if t.listed {
		if e := lists[t.list].entryOf(t); e != nil {
			out = append(out, []rune(language.Plain(e.title)))
			title = slices.Concat(title, []rune(" "), out[0])
		}
	}
	page := b.rows[t.start].page
	for p := page + 1; p < min(page+headReach+1, len(b.heads)); p++ {
		for _, h := range b.heads[p] {
			if len(h.sought.text) >= 12 && h.sought.similar(title) >= 0.6 {
				out = append(out, h.sought.text)
			}
		}
	}
	return out
}

// likeness is how many letters rows have in common with what they are most like,
// less those that differ.
func (b *book) likeness(rows []int, named [][]rune) int {
	var texts []string
	for _, i := range rows {
		texts = append(texts, b.rows[i].fold)
	}
	text := []rune(strings.Join(texts, " "))
	best := 0
	for _, n := range named {
		best = max(best, len(text)-2*find(text, n).errors)
	}
	return best
}
