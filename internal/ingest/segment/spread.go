package segment

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"

	"recto/internal/language"
)

// In text without boxes a scan may show two pages whose lines are woven, and a
// paper that begins on the right-hand page begins in the midst of the one before.
// The lines of such a scan are parted by their words: those of the pages before
// it and of the pages after it come from different papers.

const (
	witnesses = 6   // pages before and after that a scan's lines are compared with
	leastText = 60  // words that tell one paper from another
	smoothing = 150 // words of the whole volume that each paper is taken to have as well
	byline    = 2.5 // how much names or an institution speak for the beginning of a paper
	onePage   = 5   // the share of a scan's lines that another paper has at least if it has a page of it, as one in so many
	pageful   = 50  // rows that one page has at most
	scanful   = 600 // and a scan of two pages whose lines are in pieces
	distinct  = 2.0 // what a row says in the mean where papers differ enough
	shortPage = 10  // what the rows of a short last page of the paper before say at least
	doubt     = 0.6 // what the words of a line say is worth less than if they were independent
)

// settle parts the rows of the pages on which papers begin: first those of the
// paper before, then the title and what follows it. The titles' rows are counted
// anew.
func (b *book) settle(titles []candidate, lists []list) []candidate {
	if b.sized {
		return titles
	}
	for i := range titles {
		t := &titles[i]
		from, to := b.pageRows(b.rows[t.start].page)
		if !b.twofold(to - from) {
			continue
		}
		for _, l := range lists {
			if l.from < to && l.to > from {
				from = max(from, min(l.to, t.start))
			}
		}
		before, after := 0, len(b.rows)
		if i > 0 {
			before = titles[i-1].start
			from = max(from, titles[i-1].end)
		}
		if i+1 < len(titles) {
			after = titles[i+1].start
		}
		title := b.gathered(*t, lists, from, to)
		own, ok := b.ownRows(*t, lists, from, to, b.sides(from, to, before, after, i == 0))
		if !ok {
			continue // two papers on one subject: better as the source has it
		}
		b.reorder(t, from, to, title, own)
		if t.start > from {
			t.evidence = append(t.evidence, "its lines were told from those of the page beside it by their words")
		}
		if t.start-from < (to-from)/onePage {
			b.headFirst(*t, from, to)
		}
	}
	return titles
}

// twofold reports whether a scan of so many rows may show two pages: their
// numbers say so, or it has more rows than a page. A text without pages has more
// than any scan.
func (b *book) twofold(rows int) bool {
	return rows <= scanful && (b.count.step == 2 || b.count.step == 0 && rows > pageful)
}

// pageRows are the rows of a page.
func (b *book) pageRows(page int) (from, to int) {
	from, _ = slices.BinarySearchFunc(b.rows, page, func(r row, page int) int { return cmp.Compare(r.page, page) })
	for to = from; to < len(b.rows) && b.rows[to].page == page; to++ {
	}
	return from, to
}

// side tells the papers before and after a scan apart by their words.
type side struct {
	*book
	old, new   map[string]int
	nOld, nNew int
	all        int
}

// sides reads the rows around a page, from row before up to row after, or is
// nil where there is too little to tell by. What stands before the first paper is
// little.
func (b *book) sides(from, to, before, after int, first bool) *side {
	page := b.rows[from].page
	s := &side{book: b, old: map[string]int{}, new: map[string]int{}}
	for i := from - 1; i >= before && b.rows[i].page >= page-witnesses; i-- {
		s.nOld += gather(s.old, b.rows[i])
	}
	for i := to; i < after && b.rows[i].page <= page+witnesses; i++ {
		s.nNew += gather(s.new, b.rows[i])
	}
	for _, n := range b.forms {
		s.all += n
	}
	if s.nNew < leastText || s.nOld < leastText || first && s.nOld < 5*leastText {
		return nil
	}
	return s
}

// signs are the words of a row, figures and initials by their kind.
func signs(r row) []string {
	var out []string
	for w := range strings.FieldsSeq(r.text) {
		fold := language.Plain(w)
		switch {
		case fold == "":
		case strings.ContainsFunc(fold, unicode.IsDigit):
			out = append(out, "#")
		case len(fold) == 1 && fold != "a" && fold != "i":
			out = append(out, ".")
		default:
			out = append(out, fold)
		}
	}
	if r.cites {
		out = append(out, "()")
	}
	return out
}

