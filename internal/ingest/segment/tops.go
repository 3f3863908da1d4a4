package segment

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"recto/internal/corpus"
	"recto/internal/language"
)

// tops are the first lines of the scans of plain text, in the order of the file:
// where running heads stand, often beside a folio. Of a paper of two scans a head
// is printed once or twice, which is too seldom for what is told by repetition alone.
type tops [][]top

type top struct {
	word, text, fold string // the id of its first word
	numbered         bool   // a folio stands among the first lines of its scan
}

// topLines is how many lines of a scan heads and folios stand among.
const topLines = 3

func newTops(pages []corpus.Page) tops {
	out := make(tops, len(pages))
	for p, page := range pages {
		lines := slices.DeleteFunc(slices.Clone(page.Lines), func(l corpus.Line) bool { return len(l.Words) == 0 })
		slices.SortStableFunc(lines, func(a, b corpus.Line) int { return cmp.Compare(a.Words[0].Line, b.Words[0].Line) })
		lines = lines[:min(topLines, len(lines))]
		numbered := slices.ContainsFunc(lines, func(l corpus.Line) bool { return l.Role == corpus.Folio })
		for _, l := range lines {
			text := l.Raw()
			out[p] = append(out[p], top{l.Words[0].ID, text, language.Plain(text), numbered})
		}
	}
	return out
}

// soleAuthors is what stands over the pages of a paper that has several authors.
var soleAuthors = regexp.MustCompile(`^\p{Lu}\S*(?: \p{Lu}\S*)? et al\.?$`)

// head reports whether a row stands beside a folio at the top of its scan, and at
// the top of another one near it as well or as the heads of several authors do.
func (t tops) head(r row) bool {
	if len(r.line.Words) == 0 || len([]rune(r.fold)) < headLetters || len(strings.Fields(r.text)) > headWords {
		return false
	}
	at := slices.IndexFunc(t[r.page], func(l top) bool { return l.word == r.line.Words[0].ID })
	if at < 0 || !t[r.page][at].numbered {
		return false
	}
	if soleAuthors.MatchString(r.text) {
		return true
	}
	fold := []rune(r.fold)
	for p := max(0, r.page-headReach); p < min(len(t), r.page+headReach+1); p++ {
		if p != r.page && slices.ContainsFunc(t[p], func(l top) bool { return same(fold, []rune(l.fold)) }) {
			return true
		}
	}
	return false
}

// same reports whether two folded texts are the same but for damage.
func same(a, b []rune) bool {
	return similar(a, b) >= headAlike && similar(b, a) >= headAlike
}

// digits are what is left out around a head that is read together with another line.
const digits = "0123456789 "

// joined reports whether a row is a running head of the scans about and with it,
// but for figures, nothing or what is left of another head or of a title: the
// heads of two pages that were read as one line.
func (h headings) joined(r row, titles [][]rune) bool {
	if len(strings.Fields(r.text)) > 2*headWords {
		return false
	}
	fold := []rune(strings.Trim(r.fold, digits))
	var heads []*sought
	for p := max(0, r.page-headReach); p < min(len(h.pages), r.page+headReach+1); p++ {
		for _, head := range h.pages[p] {
			if p != r.page && head.bare != nil {
				heads = append(heads, head.bare)
			}
		}
	}
	for _, head := range heads {
		if head.similar(fold) < headAlike {
			continue
		}
		m := find(head.text, fold)
		rest := []rune(strings.Trim(string(fold[:m.from])+string(fold[m.to:]), digits))
		if len(rest) >= headLetters && (m.from < headLetters || m.to+headLetters > len(fold)) &&
			(slices.ContainsFunc(titles, func(o []rune) bool { return similar(rest, o) >= headAlike }) ||
				slices.ContainsFunc(heads, func(o *sought) bool { return similar(rest, o.text) >= headAlike })) {
			return true
		}
	}
	return false
}
