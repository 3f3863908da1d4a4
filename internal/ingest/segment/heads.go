package segment

import (
	"recto/internal/corpus"
	"recto/internal/language"
)

// In text without boxes layout tells running heads by their repetition alone. On
// the scan on which a paper begins, the head over the right-hand page may stand
// before the title on the left and be taken for it. The case that the heads of
// the next scans are set in tells one from the other.

const (
	headReach   = 4    // scans within which the heads of a paper come back
	headLetters = 8    // fewer tell nothing
	headAlike   = 0.8  // likeness of what is left of a head to others
	titleAlike  = 0.55 // and of a title's first line to its head
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
	texts, folds [][]string
	sized        bool
}

func newHeadings(pages []corpus.Page) headings {
	h := headings{texts: make([][]string, len(pages)), folds: make([][]string, len(pages))}
	sized, lines := 0, 0
	for p, page := range pages {
		for _, l := range page.Lines {
			lines++
			if l.Size > 0 {
				sized++
			}
			if text := l.Raw(); l.Role == corpus.RunningHead {
				h.texts[p], h.folds[p] = append(h.texts[p], text), append(h.folds[p], language.Plain(text))
			}
		}
	}
	h.sized = sized*2 > lines
	return h
}

// has reports whether a page has a head like a folded text, set in capitals or not.
func (h headings) has(page int, fold []rune, capitals bool) bool {
	for k, head := range h.folds[page] {
		other := []rune(head)
		if shouted(h.texts[page][k]) == capitals && len(other)+4 >= len(fold) && find(fold, other).similar >= headAlike {
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
		title := []rune(language.Plain(l.Raw()))
		for j, o := range lines {
			fold := []rune(language.Plain(o.Raw()))
			if o.Role == corpus.Text && shouted(o.Raw()) && len(title) >= headLetters && find(title, fold).similar >= titleAlike && h.follows(page, fold) {
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

// follows reports whether one of the next scans has a head in capitals like a folded text.
func (h headings) follows(page int, fold []rune) bool {
	for p := page + 1; p < min(len(h.texts), page+headReach+1); p++ {
		if len(fold) >= headLetters && h.has(p, fold, true) {
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
