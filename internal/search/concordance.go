package search

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"recto/internal/corpus"
	"recto/internal/search/match"
)

// How the lines of a concordance are sorted, besides SortPosition and SortYear.
const (
	SortLeft  = "left"  // by the words before the key, the nearest first
	SortRight = "right" // by the words after it
)

const (
	contextWords = 10     // shown on either side of a key
	collocation  = 5      // words on either side that count as company
	maxLines     = 20_000 // occurrences that one concordance looks through
	linesPerPage = 50
	minCompany   = 2 // passages that a collocate has to share with the key
)

// Line is one occurrence in its context.
type Line struct {
	Part    corpus.PartEntry
	Block   string // Block.ID
	Kind    corpus.BlockKind
	Section string
	Folio   string
	Scan    int
	Left    string
	Key     string // as it reads
	Right   string
	before  []string // forms of the words before the key, the nearest first
	after   []string
	order   int
}

// Collocate is a word that stands near the key.
type Collocate struct {
	Word    string // a form of it, the commonest
	N       int    // passages in which it stands within five words of the key
	LogDice float64
}

// Concordance is every occurrence of what a query asks for.
type Concordance struct {
	Total      int  // occurrences
	Passages   int  // that hold them
	Cut        bool // there are more, which were not looked through
	Lines      []Line
	Page       int
	Pages      int
	Message    string
	Reading    string
	ByYear     []Count // occurrences, oldest first
	ByPaper    []Count
	ByAuthor   []Count
	Before     []Count // the words right before the key
	After      []Count
	Collocates []Collocate
}

// Concordance finds the words that a query asks for in their contexts.
// Request.PerPage less than 1 is 50 lines a page. Collocates are measured in
// passages by logDice, 14 + log2(2·both / (key + word)), after Rychlý, A
// lexicographer-friendly association score (2008).
func (x *Index) Concordance(ctx context.Context, r Request) (Concordance, error) {
	v, done := x.look()
	defer done()
	a, err := x.ask(ctx, v, r)
	out := Concordance{Message: a.message, Reading: a.reading, Page: 1}
	if err != nil {
		return out, fmt.Errorf("concordance of %q: %w", r.Query, err)
	}
	lines, err := a.lines(ctx, &out)
	if err != nil {
		return out, fmt.Errorf("concordance of %q: %w", r.Query, err)
	}
	out.Total = len(lines)
	tallyLines(lines, &out)
	if out.Collocates, err = a.collocates(lines, out.Passages); err != nil {
		return out, err
	}
	sortLines(lines, r.Sort)
	per := cmp.Or(max(0, r.PerPage), linesPerPage)
	out.Pages = (len(lines) + per - 1) / per
	out.Page = min(max(1, r.Page), max(1, out.Pages))
	from := (out.Page - 1) * per
	out.Lines = lines[from:min(from+per, len(lines))]
	return out, nil
}

// lines reads the passages found, in the order of the library.
func (a *answer) lines(ctx context.Context, out *Concordance) ([]Line, error) {
	var lines []Line
	for _, h := range passages(a.view, a.hits, SortPosition, len(a.hits)) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(lines) >= maxLines {
			out.Cut = true
			break
		}
		s, err := a.view.stored(a.words, h.doc)
		if err != nil {
			return nil, err
		}
		found := a.linesOf(a.view.docs[h.doc], s)
		if len(found) > 0 {
			out.Passages++
		}
		lines = append(lines, found...)
	}
	for i := range lines {
		lines[i].order = i
	}
	return lines, nil
}

// linesOf are the occurrences in one passage, by words and by concepts.
func (a *answer) linesOf(d document, s stored) []Line {
	spans := a.match.Find(s.text)
	for _, sp := range s.spans {
		if slices.Contains(a.asked, sp.concept) && !slices.Contains(a.without, sp.reason) {
			spans = append(spans, sp.words)
		}
	}
	slices.SortFunc(spans, func(a, b match.Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To)) })
	var lines []Line
	end := 0
	for _, sp := range spans {
		if sp.From < end || sp.From >= sp.To {
			continue // within the occurrence before
		}
		end = sp.To
		l := cutLine(s.reading, s.text.Words, sp)
		page := a.view.pageOf(d, s.note, s.bytes(sp).From)
		l.Part, l.Block, l.Kind, l.Section, l.Folio, l.Scan = a.view.parts[d.part], s.block, s.kind, s.section, page.Folio, page.Scan
		lines = append(lines, l)
	}
	return lines
}

