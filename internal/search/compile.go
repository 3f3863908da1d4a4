package search

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	index "github.com/blevesearch/bleve_index_api"

	"recto/internal/corpus"
	"recto/internal/search/match"
	"recto/internal/search/query"
)

// compiler turns a query into the engine's.
type compiler struct {
	concepts Concepts
	words    *match.Analyzer
	view     *view
	without  []corpus.Reason
	label    string   // the concept that the whole query is a label of
	asked    []string // concepts asked for, to be lit up
	notes    []string
	err      error
}

func (c *compiler) say(note string) {
	if !slices.Contains(c.notes, note) {
		c.notes = append(c.notes, note)
	}
}

func (c *compiler) fail(err error) { c.err = cmp.Or(c.err, err) }

// filterBoost keeps filters from deciding the order of results.
const filterBoost = 0.01

// compile gives nil where nothing is asked, not even by a filter.
func (c *compiler) compile(n query.Node, r Request) blevequery.Query {
	var all []blevequery.Query
	if n != nil {
		all = append(all, c.whole(n))
	}
	for _, id := range r.Concept {
		all = append(all, c.mention(id, filterBoost))
	}
	for field, values := range map[string][]string{fieldKind: r.Kind, fieldQuality: r.Quality} {
		if len(values) > 0 {
			all = append(all, anyOf{field, values, filterBoost})
		}
	}
	if len(r.Author)+len(r.Volume)+len(r.Year) > 0 {
		all = append(all, c.filter(r))
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return bleve.NewConjunctionQuery(all...)
}

// whole compiles the query; a plain one that is a concept's label finds the
// concept's mentions as well as the words.
func (c *compiler) whole(n query.Node) blevequery.Query {
	words := c.node(n)
	plain := query.Plain(n)
	if plain == "" {
		return words
	}
	id, ok := c.concepts.Lookup(plain)
	if !ok {
		return words
	}
	c.label = id
	return bleve.NewDisjunctionQuery(words, c.anywhere(c.words.Elements(query.Phrase{Text: plain}), 2), c.mention(id, 2))
}

func (c *compiler) node(n query.Node) blevequery.Query {
	switch n := n.(type) {
	case query.Term, query.Wildcard, query.Fuzzy:
		return c.anywhere(c.words.Elements(n), 1)
	case query.Phrase:
		if n.Slop > 0 {
			return c.gathered(n)
		}
		return c.anywhere(c.words.Elements(n), 1)
	case query.Near:
		return c.near(n)
	case query.Or:
		return bleve.NewDisjunctionQuery(c.nodes(n)...)
	case query.And:
		return c.and(n)
	case query.Not:
		return c.and(query.And{n})
	case query.Years:
		return c.years(n.From, n.To)
	case query.Field:
		return c.field(n)
	}
	return bleve.NewMatchNoneQuery()
}

func (c *compiler) nodes(ns []query.Node) []blevequery.Query {
	out := make([]blevequery.Query, len(ns))
	for i, n := range ns {
		out[i] = c.node(n)
	}
	return out
}

func (c *compiler) and(ns query.And) blevequery.Query {
	b := bleve.NewBooleanQuery()
	positive := false
	for _, n := range c.words.Content(ns) {
		if not, ok := n.(query.Not); ok {
			b.AddMustNot(c.node(not.Node))
			continue
		}
		b.AddMust(c.node(n))
		positive = true
	}
	if !positive {
		b.AddMust(bleve.NewMatchAllQuery())
	}
	return b
}

func (c *compiler) field(f query.Field) blevequery.Query {
	value := query.Text(f)
	switch f.Name {
	case "title":
		return c.inLabel(titleOf, f.Node)
	case "author":
		return c.inLabel(authorNames, f.Node)
	case "heading":
		return bleve.NewConjunctionQuery(anyOf{fieldKind, []string{string(corpus.Heading)}, filterBoost}, c.node(f.Node))
	case "reference":
		return bleve.NewConjunctionQuery(anyOf{fieldKind, []string{string(corpus.ReferenceBlock)}, filterBoost}, c.node(f.Node))
	case "kind":
		return c.kind(value)
	case "volume":
		if _, ok := c.view.volumes[value]; ok {
			return c.filter(Request{Volume: []string{value}})
		}
		return c.inLabel(volumeTitleOf, f.Node)
	case "concept":
		if id, ok := c.concept(value); ok {
			return c.mention(id, 1)
		}
		return c.anywhere(c.words.Elements(f.Node), 1)
	}
	return bleve.NewMatchNoneQuery()
}

// kind takes the kind of a block by its name, or what the name begins with.
func (c *compiler) kind(value string) blevequery.Query {
	slug := corpus.Slug(value)
	var found, names []string
	for _, k := range kinds {
		names = append(names, string(k))
		if strings.HasPrefix(string(k), slug) || slug == "quote" && k == corpus.Quotation {
			found = append(found, string(k))
		}
	}
	if len(found) == 0 {
		c.say(fmt.Sprintf("There is no kind of passage %q. The kinds are: %s.", value, strings.Join(names, ", ")))
		return bleve.NewMatchNoneQuery()
	}
	return anyOf{fieldKind, found, 1}
}

// concept takes an id or any label; what is neither is searched as words.
func (c *compiler) concept(value string) (string, bool) {
	if _, ok := c.concepts.Concept(value); ok {
		return value, true
	}
	id, ok := c.concepts.Lookup(value)
	if !ok {
		c.say(fmt.Sprintf("The glossary has no concept %q; its words were searched instead.", value))
	}
	return id, ok
}

// mention finds a concept, but not for the reasons that the reader switched off.
func (c *compiler) mention(id string, boost float64) blevequery.Query {
	if !slices.Contains(c.asked, id) {
		c.asked = append(c.asked, id)
	}
	return anyOf{fieldMention, c.mentionTerms(id), boost}
}

func (c *compiler) mentionTerms(id string) []string {
	if len(c.without) == 0 {
		return []string{id}
	}
	var out []string
	for _, r := range Reasons {
		if !slices.Contains(c.without, r) {
			out = append(out, mentionTerm(id, r))
		}
	}
	return out
}

// anywhere finds words in sequence in the reading text or as they were printed
// or might be read.
func (c *compiler) anywhere(elements []match.Element, boost float64) blevequery.Query {
	text, raw := c.sequence(fieldText, elements, boost), c.sequence(fieldRaw, elements, boost/2)
	if _, none := raw.(*blevequery.MatchNoneQuery); none {
		return text // which is much quicker by itself
	}
	return bleve.NewDisjunctionQuery(text, raw)
}

// sequence finds words side by side in a field; one word is a sequence of one.
func (c *compiler) sequence(field string, elements []match.Element, boost float64) blevequery.Query {
	slots := c.slots(elements)
	switch {
	case len(slots) == 0 || slices.ContainsFunc(slots, func(terms []string) bool { return !c.view.hasAny(field, terms) }):
		return bleve.NewMatchNoneQuery()
	case len(slots) == 1:
		return anyOf{field, slots[0], boost}
	}
	together := c.pairs(slots)
	if len(together) == 1 {
		return anyOf{field, together[0], boost} // the two words of a pair
	}
	return c.placed(field, together, slots, boost, inSequence(field, c.view.slotsOf(slots)))
}

// pairs are the slots with pairs of small words in place of these words: fewer
// documents have the pairs.
func (c *compiler) pairs(slots [][]string) [][]string {
	small := func(i int) bool { return i < len(slots) && len(slots[i]) == 1 && c.words.IsSmall(slots[i][0]) }
	var out [][]string
	for i, terms := range slots {
		switch {
		case small(i) && small(i+1):
			out = append(out, []string{pairTerm(terms[0], slots[i+1][0])})
		case i == 0 || !small(i) || !small(i-1):
			out = append(out, terms)
		}
	}
	return out
}

func (c *compiler) slots(elements []match.Element) [][]string {
	out := make([][]string, len(elements))
	for i, e := range elements {
		out[i] = c.terms(e)
	}
	return out
}

func (c *compiler) gathered(p query.Phrase) blevequery.Query {
	slots := c.slots(c.words.Elements(p))
	if len(slots) == 0 {
		return bleve.NewMatchNoneQuery()
	}
	return c.placed(fieldText, slots, slots, 1, gathered(c.view.slotsOf(slots), len(slots)+p.Slop))
}

// placed finds the documents that have all that needs to be there, and a term for
// each slot as often as count finds them in their places.
func (c *compiler) placed(field string, needed, slots [][]string, boost float64, count func(*standing) (int, error)) placedQuery {
	weight, err := c.view.weight(field, slots)
	c.fail(err)
	return placedQuery{every(field, needed), c.view, weight, boost, count}
}

func (c *compiler) near(n query.Near) blevequery.Query {
	left, field, one := c.side(n.Left)
	right, other, two := c.side(n.Right)
	if len(one) == 0 || len(two) == 0 {
		return bleve.NewMatchNoneQuery()
	}
	weight, err := c.view.weight(field, one)
	more, err2 := c.view.weight(other, two)
	c.fail(errors.Join(err, err2))
	candidates := bleve.NewConjunctionQuery(every(field, one), every(other, two))
	return placedQuery{candidates, c.view, weight + more, 1, beside(left, right, n.Distance)}
}

// side gives a side of a near, and the terms that its documents have in a field.
func (c *compiler) side(n query.Node) (p side, field string, slots [][]string) {
	if f, ok := n.(query.Field); ok {
		if id, ok := c.concept(query.Text(f)); ok {
			c.mention(id, 1)
			return side{concept: id, without: c.without}, fieldMention, [][]string{c.mentionTerms(id)}
		}
		n = f.Node
	}
	slots = c.slots(c.words.Elements(n))
	return side{slots: c.view.slotsOf(slots)}, fieldText, slots
}

// every finds the documents that have a term for each slot.
func every(field string, slots [][]string) blevequery.Query {
	all := make([]blevequery.Query, len(slots))
	for i, terms := range slots {
		all[i] = anyOf{field, terms, 1}
	}
	return bleve.NewConjunctionQuery(all...)
}

// anyOf finds the documents that have one of some terms in a field.
type anyOf struct {
	field string
	terms []string
	boost float64
}

// Searcher makes the engine's searcher; it is a method of blevequery.Query.
func (q anyOf) Searcher(ctx context.Context, r index.IndexReader, _ mapping.IndexMapping, o blevesearch.SearcherOptions) (blevesearch.Searcher, error) {
	switch len(q.terms) {
	case 0:
		return searcher.NewMatchNoneSearcher(r)
	case 1:
		return searcher.NewTermSearcher(ctx, r, q.terms[0], q.field, q.boost, o)
	}
	s, err := searcher.NewMultiTermSearcher(ctx, r, q.terms, q.field, q.boost, o, true)
	if err != nil {
		return nil, errors.Join(corpus.ErrTooLarge, err)
	}
	return s, nil
}
