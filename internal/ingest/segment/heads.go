package segment

import (
	"slices"
	"sort"
	"strings"

	"recto/internal/cores"
	"recto/internal/corpus"
	"recto/internal/language"
)

// In text without boxes layout tells running heads by their repetition alone. On
// the scan on which a paper begins, the head over the right-hand page may stand
// before the title on the left and be taken for it. The case that the heads of
// the next scans are set in tells one from the other.

const (
	headReach    = 4    // scans within which the heads of a paper come back
	headLetters  = 8    // fewer tell nothing
	headAlike    = 0.8  // likeness of what is left of a head to others
	headSupport  = 2    // scans that have the same head
	titleLetters = 18   // of a row that repeats a title
	headWords    = 12   // of a head at most
	titleAlike   = 0.55 // and of a title's first line to its head
)

// formed are the lines of pages of plain text with the roles that their heads
// leave them; the pages are not altered.
func formed(pages []corpus.Page) [][]corpus.Line {
	h := newHeadings(pages)
	out := make([][]corpus.Line, len(pages))
	for p, page := range pages {
		out[p] = page.Lines
		if !h.sized {
			out[p] = h.exchanged(p, page.Lines)
		}
	}
	return out
}

// headings are the running heads of a volume, by page.
type headings struct {
	pages [][]head
	sized bool
}

// head is a running head, or what is compared with one.
type head struct {
	text, fold string
	capitals   bool    // it is set in them
	sought     *sought // the folded text
	bare       *sought // the same without figures around it; nil for too few letters
}

func newHead(text string) head {
	h := foldedHead(text, language.Plain(text))
	if f := strings.Trim(h.fold, digits); len(f) >= headLetters {
		h.bare = newSought([]rune(f))
	}
	return h
}

func foldedHead(text, fold string) head {
	return head{text: text, fold: fold, capitals: shouted(text), sought: newSought([]rune(fold))}
}

func newHeadings(pages []corpus.Page) headings {
	h := headings{pages: make([][]head, len(pages))}
	sized, lines := 0, 0
	for p, page := range pages {
		for _, l := range page.Lines {
			if !l.Role.Forme() {
				lines++
				if l.Size > 0 {
					sized++
				}
			}
			if l.Role == corpus.RunningHead {
				h.pages[p] = append(h.pages[p], newHead(l.Raw()))
			}
		}
	}
	h.sized = sized*2 > lines
	return h
}

// has reports whether a page has a head like another, set in capitals or not as it is.
func (h headings) has(page int, like head) bool {
	n := len(like.sought.text)
	for _, o := range h.pages[page] {
		other := o.sought.text
		if o.capitals == like.capitals && len(other)+4 >= n && (n >= titleLetters || 2*n >= len(other)) && like.sought.similar(other) >= headAlike {
			return true
		}
	}
	return false
}

// exchanged gives the lines of a page their right roles where a title in small
// letters was taken for a running head because the head, in capitals as those of
// the next scans are, stands before it.
func (h headings) exchanged(page int, lines []corpus.Line) []corpus.Line {
	out := append([]corpus.Line(nil), lines...)
	for i, l := range lines {
		if l.Role != corpus.RunningHead || shouted(l.Raw()) {
			continue
		}
		title := newHead(l.Raw()).sought
		for j, o := range lines {
			if o.Role != corpus.Text || len(title.text) < headLetters || !shouted(o.Raw()) {
				continue
			}
			if like := newHead(o.Raw()); title.similar(like.sought.text) >= titleAlike && h.follows(page, like) {
				out[i].Role, out[j].Role = corpus.Text, corpus.RunningHead
				if len(l.Tokens) == 0 {
					out[i].Tokens = asRead(l)
				}
				break
			}
		}
	}
	return out
}

// follows reports whether one of the next scans has a head like another.
func (h headings) follows(page int, like head) bool {
	for p := page + 1; p < min(len(h.pages), page+headReach+1); p++ {
		if len(like.sought.text) >= headLetters && h.has(p, like) {
			return true
		}
	}
	return false
}

// asRead are tokens of the words as they stand.
func asRead(l corpus.Line) []corpus.Token {
	var out []corpus.Token
	for _, w := range l.Words {
		out = append(out, corpus.Token{Text: w.Raw, Words: []corpus.Word{w}, Page: l.Page})
	}
	return out
}

// unheaded takes the rows out that are running heads for all that layout could
// tell: like the heads of the scans around, set in the case that they are, and
// no row of a title. Where a paper begins, one head after it is enough. A row that
// a person spoke of stays.
func (b *book) unheaded(titles []candidate, lists []list, corrections []corpus.Correction) ([]candidate, []list) {
	if b.sized {
		return titles, lists
	}
	h, tops, opens := newHeadings(b.pages), newTops(b.pages), map[int]bool{}
	keep := b.spokenOf(corrections)
	for _, t := range titles {
		opens[t.page] = true
		for i := t.start; i < t.end; i++ {
			keep[i] = true
		}
	}
	called := b.called(titles, lists)
	head := make([]bool, len(b.rows))
	cores.Share(len(b.rows), func() func(int) {
		return func(i int) {
			r, paper := b.rows[i], called[before(titles, i)]
			head[i] = !keep[i] && !inList(lists, i) && !sectionWord(r.fold) && (h.head(r, opens[r.page]) || h.joined(r, paper) || tops.head(r) || r.repeats(paper))
		}
	})
	var kept []row
	at := make([]int, len(b.rows)+1) // where a row goes
	for i, r := range b.rows {
		at[i] = len(kept)
		if !head[i] {
			kept = append(kept, r)
		}
	}
	at[len(b.rows)] = len(kept)
	if len(kept) == 0 {
		return titles, lists // nothing but the same line again and again
	}
	b.rows = kept
	for i := range titles {
		titles[i].start, titles[i].end = at[titles[i].start], at[titles[i].end]
	}
	for i := range lists {
		lists[i].from, lists[i].to = at[lists[i].from], at[lists[i].to]
	}
	return titles, lists
}

// repeats reports whether a row begins like a title of the paper that it is in.
func (r row) repeats(titles [][]rune) bool {
	fold := []rune(r.fold)
	return len(fold) >= titleLetters && slices.ContainsFunc(titles, func(title []rune) bool {
		return similar(fold, title) >= headAlike && find(fold, title).from <= 2
	})
}

// before is how many titles end before a row: the last of them is that of its paper.
func before(titles []candidate, row int) int {
	return sort.Search(len(titles), func(k int) bool { return titles[k].end > row })
}

// called are for each paper, counted from 1, its titles, folded: as one stands there
// and as a list has it. What stands before the first paper has none.
func (b *book) called(titles []candidate, lists []list) [][][]rune {
	out := make([][][]rune, 1+len(titles))
	for k, t := range titles {
		out[1+k] = [][]rune{[]rune(b.folded(t.start, t.end))}
		if !t.listed {
			continue
		}
		if e := lists[t.list].entryOf(t); e != nil {
			out[1+k] = append(out[1+k], []rune(language.Plain(e.title)))
		}
	}
	return out
}

// head reports whether a row is what is left of a running head. On the page on
// which a paper begins it may be the first of its kind.
func (h headings) head(r row, opens bool) bool {
	like := foldedHead(r.text, r.fold)
	if len(like.sought.text) < headLetters || len(strings.Fields(r.text)) > headWords {
		return false
	}
	scans, after := 0, false
	for p := max(0, r.page-headReach); p < min(len(h.pages), r.page+headReach+1); p++ {
		if p != r.page && h.has(p, like) {
			scans++
			after = after || p > r.page
		}
	}
	return scans >= headSupport || opens && after
}
