package segment

import (
	"regexp"
	"strings"
	"unicode"

	"recto/internal/language"
)

var trailer = regexp.MustCompile(`[\s.…·•]*(?:[.…·•]{2,}.*|\s\d{1,3})$`)

// consensus is the title as its own rows and the list that names it give it
// together: passages that occur twice are evidence for each other's lost and
// damaged words. It is empty where no list names the title.
func (b *book) consensus(c candidate, lists []list) string {
	if !c.listed {
		return ""
	}
	named := b.entry(lists[c.list], c)
	own := strings.Fields(c.text)
	if shouted(c.text) {
		if len(named) > 0 && !shouted(strings.Join(named, " ")) {
			return strings.Join(named, " ")
		}
		return ""
	}
	if len(named) == 0 {
		return ""
	}
	return strings.Join(b.merge(own, named), " ")
}

// entry is the words of the rows of a list that name a title, without leaders,
// page numbers and names.
func (b *book) entry(l list, c candidate) []string {
	var words []string
	at := 0
	for _, r := range b.rows[l.from:l.to] {
		n := len([]rune(r.fold))
		begins, ends := at, at+n
		at = ends + 1
		over := min(ends, c.until) - max(begins, c.place)
		if over < min(8, n/2) || r.names == 2 || n == 0 {
			continue
		}
		words = append(words, strings.Fields(trailer.ReplaceAllString(r.text, ""))...)
	}
	return words
}

// few is how many words a title may have lost at either end for a list to give
// them back.
const few = 4

// merge aligns two readings of the same words and keeps the better of each pair
// and what only one of them has, if it is a word of the volume.
func (b *book) merge(own, named []string) []string {
	steps := align(own, named)
	first, last := span(steps)
	var out []string
	for k, s := range steps {
		switch {
		case s.own >= 0 && s.named >= 0:
			out = append(out, b.better(own[s.own], named[s.named]))
		case s.own >= 0 && (b.known(own[s.own]) || k > last || k < first):
			out = append(out, own[s.own])
		case s.named >= 0 && k >= first-few && k <= last+few && b.known(named[s.named]) && !strings.HasSuffix(named[s.named], "-"):
			out = append(out, named[s.named])
		}
	}
	return out
}

// step pairs a word of one reading with one of the other, or with nothing (-1).
type step struct{ own, named int }

// span is where the first and the last pair of words stand.
func span(steps []step) (first, last int) {
	first, last = len(steps), -1
	for k, s := range steps {
		if s.own >= 0 && s.named >= 0 {
			first, last = min(first, k), k
		}
	}
	return first, last
}

// align pairs the words of two readings at least cost (Needleman and Wunsch 1970).
func align(own, named []string) []step {
	cost := make([][]float64, len(own)+1)
	for i := range cost {
		cost[i] = make([]float64, len(named)+1)
		for j := range cost[i] {
			switch {
			case i == 0:
				cost[i][j] = float64(j)
			case j == 0:
				cost[i][j] = float64(i)
			default:
				cost[i][j] = min(cost[i-1][j]+1, cost[i][j-1]+1, cost[i-1][j-1]+unlike(own[i-1], named[j-1]))
			}
		}
	}
	var back []step
	i, j := len(own), len(named)
	for i > 0 || j > 0 {
		switch {
		case i > 0 && j > 0 && cost[i][j] == cost[i-1][j-1]+unlike(own[i-1], named[j-1]):
			i, j = i-1, j-1
			back = append(back, step{i, j})
		case i > 0 && cost[i][j] == cost[i-1][j]+1:
			i--
			back = append(back, step{i, -1})
		default:
			j--
			back = append(back, step{-1, j})
		}
	}
	for l, r := 0, len(back)-1; l < r; l, r = l+1, r-1 {
		back[l], back[r] = back[r], back[l]
	}
	return back
}

// unlike is the cost of taking two words for the same: 0 to 1, or more than
// leaving both unpaired where they differ much.
func unlike(a, b string) float64 {
	x, y := []rune(language.Plain(a)), []rune(language.Plain(b))
	if string(x) == string(y) {
		return 0
	}
	n := max(len(x), len(y))
	if n == 0 {
		return 0
	}
	d := float64(max(find(x, y).errors, find(y, x).errors)) / float64(n)
	if d > 0.45 {
		return 3
	}
	return d
}

// better is the likelier of two readings of one word: the one that the volume
// has more often, else the one of the title itself.
func (b *book) better(own, named string) string {
	if language.Plain(own) == language.Plain(named) {
		return own
	}
	if b.forms[language.Plain(named)] > b.forms[language.Plain(own)] {
		return named
	}
	return own
}

// known reports whether a word is one that the volume has more than once and is
// made of letters.
func (b *book) known(w string) bool {
	f := language.Plain(w)
	if f == "" {
		return false
	}
	for _, r := range f {
		if !unicode.IsLetter(r) && r != ' ' {
			return false
		}
	}
	return b.forms[f] > 1
}
