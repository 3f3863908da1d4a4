package evaluate

import (
	"cmp"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode"
)

func (s *Scores) papers(t, o *flat, m match) {
	s.Boundaries = boundaries(t, o, m)
	pairs := pairPapers(t, o, m)
	s.titles(t, pairs)
	s.Authors = pairs.score(t, o, func(a, b *flatPaper) (int, int, int) {
		return len(assign(a.names, b.names, sameName, .85)), len(b.names), len(a.names)
	})
	s.Headings = pairs.score(t, o, func(a, b *flatPaper) (int, int, int) {
		x, y := headings(a), headings(b)
		return len(assign(x, y, sameHeading, .8)), len(y), len(x)
	})
	s.references(t, o, pairs)
	s.Abstract = abstracts(t, pairs)
}

// boundaries matches each paper start of the output to the nearest true one
// that is free, if its first words stand within 60 words of it in the truth.
func boundaries(t, o *flat, m match) F1 {
	hits := 0
	used := make([]bool, len(t.papers))
	for i, p := range o.papers {
		end := len(o.words)
		if i+1 < len(o.papers) {
			end = o.papers[i+1].start
		}
		var places []int
		for d := range min(120, end-p.start) {
			if k, ok := m.locate(o.words, p.start+d, 1); ok {
				places = append(places, k-d)
			}
		}
		if len(places) == 0 {
			continue
		}
		if k := nearest(t.papers, used, median(places)); k >= 0 {
			used[k] = true
			hits++
		}
	}
	return newF1(hits, len(o.papers), len(t.papers))
}

func nearest(papers []flatPaper, used []bool, place int) int {
	best, least := -1, 61
	for k, p := range papers {
		if d := max(place-p.start, p.start-place); !used[k] && d < least {
			best, least = k, d
		}
	}
	return best
}

// pairing gives each true paper the paper of the output that it became, or nil.
type pairing struct {
	of     []*flatPaper
	single []*flatPaper // of the output, without a partner
}

// pairPapers pairs the papers that share most, if they share five runs of words at least.
func pairPapers(t, o *flat, m match) pairing {
	type pair struct{ t, o, n int }
	counts := map[[2]int]int{}
	for _, c := range m.shared {
		counts[[2]int{owner(t.papers, c.a), owner(o.papers, c.b)}]++
	}
	var ranked []pair
	for k, n := range counts {
		if n >= 5 {
			ranked = append(ranked, pair{k[0], k[1], n})
		}
	}
	slices.SortFunc(ranked, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.t, b.t), cmp.Compare(a.o, b.o))
	})
	p := pairing{of: make([]*flatPaper, len(t.papers))}
	taken := make([]bool, len(o.papers))
	for _, r := range ranked {
		if p.of[r.t] == nil && !taken[r.o] {
			p.of[r.t], taken[r.o] = &o.papers[r.o], true
		}
	}
	for i := range o.papers {
		if !taken[i] {
			p.single = append(p.single, &o.papers[i])
		}
	}
	return p
}

// owner is the paper in which a word stands.
func owner(papers []flatPaper, word int) int {
	return sort.Search(len(papers), func(i int) bool { return papers[i].start > word }) - 1
}

// score sums hits, output and truth over pairs; a paper without a partner is
// compared with an empty one.
func (p pairing) score(t, o *flat, f func(a, b *flatPaper) (hits, out, truth int)) F1 {
	hits, out, truth := 0, 0, 0
	add := func(a, b *flatPaper) {
		x, y, z := f(a, b)
		hits, out, truth = hits+x, out+y, truth+z
	}
	for i := range t.papers {
		partner := p.of[i]
		if partner == nil {
			partner = &flatPaper{}
		}
		add(&t.papers[i], partner)
	}
	for _, q := range p.single {
		add(&flatPaper{}, q)
	}
	return newF1(hits, out, truth)
}

