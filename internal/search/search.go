// Package search finds blocks of papers by words, phrases and concepts.
//
// The index is a cache: everything in it is made from published editions, so it
// may be thrown away and rebuilt at any time. Bleve is the engine, and no other
// package knows that. The query language is in package query, and what a word
// is in package match.
package search

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"recto/internal/corpus"
	"recto/internal/search/match"
	"recto/internal/search/query"
)

// Concepts is the glossary, as far as searching needs it.
type Concepts interface {
	Lookup(label string) (id string, ok bool)
	Concept(id string) (corpus.Concept, bool)
	Concepts() []corpus.Concept
}

const (
	maxClauses = 1024            // that wildcards and phrases of one query may expand to
	patience   = 5 * time.Second // for one query; what costs more is refused with advice
)

// ErrCostly: the query would take longer than one reader may ask for.
var ErrCostly = errors.New("the query is too costly")

// Search answers a request. A query that asks nothing gives no results and no
// error; a malformed one is read leniently and Results.Message says how. The
// error is ErrCostly where a query takes too long.
func (x *Index) Search(ctx context.Context, r Request) (Results, error) {
	start := time.Now()
	v, done := x.look()
	defer done()
	a, err := x.ask(ctx, v, r)
	out := Results{Message: a.message, Reading: a.reading, Concept: a.label, Page: 1}
	if err != nil {
		return out, fmt.Errorf("search %q: %w", r.Query, err)
	}
	out.Total = len(a.hits)
	groups := group(v, a.hits, r.Sort)
	out.Papers = len(groups)
	out.Facets = x.facets(v, a.hits, groups, r)
	out.Instead = x.spell(v, a.node)
	out.Missed = v.missed(x.words, a.node, a.hits)
	if r.Passages {
		from := out.cut(len(a.hits), r)
		to := from + out.size(len(a.hits), r)
		out.Hits, err = a.read(ctx, passages(v, a.hits, r.Sort, to)[from:])
	} else {
		shown := groups[out.cut(len(groups), r):][:out.size(len(groups), r)]
		out.Groups, err = a.readGroups(ctx, shown, r.Sort)
	}
	out.Took = time.Since(start)
	return out, err
}

// answer is a request that was asked.
type answer struct {
	*Index
	view    *view
	node    query.Node
	match   match.Matcher
	own     match.Matcher // finds the reader's words, but no concepts
	asked   []string      // concepts
	without []corpus.Reason
	label   string
	message string
	reading string
	hits    []scored
}

// ask finds what a request asks for.
func (x *Index) ask(ctx context.Context, v *view, r Request) (*answer, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	node, message := query.Parse(r.Query)
	c := compiler{concepts: x.concepts, words: x.words, view: v, without: r.Without}
	q := c.compile(node, r)
	a := &answer{
		Index: x, view: v, node: node, match: match.New(x.words, node, byLabel{x.concepts}), asked: c.asked, without: r.Without,
		label: c.label, message: strings.Join(append(notes(message), c.notes...), " "),
	}
	a.own = match.New(x.words, node, nil)
	if a.label != "" {
		a.own = match.New(x.words, query.Phrase{Text: query.Plain(node)}, nil)
	}
	if a.message != "" {
		a.reading = query.Write(node)
	}
	if q == nil || c.err != nil {
		return a, c.err
	}
	var err error
	a.hits, err = v.run(ctx, q)
	if errors.Is(err, corpus.ErrTooLarge) || errors.Is(err, context.DeadlineExceeded) {
		err = ErrCostly
	}
	return a, err
}

func notes(message string) []string {
	if message == "" {
		return nil
	}
	return []string{message}
}

// byLabel resolves labels and ids alike.
type byLabel struct{ Concepts }

func (b byLabel) Lookup(label string) (string, bool) {
	if _, ok := b.Concept(label); ok {
		return label, true
	}
	return b.Concepts.Lookup(label)
}

// cut sets the page numbers and gives where the page begins among n.
func (out *Results) cut(n int, r Request) int {
	per := r.perPage()
	out.Pages = (n + per - 1) / per
	out.Page = min(max(1, r.Page), max(1, out.Pages))
	return (out.Page - 1) * per
}

// size is how many of n stand on the page.
func (out *Results) size(n int, r Request) int {
	return min(r.perPage(), n-(out.Page-1)*r.perPage())
}
