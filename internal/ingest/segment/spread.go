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
	distinct  = 2.0 // what a row says in the mean where papers differ enough
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
			b.headFirst(*t, to)
		}
	}
	return titles
}

// twofold reports whether a scan of so many rows may show two pages: their
// numbers say so, or it has more rows than a page.
func (b *book) twofold(rows int) bool {
	return b.count.step == 2 || b.count.step == 0 && rows > pageful
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
	own = likeliest(lean, func(k int) float64 { return b.rows[from+k].line.Joint })
	return own, clarity(lean, own) >= distinct
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

// likeliest labels a sequence by what speaks for each (positive for true) and by
// the chance that each has the label of the one before as it goes on from it.
func likeliest(lean []float64, joint func(k int) float64) []bool {
	type step struct {
		score [2]float64
		from  [2]int
	}
	steps := make([]step, len(lean))
	for k, l := range lean {
		here := [2]float64{0, l}
		if math.IsInf(l, 1) {
			here = [2]float64{math.Inf(-1), 0}
		}
		same := 0.5 + 0.49*joint(k)
		for y := range 2 {
			if k == 0 {
				steps[k].score[y] = here[y]
				continue
			}
			stay := steps[k-1].score[y] + math.Log(same)
			change := steps[k-1].score[1-y] + math.Log(1-same)
			steps[k].score[y], steps[k].from[y] = here[y]+stay, y
			if change > stay {
				steps[k].score[y], steps[k].from[y] = here[y]+change, 1-y
			}
		}
	}
	out := make([]bool, len(lean))
	y := 0
	for k := len(steps) - 1; k >= 0; k-- {
		if k == len(steps)-1 && steps[k].score[1] > steps[k].score[0] {
			y = 1
		}
		out[k] = y == 1
		y = steps[k].from[y]
	}
	return out
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