func (s *Scores) titles(t *flat, pairs pairing) {
	exact, sum := 0, 0.0
	for i, p := range t.papers {
		o := pairs.of[i]
		if o == nil {
			continue
		}
		if slices.Equal(words(o.Title), words(p.Title)) {
			exact++
		}
		sum += similarity(p.Title, o.Title)
	}
	n := max(1, len(t.papers))
	s.TitleExact, s.Title = part(exact, n), sum/float64(n)
}

func (s *Scores) references(t, o *flat, pairs pairing) {
	cer, n := 0.0, 0
	s.References = pairs.score(t, o, func(a, b *flatPaper) (int, int, int) {
		x, y := entries(a.References), entries(b.References)
		hits := assign(x, y, sameEntry, .7)
		for _, h := range hits {
			truth := []rune(normal(x[h.a].text))
			cer += part(distance(truth, []rune(normal(y[h.b].text))), len(truth))
			n++
		}
		return len(hits), len(y), len(x)
	})
	if n > 0 {
		s.ReferenceCER = some(cer / float64(n))
	}
	s.ReferenceCount = part(s.References.Out, s.References.Truth)
}

type entry struct {
	text string
	bag  bag
	size int
}

func entries(texts []string) []entry {
	out := make([]entry, len(texts))
	for i, t := range texts {
		ws := words(t)
		out[i] = entry{t, bagOf(ws), len(ws)}
	}
	return out
}

func sameEntry(a, b entry) float64 { return 2 * part(a.bag.shared(b.bag), a.size+b.size) }

// abstracts is the mean similarity over the true papers that have an abstract.
func abstracts(t *flat, pairs pairing) *float64 {
	sum, n := 0.0, 0
	for i, p := range t.papers {
		if len(p.Abstract) == 0 {
			continue
		}
		n++
		if o := pairs.of[i]; o != nil {
			sum += closeness(normal(strings.Join(p.Abstract, " ")), normal(strings.Join(o.Abstract, " ")))
		}
	}
	if n == 0 {
		return nil
	}
	return some(sum / float64(n))
}

// sameName compares two names by surname and first initial, or else by letters.
func sameName(a, b string) float64 {
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	if slices.Equal(x, y) {
		return 1
	}
	if x[len(x)-1] == y[len(y)-1] && []rune(x[0])[0] == []rune(y[0])[0] {
		return .95
	}
	return similarity(strings.Join(x, " "), strings.Join(y, " "))
}

func nameWords(s string) []string {
	return strings.FieldsFunc(fold(normal(s)), func(r rune) bool { return !alphanumeric(r) || unicode.IsDigit(r) })
}

var sectionNumber = regexp.MustCompile(`^\s*(\d+(\.\d+)*\.?|[IVX]+\.)\s+`)

func headings(p *flatPaper) []string {
	out := make([]string, len(p.headings))
	for i, h := range p.headings {
		out[i] = strings.Join(words(sectionNumber.ReplaceAllString(h, "")), " ")
	}
	return out
}

func sameHeading(a, b string) float64 {
	x, y := runes(a), runes(b)
	switch {
	case a == b:
		return 1
	case float64(max(x-y, y-x)) > .35*float64(max(x, y, 1)):
		return 0
	}
	return similarity(a, b)
}

// assign matches items one to one, the most similar first, of equals those
// nearest in order. Pairs below the threshold are no matches.
func assign[T any](as, bs []T, similar func(a, b T) float64, threshold float64) []anchor {
	type candidate struct {
		anchor
		similar float64
	}
	var candidates []candidate
	for i, a := range as {
		for j, b := range bs {
			if s := similar(a, b); s >= threshold {
				candidates = append(candidates, candidate{anchor{i, j}, s})
			}
		}
	}
	apart := func(c candidate) int { return max(c.a-c.b, c.b-c.a) }
	slices.SortStableFunc(candidates, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.similar, x.similar), cmp.Compare(apart(x), apart(y)))
	})
	usedA, usedB := map[int]bool{}, map[int]bool{}
	var out []anchor
	for _, c := range candidates {
		if !usedA[c.a] && !usedB[c.b] {
			usedA[c.a], usedB[c.b] = true, true
			out = append(out, c.anchor)
		}
	}
	return out
}
