package segment

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"recto/internal/language"
	"recto/internal/language/names"
)

// consensus is the title as its own rows, the entry of the list that names it
// and the running heads give it together: passages that occur twice are evidence
// for each other's lost and damaged words. Of a title in capitals it is what the
// list has, or empty.
func (b *book) consensus(c candidate, e *entry) string {
	var listed []string
	if e != nil && !shouted(e.title) {
		listed = strings.Fields(e.title)
	}
	if shouted(c.text) {
		for i, w := range listed {
			listed[i] = b.mended(w)
		}
		return strings.Join(listed, " ")
	}
	own := strings.Fields(c.text)
	if len(listed) > 0 {
		m := merger{book: b, own: own, named: listed, before: many, after: few, people: e.people}
		if e.whole {
			m.after = many
		}
		own = m.merge()
	}
	heads := b.headsOf(c)
	for _, h := range heads {
		own = merger{book: b, own: own, named: strings.Fields(h), before: few, after: few, heads: heads}.merge()
	}
	return tidy(own)
}

// mended is a word of a list as the volume has it elsewhere: where the lexicon
// does not know it, the word nearest to it that the volume has many times more.
func (b *book) mended(word string) string {
	own := language.Plain(word)
	if len(own) < 6 || strings.Contains(own, " ") || b.judge.Word(own) {
		return word
	}
	best, most := "", manyTimes*max(1, b.forms[own])
	for form, n := range b.forms {
		if (n > most || n == most && form < best) && strings.HasPrefix(form, own[:1]) && near(form, own, 2) && b.judge.Word(form) {
			best, most = form, n
		}
	}
	if best == "" {
		return word
	}
	if names.Capital(word) {
		_, n := utf8.DecodeRuneInString(best)
		best = strings.ToUpper(best[:n]) + best[n:]
	}
	return best
}

// manyTimes is how many times more often a word must be there to mend another.
const manyTimes = 5

// headsOf is the running heads of the next pages that have the words of a title.
func (b *book) headsOf(c candidate) []string {
	title := []rune(b.folded(c.start, c.end))
	var out []string
	page := b.rows[c.start].page
	for p := page + 1; p < min(page+6, len(b.heads)); p++ {
		for _, h := range b.heads[p] {
			if n := len(h.sought.text); n >= 12 && n <= len(title)+8 && h.sought.similar(title) >= 0.75 && !shouted(h.text) {
				out = append(out, h.text)
			}
		}
	}
	return out
}

// few and many are how many words a title may have lost at either end for
// another witness to give them back.
const (
	few  = 4
	many = 12
)

// merger puts two readings of a title together.
type merger struct {
	*book
	own, named    []string
	before, after int      // words beyond its own ends that the other may add
	people        string   // names that are no part of the title
	heads         []string // where the other is a running head, all of them
}

// merge aligns the readings and keeps the better of each pair and what only one
// of them has, if it is a word of the volume.
func (m merger) merge() []string {
	steps := align(m.own, m.named)
	first, last := span(steps)
	if last < 0 {
		return m.own
	}
	var out []string
	for k, s := range steps {
		switch {
		case s.own >= 0 && s.named >= 0:
			out = append(out, m.better(m.own[s.own], m.named[s.named]))
		case s.own >= 0 && (m.known(m.own[s.own]) && k < last || (k > last || k < first) && !m.isPerson(m.own[s.own])):
			out = append(out, m.own[s.own])
		case s.named >= 0 && k >= first-m.before && k <= last+m.after && m.lost(m.named[s.named]):
			out = append(out, m.named[s.named])
		}
	}
	return out
}

// lost reports whether a word that only the other reading has is one that the
// title has lost: no fragment, no speck, and, if running heads have it, several.
func (m merger) lost(w string) bool {
	if !m.known(w) || strings.HasSuffix(w, "-") {
		return false
	}
	fold := language.Plain(w)
	for _, o := range m.own {
		if o := language.Plain(o); o != fold && (strings.HasPrefix(o, fold) || strings.HasSuffix(o, fold)) && len(fold) > 2 {
			return false // it stands there, joined to its neighbour
		}
	}
	n := 0
	for _, h := range m.heads {
		if slices.Contains(strings.Fields(language.Plain(h)), fold) {
			n++
		}
	}
	return m.heads == nil || n > 1 && len(fold) > 2
}

// isPerson reports whether a word is one of the names by the title.
func (m merger) isPerson(w string) bool {
	return m.people != "" && contains(language.Plain(w), language.Plain(m.people)) == 1
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
	if len(x) == 0 || len(y) == 0 {
		return 3
	}
	d := float64(max(find(x, y).errors, find(y, x).errors)) / float64(n)
	if d > 0.45 {
		return 3
	}
	return d
}

// better is the likelier of two readings of one word: the one that the volume
// and the lexicon have rather, else the one of the title itself.
func (b *book) better(own, named string) string {
	if language.Plain(own) == language.Plain(named) {
		return own
	}
	if b.support(named) > b.support(own) {
		return named
	}
	return own
}

// support is how often the volume has a word; the lexicon counts as twice.
func (b *book) support(w string) int {
	n := b.forms[language.Plain(w)]
	parts := strings.Fields(language.Plain(w))
	if len(parts) > 0 && !slices.ContainsFunc(parts, func(p string) bool { return !b.judge.Word(p) }) {
		n += 2
	}
	return n
}

// tidy joins the words of a title without specks that stand alone, quotation
// marks that have no partner, and what no title ends with.
func tidy(words []string) string {
	var kept []string
	for _, w := range words {
		if language.Plain(w) != "" || w == "&" || w == "–" || w == "—" || w == "-" || w == "+" || w == "=" {
			kept = append(kept, w)
		}
	}
	for i, w := range kept {
		for _, q := range []struct{ open, closed string }{{"‘", "’"}, {"“", "”"}} {
			if rest, ok := strings.CutPrefix(w, q.open); ok && !slices.ContainsFunc(kept[i:], func(o string) bool { return strings.Contains(o, q.closed) }) {
				kept[i] = rest
			}
		}
	}
	return strings.TrimRight(strings.Join(kept, " "), " :;,-–—‘“*†~_")
}

// known reports whether a word is made of letters and is one that the volume has
// more than once or the lexicon has.
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
	return b.forms[f] > 1 || b.judge.Word(w)
}
