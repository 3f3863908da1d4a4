package segment

import (
	"regexp"
	"strings"

	"recto/internal/language"
)

// list is a place of the volume that names its papers: a contents list, or the
// rights page where each title stands with its © line.
type list struct {
	from, to int    // rows
	name     string // for people
	kind     listKind
	entries  []entry
	runes    []rune // folded text of all its titles
	grams    map[string]bool
}

type listKind int

const (
	contents listKind = iota
	rights
)

var (
	leader   = regexp.MustCompile(`(\.\s?){4,}|…{2,}|[·•]{4,}`)
	entryEnd = regexp.MustCompile(`(?:\pL.*[\s.…]|^)\d{1,3}$`)
	owner    = regexp.MustCompile(`(?i)^(?:©|\(c\)|copyright|[•®0e@])\s*©?\s*(?:19|20)\d\d\s+(.+)$`)
)

// findLists finds the lists that name the papers, in order.
func findLists(b *book) []list {
	var lists []list
	if l, ok := contentsList(b); ok {
		lists = append(lists, l)
	}
	return append(lists, rightsLists(b)...)
}

// contentsList finds the contents list by its heading, or by its leaders and
// page numbers near the beginning of the volume.
func contentsList(b *book) (list, bool) {
	for i := range min(len(b.rows), 400) {
		if !contentsHeading(b.rows[i].fold) && b.contents != i {
			continue
		}
		if to, n := listEnd(b, i+1); n >= 2 || to > i+1 {
			return newContents(b, i, pageEnd(b, to, 40)), true
		}
	}
	for i := range min(len(b.rows), 150) {
		if to, n := listEnd(b, i); n >= 3 && isEntry(b.rows[i].text) && climbing(b, i, to) {
			return newContents(b, listStart(b, i), to), true
		}
	}
	return list{}, false
}

// climbing reports whether the page numbers that end rows grow, as they do in a
// list that has no heading to tell it by, and that most rows are near one.
func climbing(b *book, from, to int) bool {
	n, up, last := 0, 0, -1
	for _, r := range b.rows[from:to] {
		if !isEntry(r.text) {
			continue
		}
		if k := lastNumber(r.text); k > 0 {
			n++
			if k >= last {
				up++
			}
			last = k
		}
	}
	return n >= 3 && up*5 >= n*4 && n*4 >= to-from
}

func contentsHeading(s string) bool {
	s = strings.TrimPrefix(s, "table of ")
	return near(s, "contents", 1) && s != "content" || near(s, "list of papers", 2) // a section may be on content
}

// near reports whether s is want but for a few letters.
func near(s, want string, edits int) bool {
	if d := len(s) - len(want); d > edits || d < -edits {
		return false
	}
	n := edits + 1
	if m := find([]rune(want), []rune(s)); m.similar > 0 {
		n = m.errors
	}
	if m := find([]rune(s), []rune(want)); m.similar > 0 {
		n = max(n, m.errors)
	}
	return n <= edits
}

// isEntry reports whether a line ends as entries of a contents list do.
func isEntry(s string) bool { return leader.MatchString(s) || entryEnd.MatchString(s) }

// listEnd follows a contents list from a row. It goes on while an entry ends
// within the next dozen rows, and to the end of the page if that is near.
func listEnd(b *book, from int) (to, entries int) {
	to = from
	for i := from; i < len(b.rows) && i <= to+12; i++ {
		if isEntry(b.rows[i].text) {
			to = i + 1
			entries++
		}
	}
	if to == from && from > 0 { // no page numbers were read: the rest of the page
		if end := pageEnd(b, from, 60); end > from {
			return end, 0
		}
		return min(from+20, len(b.rows)), 0
	}
	return pageEnd(b, to, 15), entries
}

// listStart goes back from the first row that ends like an entry to the first
// row of the same entry.
func listStart(b *book, i int) int {
	for n := 0; n < 2 && i > 0 && b.rows[i].place > 0 && !b.rows[i].line.Space; n++ {
		i--
	}
	return i
}

// pageEnd is the row after the last one of the page on which row from-1 stands,
// or from itself if that is more than limit rows away.
func pageEnd(b *book, from, limit int) int {
	if from == 0 {
		return 0
	}
	page := b.rows[from-1].page
	end := from
	for end < len(b.rows) && b.rows[end].page == page {
		end++
	}
	if end-from > limit || end == len(b.rows) {
		return from
	}
	return end
}

// rightsLists finds titles that stand before a line with © , a year and names.
func rightsLists(b *book) []list {
	var lists []list
	for i := 1; i < min(len(b.rows), 400); i++ {
		m := owner.FindStringSubmatch(b.rows[i].text)
		if m == nil || b.judge.Score(m[1]) < 1 {
			continue
		}
		from, to := i-1, i+1
		if to < len(b.rows) && titleShaped(b.rows[to].text) {
			to++
		}
		l := list{from: from, to: to, kind: rights, name: "the rights page"}
		lists = append(lists, newList(l, rightsEntries(b, l, m[1])))
	}
	return lists
}

func newContents(b *book, from, to int) list {
	l := list{from: from, to: to, kind: contents, name: "the contents list"}
	return newList(l, contentsEntries(b, l))
}

// newList reads the entries of a list, and joins their titles to one text.
func newList(l list, entries []entry) list {
	var texts []string
	at := 0
	for _, e := range entries {
		fold := language.Plain(e.title)
		n := len([]rune(fold))
		e.from, e.to = at, at+n
		at += n + 1
		l.entries = append(l.entries, e)
		texts = append(texts, fold)
	}
	all := strings.Join(texts, " ")
	l.runes, l.grams = []rune(all), grams(all)
	return l
}

// namedEntries is the number of entries of the contents list.
func namedEntries(lists []list) int {
	n := 0
	for _, l := range lists {
		if l.kind == contents {
			n += len(l.entries)
		}
	}
	return n
}

// inList reports whether a row is part of a list.
func inList(lists []list, i int) bool {
	for _, l := range lists {
		if i >= l.from && i < l.to {
			return true
		}
	}
	return false
}
