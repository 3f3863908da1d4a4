// Package search finds blocks of papers by words, phrases and concepts.
//
// The index is a cache: everything in it is made from published editions, so it
// may be thrown away and rebuilt at any time. Bleve is the engine, and no other
// package knows that. The query language is in package query.
package search

import (
	"context"
	"fmt"
	"time"

	"github.com/blevesearch/bleve/v2"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"recto/internal/corpus"
	"recto/internal/search/query"
)

// Concepts is the glossary, as far as searching needs it.
type Concepts interface {
	Lookup(label string) (id string, ok bool)
	Concept(id string) (corpus.Concept, bool)
}

// maxHits bounds the blocks that one search ranks; Results.Total is exact beyond it.
const maxHits = 50_000

// maxClauses bounds what wildcards and phrases of one query may expand to.
const maxClauses = 1024

// Search answers a request. A query that asks nothing gives no results and no
// error; a malformed one is read leniently and Results.Message says how.
func (x *Index) Search(ctx context.Context, r Request) (Results, error) {
	start := time.Now()
	node, message := query.Parse(r.Query)
	out := Results{Message: message, Page: max(1, r.Page)}
	c := compiler{concepts: x.concepts}
	q := c.compile(node, r)
	out.Concept = c.label
	if c.note != "" {
		out.Message = join(out.Message, c.note)
	}
	if q == nil {
		return out, nil
	}
	ranked, err := x.rank(ctx, q)
	if err != nil {
		return out, fmt.Errorf("search %q: %w", r.Query, err)
	}
	out.Total = ranked.total
	groups := x.group(ranked, r.Sort)
	out.Papers = len(groups)
	out.Facets = x.facets(ranked, groups, r)
	page := paginate(groups, &out, r)
	if out.Groups, err = x.fill(ctx, q, page, c.asked); err != nil {
		return out, fmt.Errorf("search %q: read the hits: %w", r.Query, err)
	}
	out.Took = time.Since(start)
	return out, nil
}

// ranking is what the engine found, best first.
type ranking struct {
	total    int
	hits     []scored
	concepts []Count
}

type scored struct {
	doc   docID
	score float64
}

// rank asks the engine for every hit without its text, which grouping needs.
func (x *Index) rank(ctx context.Context, q blevequery.Query) (ranking, error) {
	req := bleve.NewSearchRequestOptions(q, maxHits, 0, false)
	req.AddFacet("concept", bleve.NewFacetRequest(fieldConcept, facetSize))
	res, err := x.alias.SearchInContext(ctx, req)
	if err != nil {
		return ranking{}, err
	}
	out := ranking{total: int(res.Total), hits: make([]scored, 0, len(res.Hits))}
	for _, h := range res.Hits {
		if doc, ok := parseDocID(h.ID); ok {
			out.hits = append(out.hits, scored{doc, h.Score})
		}
	}
	if f := res.Facets["concept"]; f != nil && f.Terms != nil {
		for _, t := range f.Terms.Terms() {
			out.concepts = append(out.concepts, Count{Value: t.Term, N: t.Count})
		}
	}
	return out, nil
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + " " + b
}