func cutLine(text string, words []match.Word, sp match.Span) Line {
	first, last := max(0, sp.From-contextWords), min(len(words), sp.To+contextWords)
	from, to := words[sp.From].From, words[sp.To-1].To
	start, end := words[first].From, words[last-1].To
	if first == 0 {
		start = 0
	}
	if last == len(words) {
		end = len(text)
	}
	l := Line{Left: strings.TrimSpace(text[start:from]), Key: text[from:to], Right: strings.TrimSpace(text[to:end])}
	l.before = forms(words[first:sp.From])
	slices.Reverse(l.before)
	l.after = forms(words[sp.To:last])
	return l
}

func sortLines(lines []Line, order string) {
	slices.SortFunc(lines, func(a, b Line) int {
		c := 0
		switch order {
		case SortLeft:
			c = slices.Compare(a.before, b.before)
		case SortRight:
			c = slices.Compare(a.after, b.after)
		case SortYear:
			c = cmp.Compare(b.Part.Year, a.Part.Year)
		}
		return cmp.Or(c, cmp.Compare(a.order, b.order))
	})
}

// tallyLines counts occurrences by year, paper, author and neighbour.
func tallyLines(lines []Line, out *Concordance) {
	year, paper, author, before, after := tally{}, tally{}, tally{}, tally{}, tally{}
	for _, l := range lines {
		paper.add(l.Part.ID, l.Part.Title)
		if l.Part.Year != 0 {
			year.add(strconv.Itoa(l.Part.Year), strconv.Itoa(l.Part.Year))
		}
		for _, name := range authorNames(l.Part) {
			author.add(corpus.Slug(name), name)
		}
		if len(l.before) > 0 {
			before.add(l.before[0], l.before[0])
		}
		if len(l.after) > 0 {
			after.add(l.after[0], l.after[0])
		}
	}
	out.ByYear = year.all()
	slices.SortFunc(out.ByYear, func(a, b Count) int { return cmp.Compare(a.Value, b.Value) })
	out.ByPaper, out.ByAuthor, out.Before, out.After = paper.all(), author.counts(), before.counts(), after.counts()
}

// company is a word in the company of the key.
type company struct {
	passages int
	last     string         // the passage counted last
	forms    map[string]int // how it reads
}

// collocates measures the words that stand near the key, the likest companions
// first.
func (a *answer) collocates(lines []Line, passages int) ([]Collocate, error) {
	near := map[string]*company{}
	for _, l := range lines {
		for _, side := range [][]string{l.before, l.after} {
			for _, form := range side[:min(collocation, len(side))] {
				term := a.words.Term(form)
				c := near[term]
				if c == nil {
					c = &company{forms: map[string]int{}}
					near[term] = c
				}
				c.forms[form]++
				if c.last != l.Block {
					c.passages, c.last = c.passages+1, l.Block
				}
			}
		}
	}
	var out []Collocate
	for term, c := range near {
		if c.passages < minCompany || len(term) < 2 {
			continue
		}
		n, err := a.view.count(fieldText, term)
		if err != nil {
			return nil, fmt.Errorf("count %q: %w", term, err)
		}
		dice := 2 * float64(c.passages) / float64(passages+max(n, c.passages))
		out = append(out, Collocate{commonest(c.forms), c.passages, 14 + math.Log2(dice)})
	}
	slices.SortFunc(out, func(a, b Collocate) int {
		return cmp.Or(cmp.Compare(b.LogDice, a.LogDice), cmp.Compare(a.Word, b.Word))
	})
	return out[:min(facetSize, len(out))], nil
}

func commonest(forms map[string]int) string {
	best := ""
	for f, n := range forms {
		if n > forms[best] || n == forms[best] && f < best {
			best = f
		}
	}
	return best
}
