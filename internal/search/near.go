package search

import (
	"context"
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"recto/internal/corpus"
	"recto/internal/search/match"
	"recto/internal/search/passage"
)

// placedQuery finds the documents that have a term for each slot and whose words
// stand as count wants them. The engine knows which words a document has, and its
// text in which order.
type placedQuery struct {
	candidates blevequery.Query
	view       *view
	weight     float64 // of all that is asked for, see view.weight
	boost      float64
	count      func(*standing) (int, error) // how often they stand so
}

// Searcher makes the engine's searcher; it is a method of blevequery.Query. The
// candidates are not scored: most of them are none of the hits.
func (q placedQuery) Searcher(ctx context.Context, r index.IndexReader, m mapping.IndexMapping, o blevesearch.SearcherOptions) (blevesearch.Searcher, error) {
	o.Score = "none"
	candidates, err := q.candidates.Searcher(ctx, r, m, o)
	if err != nil {
		return nil, err
	}
	return &placedSearcher{Searcher: candidates, ctx: ctx, placedQuery: q, norm: 1, at: standing{view: q.view}}, nil
}

// placedSearcher looks through the texts of the candidates. What stands together
// is scored as one term whose weight is the sum of its words', as Lucene does.
type placedSearcher struct {
	blevesearch.Searcher
	placedQuery
	ctx    context.Context
	norm   float64
	at     standing
	looked int
}

// looks is how many texts are looked through between two looks at the clock.
const looks = 1024

func (s *placedSearcher) Weight() float64 { return s.boost * s.boost * s.weight * s.weight }

func (s *placedSearcher) SetQueryNorm(norm float64) { s.norm = norm }

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
		n, err := s.count(&s.at)
		if err != nil {
			return nil, err
		}
		if n > 0 {
			d.Score = math.Sqrt(float64(n)/float64(max(1, s.at.length))) * s.weight * s.weight * s.boost * s.norm
			return d, nil
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
	view   *view
	doc    uint32
	length int // words of the text looked at last
	buf    []uint32
}

// terms are the numbers of its words in sequence.
func (s *standing) terms(field string) ([]uint32, error) {
	var err error
	s.buf, err = s.view.texts.Terms(s.buf[:0], s.view.docs[s.doc].at, field == fieldRaw)
	s.length = len(s.buf)
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

// weight is the sum of the inverse document frequencies of slots, each as the
// engine reckons them for a term.
func (v *view) weight(field string, slots [][]string) (float64, error) {
	sum := 0.0
	for _, terms := range slots {
		n := 0
		for _, t := range terms {
			in, err := v.count(field, t)
			if err != nil {
				return 0, err
			}
			n += in
		}
		sum += 1 + math.Log(float64(len(v.docs))/float64(n+1))
	}
	return sum, nil
}

// sequences counts where the slots stand side by side, and tells each place.
func sequences(terms []uint32, slots []slot, tell func(from int)) int {
	n := 0
	for from := 0; from+len(slots) <= len(terms); from++ {
		if slots[0].has(terms[from]) && startsWith(terms[from:], slots) {
			n++
			if tell != nil {
				tell(from)
			}
		}
	}
	return n
}

func startsWith(terms []uint32, slots []slot) bool {
	for i := 1; i < len(slots); i++ {
		if !slots[i].has(terms[i]) {
			return false
		}
	}
	return true
}

// inSequence counts where the slots stand side by side.
func inSequence(field string, slots []slot) func(*standing) (int, error) {
	return func(s *standing) (int, error) {
		terms, err := s.terms(field)
		return sequences(terms, slots, nil), err
	}
}

// gathered counts where all slots stand within so many words.
func gathered(slots []slot, width int) func(*standing) (int, error) {
	return func(s *standing) (int, error) {
		terms, err := s.terms(fieldText)
		lists := make([][]int, len(slots))
		for i := range slots {
			sequences(terms, slots[i:i+1], func(from int) { lists[i] = append(lists[i], from) })
		}
		return len(match.Windows(lists, width)), err
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
	sequences(terms, p.slots, func(from int) { out = append(out, match.Span{From: from, To: from + len(p.slots)}) })
	return out, err
}

// beside counts where the left side stands at most so many words from the right.
func beside(left, right side, distance int) func(*standing) (int, error) {
	return func(s *standing) (int, error) {
		others, err := right.spans(s)
		if err != nil {
			return 0, err
		}
		mine, err := left.spans(s)
		n := 0
		for _, l := range mine {
			if slices.ContainsFunc(others, func(r match.Span) bool { return l != r && match.Apart(l, r) <= distance }) {
				n++
			}
		}
		return n, err
	}
}
