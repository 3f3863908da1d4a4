package search

import (
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"recto/internal/corpus"
	"recto/internal/search/query"
)

// compiler turns a query into the engine's.
type compiler struct {
	concepts Concepts
	label    string   // the concept that the whole query is a label of
	asked    []string // concepts asked for, to be lit up
	note     string
}

// compile gives nil where nothing is asked, not even by a filter.
func (c *compiler) compile(n query.Node, r Request) blevequery.Query {
	var all []blevequery.Query
	if n != nil {
		all = append(all, c.whole(n))
	}
	for _, id := range r.Concept {
		c.ask(id)
		all = append(all, term(fieldConcept, id, 0.1))
	}
	for _, slug := range r.Author {
		all = append(all, term(fieldAuthor, slug, 0.1))
	}
	if len(r.Volume) > 0 {
		all = append(all, anyOf(fieldVolume, r.Volume))
	}
	if len(r.Year) > 0 {
		years := make([]blevequery.Query, len(r.Year))
		for i, y := range r.Year {
			years[i] = yearRange(y, y)
		}
		all = append(all, bleve.NewDisjunctionQuery(years...))
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
	c.ask(id)
	return bleve.NewDisjunctionQuery(words, phrase(plain, 2), term(fieldConcept, id, 2))
}

func (c *compiler) ask(id string) {
	if !slices.Contains(c.asked, id) {
		c.asked = append(c.asked, id)
	}
}

func (c *compiler) node(n query.Node) blevequery.Query {
	switch n := n.(type) {
	case query.Term:
		return phrase(n.Text, 1)
	case query.Phrase:
		return phrase(n.Text, 1)
	case query.Or:
		return bleve.NewDisjunctionQuery(c.nodes(n)...)
	case query.And:
		return c.and(n)
	case query.Not:
		return c.and(query.And{n})
	case query.Years:
		return yearRange(n.From, n.To)
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
	for _, n := range ns {
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
	switch f.Name {
	case "title":
		return match(fieldTitle, query.Text(f), 1)
	case "author":
		return match(fieldAuthors, query.Text(f), 1)
	case "kind":
		return term(fieldKind, corpus.Slug(query.Text(f)), 1)
	case "volume":
		return bleve.NewDisjunctionQuery(term(fieldVolume, query.Text(f), 1), match(fieldVolumeTitle, query.Text(f), 1))
	case "concept":
		return c.concept(query.Text(f))
	}
	return bleve.NewMatchNoneQuery()
}

// concept takes an id or any label; what is neither is searched as words.
func (c *compiler) concept(value string) blevequery.Query {
	if _, ok := c.concepts.Concept(value); ok {
		c.ask(value)
		return term(fieldConcept, value, 1)
	}
	if id, ok := c.concepts.Lookup(value); ok {
		c.ask(id)
		return term(fieldConcept, id, 1)
	}
	c.note = join(c.note, fmt.Sprintf("The glossary has no concept %q; its words were searched instead.", value))
	return phrase(value, 1)
}

// phrase finds words in sequence in the reading text, or failing that in the
// diplomatic text; one word is a phrase of one.
func phrase(text string, boost float64) blevequery.Query {
	return bleve.NewDisjunctionQuery(match(fieldText, text, boost), match(fieldRaw, text, boost*0.5))
}

func match(field, text string, boost float64) blevequery.Query {
	q := bleve.NewMatchPhraseQuery(text)
	q.SetField(field)
	q.SetBoost(boost)
	return q
}

func term(field, value string, boost float64) blevequery.Query {
	q := bleve.NewTermQuery(value)
	q.SetField(field)
	q.SetBoost(boost)
	return q
}

func anyOf(field string, values []string) blevequery.Query {
	qs := make([]blevequery.Query, len(values))
	for i, v := range values {
		qs[i] = term(field, v, 0.1)
	}
	return bleve.NewDisjunctionQuery(qs...)
}

func yearRange(from, to int) blevequery.Query {
	lo, hi := 1.0, 9999.0
	if from > 0 {
		lo = float64(from)
	}
	if to > 0 {
		hi = float64(to)
	}
	yes := true
	q := bleve.NewNumericRangeInclusiveQuery(&lo, &hi, &yes, &yes)
	q.SetField(fieldYear)
	q.SetBoost(0.1)
	return q
}
