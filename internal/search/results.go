package search

import (
	"cmp"
	"time"

	"recto/internal/corpus"
)

// Request is a reader's question.
type Request struct {
	Query    string          // in the query language, see package query
	Concept  []string        // Concept.ID, each must be mentioned
	Author   []string        // Slug of a name, each must be an author
	Volume   []string        // Volume.ID, one of them
	Year     []int           // one of them
	Kind     []string        // corpus.BlockKind, one of them
	Quality  []string        // one of Qualities, one of them
	Without  []corpus.Reason // reasons for which a concept is not to be found
	Sort     string          // SortRelevance, SortYear or SortPosition; empty is relevance
	Passages bool            // hits one by one instead of by paper
	Page     int             // 1-based; less is 1
	PerPage  int             // papers, or passages, a page; less than 1 is DefaultPerPage
}

func (r Request) perPage() int {
	if r.PerPage < 1 {
		return DefaultPerPage
	}
	return r.PerPage
}

// How results are sorted.
const (
	SortRelevance = "relevance"
	SortYear      = "year" // newest first
	SortPosition  = "position"
)

// DefaultPerPage is how many papers a page of results shows.
const DefaultPerPage = 10

// Reasons are all reasons for which a concept is found, surest first.
var Reasons = []corpus.Reason{
	corpus.Exact, corpus.Inflected, corpus.Hyphenation, corpus.Alternate, corpus.Acronym, corpus.Variant,
}

// Results answers a Request.
type Results struct {
	Total   int     // blocks found
	Papers  int     // parts that hold them
	Groups  []Group // this page's, or
	Hits    []Found // this page's, if Request.Passages
	Page    int
	Pages   int
	Facets  []Facet
	Message string // how a query with a mistake was read; empty if there was none
	Reading string // the query as it was read; empty if there is no message
	Instead string // the query with the words that occur nowhere exchanged for like ones; may be empty
	Concept string // Concept.ID if the query is a label and nothing else
	Missed  Missed
	Took    time.Duration
}

// Group is a part of a volume with its best hits.
type Group struct {
	Part corpus.PartEntry
	Hits []Hit
	More int // hits in this part that are not in Hits
}

// Found is a hit with the part that it stands in.
type Found struct {
	Part corpus.PartEntry
	Hit
}

// Hit is a block that answers the query.
type Hit struct {
	Block    string // Block.ID
	Kind     corpus.BlockKind
	Section  string // text of the heading that it stands under
	Folio    string // of the page on which the first of the words found stands
	Scan     int
	Side     corpus.Side
	Quality  string // one of Qualities
	Fragment []Piece
	Reasons  []Why // why it was found, most telling first
}

// Why is a reason for which a hit was found, in words.
type Why struct {
	Text    string
	Words   bool          // the reader's own words stand there
	Concept string        // Concept.ID, if it is one that was found
	Reason  corpus.Reason // why the concept was
}

// Piece is a run of text, lit up or not.
type Piece struct {
	Text string
	Hit  bool
}

// Facet counts the found blocks by one property.
type Facet struct {
	Name   string // "concept", "author", "year", "volume", "kind" or "quality"
	Values []Count
}

// Count is one value of a facet.
type Count struct {
	Value  string // as a Request takes it
	Label  string // as a reader sees it
	N      int
	Active bool // the request asks for it already
}

func title(p corpus.Part) string {
	if p.Paper != nil && p.Paper.Title != "" {
		return p.Paper.Title
	}
	return cmp.Or(p.Title, string(p.Kind))
}