func gather(into map[string]int, r row) int {
	list := signs(r)
	for _, w := range list {
		into[w]++
	}
	return len(list)
}

// lean is how much the words of a row speak for the paper after: the logarithm
// of how much likelier it has them than the one before.
func (s *side) lean(r row) float64 {
	sum := 0.0
	for _, w := range signs(r) {
		usual := smoothing * float64(s.forms[w]+1) / float64(s.all+len(s.forms)+1)
		sum += math.Log((float64(s.new[w]) + usual) / (float64(s.nNew) + smoothing))
		sum -= math.Log((float64(s.old[w]) + usual) / (float64(s.nOld) + smoothing))
	}
	return doubt * sum
}

// ownRows tells for each row of a page whether it is of the paper that begins
// there: the likeliest labelling, where lines that go on from one another are
// rather of one paper. Without sides all of them are. It reports false where the
// words do not tell the papers apart.
func (b *book) ownRows(t candidate, lists []list, from, to int, s *side) (own []bool, ok bool) {
	own = make([]bool, to-from)
	if s == nil {
		for k := range own {
			own[k] = true
		}
		return own, true
	}
	var people []string
	if t.listed {
		if e := lists[t.list].entryOf(t); e != nil {
			people = strings.Fields(language.Plain(e.people))
		}
	}
	lean := make([]float64, len(own))
	for k := range lean {
		r := b.rows[from+k]
		lean[k] = s.lean(r)
		switch {
		case from+k >= t.start && from+k < t.end:
			lean[k] = math.Inf(1)
		case near(r.fold, "references", 2) || near(r.fold, "bibliography", 2):
			lean[k] -= byline
		case r.cites:
		case headLike(r) || len(people) > 0 && len(r.fold) > 4 && among(r.fold, people) >= 0.5:
			lean[k] += byline
		}
	}
	for k, p := range parted(b.rows[from:to], lean) {
		own[k] = p > 0.5
	}
	if clarity(lean, own) < distinct {
		return nil, false
	}
	if b.accidental(lean, own, from) {
		for k := t.start - from; k < len(own); k++ {
			own[k] = true
		}
	}
	return own, true
}

// accidental reports whether the rows of the paper before are few and little speaks
// for them: a paper that begins on a left-hand page has the whole scan. Its own names
// and institutions, which the paper before may share, say nothing.
func (b *book) accidental(lean []float64, own []bool, from int) bool {
	old, said := 0, 0.0
	for k, o := range own {
		if !o && !headLike(b.rows[from+k]) {
			old++
			said -= lean[k]
		}
	}
	return old < len(own)/onePage && said < shortPage
}

// clarity is how much, in the mean, a row speaks for the paper that it was given to.
func clarity(lean []float64, own []bool) float64 {
	sum, n := 0.0, 0
	for k, l := range lean {
		if math.IsInf(l, 1) {
			continue
		}
		if !own[k] {
			l = -l
		}
		sum, n = sum+l, n+1
	}
	return sum / float64(max(1, n))
}

// among is the share of the words of a folded text that are in a list.
func among(fold string, list []string) float64 {
	n, hit := 0, 0
	for w := range strings.FieldsSeq(fold) {
		n++
		if slices.Contains(list, w) {
			hit++
		}
	}
	return float64(hit) / float64(max(1, n))
}

// reorder puts the rows of a page that are of the paper before first, then the
// title, then the others.
func (b *book) reorder(t *candidate, from, to int, titled []int, own []bool) {
	var old, title, rest []row
	for k, r := range b.rows[from:to] {
		switch {
		case slices.Contains(titled, from+k):
			title = append(title, r)
		case own[k]:
			rest = append(rest, r)
		default:
			old = append(old, r)
		}
	}
	first := b.rows[from].place
	for k, r := range slices.Concat(old, title, rest) {
		r.place = first + k
		b.rows[from+k] = r
	}
	t.start = from + len(old)
	t.end = t.start + len(title)
	t.text = b.text(t.start, t.end)
}
