package search

import (
	"context"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"

	"recto/internal/corpus"
	"recto/internal/search/match"
	"recto/internal/search/query"
)

// among finds the documents of the parts that a condition picks: what is true
// of whole parts is asked of the view, not written into every block.
type among struct {
	view *view
	pick func(part int32) bool
}

// Searcher makes a searcher; it is a method of blevequery.Query.
func (q among) Searcher(context.Context, index.IndexReader, mapping.IndexMapping, blevesearch.SearcherOptions) (blevesearch.Searcher, error) {
	picked := make([]bool, len(q.view.parts))
	for i := range picked {
		picked[i] = q.pick(int32(i))
	}
	return &amongSearcher{docs: q.view.docs, picked: picked}, nil
}

// amongSearcher goes through the documents in the order of their numbers. All
// of them score alike.
type amongSearcher struct {
	docs   []document
	picked []bool
	next   int
}

func (s *amongSearcher) Next(ctx *blevesearch.SearchContext) (*blevesearch.DocumentMatch, error) {
	for ; s.next < len(s.docs); s.next++ {
		if part := s.docs[s.next].part; part < 0 || !s.picked[part] {
			continue
		}
		d := ctx.DocumentMatchPool.Get()
		d.IndexInternalID = index.NewIndexInternalID(d.IndexInternalID, uint64(s.next))
		s.next++
		return d, nil
	}
	return nil, nil
}

func (s *amongSearcher) Advance(ctx *blevesearch.SearchContext, id index.IndexInternalID) (*blevesearch.DocumentMatch, error) {
	s.next = max(s.next, int(id.Value()))
	return s.Next(ctx)
}

func (s *amongSearcher) Close() error               { return nil }
func (s *amongSearcher) Weight() float64            { return 0 }
func (s *amongSearcher) SetQueryNorm(float64)       {}
func (s *amongSearcher) Count() uint64              { return uint64(len(s.docs)) }
func (s *amongSearcher) Min() int                   { return 0 }
func (s *amongSearcher) Size() int                  { return len(s.picked) }
func (s *amongSearcher) DocumentMatchPoolSize() int { return 1 }

// titled picks the parts in whose title the words stand, and likewise for the
// names of authors and the titles of volumes.
func (c *compiler) inLabel(of func(corpus.PartEntry) []string, n query.Node) among {
	m := match.New(c.words, n, nil)
	return among{c.view, func(part int32) bool {
		return slices.ContainsFunc(of(c.view.parts[part]), func(text string) bool {
			return len(m.Find(match.Text{Words: c.words.Words(text)})) > 0
		})
	}}
}

func titleOf(p corpus.PartEntry) []string       { return []string{p.Title} }
func volumeTitleOf(p corpus.PartEntry) []string { return []string{p.VolumeTitle} }

// years picks the parts of volumes of a range of years; 0 leaves an end open.
func (c *compiler) years(from, to int) among {
	return among{c.view, func(part int32) bool {
		year := c.view.parts[part].Year
		return year != 0 && year >= from && (to == 0 || year <= to)
	}}
}

// filter picks the parts that the request's filters leave.
func (c *compiler) filter(r Request) among {
	return among{c.view, func(part int32) bool {
		p := c.view.parts[part]
		names := slugs(authorNames(p))
		has := func(slug string) bool { return slices.Contains(names, slug) }
		return (len(r.Volume) == 0 || slices.Contains(r.Volume, p.Volume)) &&
			(len(r.Year) == 0 || slices.Contains(r.Year, p.Year)) &&
			!slices.ContainsFunc(r.Author, func(slug string) bool { return !has(slug) })
	}}
}
