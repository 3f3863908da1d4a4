package search

import (
	"context"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"recto/internal/corpus"
	"recto/internal/search/match"
	"recto/internal/search/passage"
)

// placedQuery keeps of what child finds the documents whose words stand as
// accept wants them. The engine knows which words a document has, and its text
// in which order.
type placedQuery struct {
	child  blevequery.Query
	view   *view
	accept func(*standing) (bool, error)
}

// Searcher makes the engine's searcher; it is a method of blevequery.Query.
func (q placedQuery) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o blevesearch.SearcherOptions) (blevesearch.Searcher, error) {
	child, err := q.child.Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	return &placedSearcher{Searcher: child, ctx: ctx, accept: q.accept, at: standing{view: q.view}}, nil
}

// placedSearcher looks through the texts of what its child finds.
type placedSearcher struct {
	blevesearch.Searcher
	ctx    context.Context
	accept func(*standing) (bool, error)
	at     standing
	looked int
}

// looks is how many texts are looked through between two looks at the clock.
const looks = 1024

func (s *placedSearcher) Next(ctx *blevesearch.SearchContext) (*blevesearch.DocumentMatch, error) {
	d, err := s.Searcher.Next(ctx)
	return s.from(ctx, d, err)
}

func (s *placedSearcher) Advance(ctx *blevesearch.SearchContext, id index.IndexInternalID) (*blevesearch.DocumentMatch, error) {
	d, err := s.Searcher.Advance(ctx, id)
	return s.from(ctx, d, err)
}

// from gives the first accepted document from d on.
func (s *placedSearcher) from(ctx *blevesearch.SearchContext, d *blevesearch.DocumentMatch, err error) (*blevesearch.DocumentMatch, error) {
	for err == nil && d != nil {
		if s.looked++; s.looked%looks == 0 && s.ctx.Err() != nil {
			return nil, s.ctx.Err()
		}
		s.at.doc = uint32(d.IndexInternalID.Value())
		ok, err := s.accept(&s.at)
		if err != nil || ok {
			return d, err
		}
		ctx.DocumentMatchPool.Put(d)
		if d, err = s.Searcher.Next(ctx); err != nil {
			return nil, err
		}
	}
	return d, err
}

// standing is how the words of one document stand.
type standing struct {
	view *view
	doc  uint32
	buf  []uint32
}

// terms are the numbers of its words in sequence.
func (s *standing) terms(field string) ([]uint32, error) {
	var err error
	s.buf, err = s.view.texts.Terms(s.buf[:0], s.view.docs[s.doc].at, field == fieldRaw)
	return s.buf, err
}

// slot is what one word is asked to be: one of some terms, by their numbers.
type slot struct {
	one  uint32 // if it is the only one
	many map[uint32]bool
}

func (s slot) has(term uint32) bool {
	if s.many == nil {
		return s.one == term
	}
	return s.many[term]
}

// slotsOf gives the numbers of terms.
func (v *view) slotsOf(terms [][]string) []slot {
	out := make([]slot, len(terms))
	for i, ts := range terms {
		if len(ts) == 1 {
			out[i].one = v.texts.Term(ts[0])
			if out[i].one != passage.Break {
				continue
			}
		}
		out[i].many = map[uint32]bool{}
		for _, t := range ts {
			if n := v.texts.Term(t); n != passage.Break {
				out[i].many[n] = true
			}
		}
	}
	return out
}

// sequences finds where the slots stand side by side.
func sequences(terms []uint32, slots []slot, yield func(from int) bool) {
	for from := 0; from+len(slots) <= len(terms); from++ {
		if slots[0].has(terms[from]) && startsWith(terms[from:], slots) && !yield(from) {
			return
		}
	}
}

func startsWith(terms []uint32, slots []slot) bool {
	for i := range slots {
		if !slots[i].has(terms[i]) {
			return false
		}
	}
	return true
}

// inSequence accepts a document in which the slots stand side by side.
func inSequence(field string, slots []slot) func(*standing) (bool, error) {
	return func(s *standing) (bool, error) {
		found := false
		terms, err := s.terms(field)
		sequences(terms, slots, func(int) bool { found = true; return false })
		return found, err
	}
}

// gathered accepts a document in which all slots stand within so many words.
func gathered(slots []slot, width int) func(*standing) (bool, error) {
	return func(s *standing) (bool, error) {
		terms, err := s.terms(fieldText)
		lists := make([][]int, len(slots))
		for i := range slots {
			sequences(terms, slots[i:i+1], func(from int) bool { lists[i] = append(lists[i], from); return true })
		}
		return len(match.Windows(lists, width)) > 0, err
	}
}

// side is what stands on one side of a near: words in sequence, or a concept.
type side struct {
	slots   []slot
	concept string
	without []corpus.Reason
}

func (p side) spans(s *standing) ([]match.Span, error) {
	if p.concept != "" {
		data, err := s.view.texts.Note(s.view.docs[s.doc].at)
		if err != nil {
			return nil, err
		}
		n, err := decodeNote(data)
		return n.conceptsAt(p.concept, p.without), err
	}
	var out []match.Span
	terms, err := s.terms(fieldText)
	sequences(terms, p.slots, func(from int) bool {
		out = append(out, match.Span{From: from, To: from + len(p.slots)})
		return true
	})
	return out, err
}

// beside accepts a document in which the sides stand at most so many words apart.
func beside(left, right side, distance int) func(*standing) (bool, error) {
	return func(s *standing) (bool, error) {
		others, err := right.spans(s)
		if err != nil {
			return false, err
		}
		mine, err := left.spans(s)
		return slices.ContainsFunc(mine, func(l match.Span) bool {
			return slices.ContainsFunc(others, func(r match.Span) bool { return l != r && match.Apart(l, r) <= distance })
		}), err
	}
}
