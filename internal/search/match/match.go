package match

import (
	"cmp"
	"slices"

	"recto/internal/search/query"
)

// Text is a text as it is searched.
type Text struct {
	Words    []Word
	Mentions []Mention // of concepts
}

// Mention is a concept in a text.
type Mention struct {
	Concept string
	Span
}

// Span is a run of words, by their indexes; To is after the last.
type Span struct{ From, To int }

// Matcher finds the words that a query asks for.
type Matcher struct {
	all []finder
}

// finder gives the spans of one part of a query.
type finder func(t Text) []Span

// Concepts resolves a label, or an id, to the id of a concept.
type Concepts interface {
	Lookup(label string) (id string, ok bool)
}

// New makes a matcher. What a query excludes, and what it asks of authors,
// titles, years and volumes, is not found in a text. The words of a query that
// is a concept's name are found where they stand together: each by itself they
// are all over such papers. concepts may be nil.
func New(a *Analyzer, n query.Node, concepts Concepts) Matcher {
	b := builder{a, concepts}
	if plain := query.Plain(n); plain != "" {
		if id, ok := b.lookup(plain); ok {
			return Matcher{[]finder{mentions(id), sequence(a.Elements(query.Phrase{Text: plain}))}}
		}
	}
	return Matcher{b.finders(n)}
}

// Empty reports whether nothing can be found.
func (m Matcher) Empty() bool { return len(m.all) == 0 }

// Find gives the spans in the order of the text; some may overlap.
func (m Matcher) Find(t Text) []Span {
	var out []Span
	for _, find := range m.all {
		out = append(out, find(t)...)
	}
	slices.SortFunc(out, func(a, b Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(b.To, a.To)) })
	return slices.Compact(out)
}

type builder struct {
	*Analyzer
	concepts Concepts
}

func (b builder) lookup(label string) (string, bool) {
	if b.concepts == nil {
		return "", false
	}
	return b.concepts.Lookup(label)
}

func (b builder) finders(n query.Node) []finder {
	switch n := n.(type) {
	case query.And:
		return b.each(b.Content(n))
	case query.Or:
		return b.each(n)
	case query.Near:
		return []finder{beside(b.one(n.Left), b.one(n.Right), n.Distance)}
	case query.Phrase:
		if n.Slop > 0 {
			return []finder{gathered(b.Elements(n), n.Slop)}
		}
	case query.Field:
		switch n.Name {
		case "heading", "reference":
			return b.finders(n.Node)
		case "concept":
			return []finder{b.one(n)}
		}
		return nil
	}
	if elements := b.Elements(n); len(elements) > 0 {
		return []finder{sequence(elements)}
	}
	return nil
}

// Content leaves the function words out of words that are asked for together,
// unless there are no others.
func (a *Analyzer) Content(n query.And) query.And {
	function := func(n query.Node) bool {
		t, ok := n.(query.Term)
		return ok && a.IsFunction(t.Text)
	}
	if !slices.ContainsFunc(n, func(n query.Node) bool {
		_, not := n.(query.Not)
		return !not && !function(n)
	}) {
		return n
	}
	return slices.DeleteFunc(slices.Clone(n), function)
}

func (b builder) each(nodes []query.Node) []finder {
	var out []finder
	for _, n := range nodes {
		out = append(out, b.finders(n)...)
	}
	return out
}

// one is a side of a Near, or a concept.
func (b builder) one(n query.Node) finder {
	if f, ok := n.(query.Field); ok {
		if id, ok := b.lookup(query.Text(f)); ok {
			return mentions(id)
		}
		return mentions(query.Text(f))
	}
	if p, ok := n.(query.Phrase); ok && p.Slop > 0 {
		return gathered(b.Elements(p), p.Slop)
	}
	return sequence(b.Elements(n))
}

func mentions(concept string) finder {
	return func(t Text) []Span {
		var out []Span
		for _, m := range t.Mentions {
			if m.Concept == concept {
				out = append(out, m.Span)
			}
		}
		return out
	}
}

// sequence finds words that stand side by side.
func sequence(elements []Element) finder {
	return func(t Text) []Span {
		var out []Span
		for i := 0; len(elements) > 0 && i+len(elements) <= len(t.Words); i++ {
			if starts(t.Words[i:], elements) {
				out = append(out, Span{i, i + len(elements)})
			}
		}
		return out
	}
}

func starts(words []Word, elements []Element) bool {
	for i, e := range elements {
		if !e.Matches(words[i]) {
			return false
		}
	}
	return true
}

// gathered finds words in any order with up to slop others among them.
func gathered(elements []Element, slop int) finder {
	return func(t Text) []Span {
		places := make([][]int, len(elements))
		for i, w := range t.Words {
			for k, e := range elements {
				if e.Matches(w) {
					places[k] = append(places[k], i)
				}
			}
		}
		var out []Span
		for _, set := range Windows(places, len(elements)+slop) {
			for _, i := range set {
				out = append(out, Span{i, i + 1})
			}
		}
		return out
	}
}

// Windows finds, for sorted lists of positions, the sets of one position from
// each list, all different, that lie within so many words: for each place where
// such a stretch can begin the set that ends first.
func Windows(places [][]int, width int) [][]int {
	var starts []int
	for _, list := range places {
		starts = append(starts, list...)
	}
	slices.Sort(starts)
	var out [][]int
	for _, from := range slices.Compact(starts) {
		if set := window(places, from, from+width); set != nil {
			out = append(out, set)
		}
	}
	return out
}

// window takes the first free position of each list within [from, to).
func window(places [][]int, from, to int) []int {
	set := make([]int, 0, len(places))
	for _, list := range places {
		i, _ := slices.BinarySearch(list, from)
		for i < len(list) && slices.Contains(set, list[i]) {
			i++
		}
		if i == len(list) || list[i] >= to {
			return nil
		}
		set = append(set, list[i])
	}
	if !slices.Contains(set, from) {
		return nil
	}
	return set
}

// beside finds spans of one kind with one of the other at most so many words away.
func beside(left, right finder, distance int) finder {
	return func(t Text) []Span {
		var out []Span
		others := right(t)
		for _, l := range left(t) {
			for _, r := range others {
				if Apart(l, r) <= distance && l != r {
					out = append(out, l, r)
				}
			}
		}
		return out
	}
}

// Apart counts the words between two spans.
func Apart(a, b Span) int {
	return max(0, b.From-a.To, a.From-b.To)
}
