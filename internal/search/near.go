package search

import (
	"context"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	"github.com/blevesearch/bleve/v2/search/searcher"
	index "github.com/blevesearch/bleve_index_api"

	"recto/internal/search/match"
)

// placedQuery keeps of what child finds the documents whose words stand as
// accept wants them.
type placedQuery struct {
	child  blevequery.Query
	accept func(places) bool
}

// places tells where the terms of a field stand in a document: positions, sorted.
type places func(field, term string) []int

// Searcher makes the engine's searcher; it is a method of blevequery.Query.
func (q placedQuery) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o blevesearch.SearcherOptions) (blevesearch.Searcher, error) {
	o.IncludeTermVectors = true
	child, err := q.child.Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	return searcher.NewFilteringSearcher(ctx, child, func(_ *blevesearch.SearchContext, d *blevesearch.DocumentMatch) bool {
		return q.accept(placesOf(d))
	}), nil
}

func placesOf(d *blevesearch.DocumentMatch) places {
	return func(field, term string) []int {
		var out []int
		for _, l := range d.FieldTermLocations {
			if l.Term == term && l.Field == field {
				out = append(out, int(l.Location.Pos))
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
}

// side is what stands on one side of a near: in each slot one of its terms,
// slot after slot.
type side struct {
	field string
	slots [][]string
}

// spans finds where the slots stand side by side.
func (s side) spans(at places) []match.Span {
	var out []match.Span
	for _, from := range s.slot(0, at) {
		to := from + 1
		for i := 1; i < len(s.slots); i++ {
			if _, ok := slices.BinarySearch(s.slot(i, at), to); !ok {
				break
			}
			to++
		}
		if to-from == len(s.slots) {
			out = append(out, match.Span{From: from, To: to})
		}
	}
	return out
}

func (s side) slot(i int, at places) []int {
	var out []int
	for _, term := range s.slots[i] {
		out = append(out, at(s.field, term)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// beside accepts a document in which the sides stand at most so many words apart.
func beside(left, right side, distance int) func(places) bool {
	return func(at places) bool {
		others := right.spans(at)
		for _, l := range left.spans(at) {
			for _, r := range others {
				if l != r && match.Apart(l, r) <= distance {
					return true
				}
			}
		}
		return false
	}
}

// gathered accepts a document in which all slots stand within so many words.
func gathered(s side, width int) func(places) bool {
	return func(at places) bool {
		lists := make([][]int, len(s.slots))
		for i := range s.slots {
			lists[i] = s.slot(i, at)
		}
		return len(match.Windows(lists, width)) > 0
	}
}
