package search

import (
	"time"

	"recto/internal/corpus"
)

// Request is a reader's question.
type Request struct {
	Query   string   // in the query language, see package query
	Concept []string // Concept.ID, each must be mentioned
	Author  []string // Slug of a name, each must be an author
	Volume  []string // Volume.ID, one of them
	Year    []int    // one of them
	Sort    string   // SortRelevance, SortYear or SortPosition; empty is relevance
	Page    int      // 1-based; less is 1
	PerPage int      // papers a page; less than 1 is DefaultPerPage
}

// How groups of results are sorted.
const (
	SortRelevance = "relevance"
	SortYear      = "year" // newest first
	SortPosition  = "position"
)

// DefaultPerPage is how many papers a page of results shows.
const DefaultPerPage = 10

// Results answers a Request.
type Results struct {
	Total   int     // blocks found
	Papers  int     // parts that hold them
	Groups  []Group // this page's
	Page    int
	Pages   int
	Facets  []Facet
	Message string // how a query with a mistake was read; empty if there was none
	Concept string // Concept.ID if the query is a label and nothing else
	Took    time.Duration
}

// Group is a part of a volume with its best hits.
type Group struct {
	Part corpus.PartEntry
	Hits []Hit
	More int // hits in this part that are not in Hits
}

// Hit is a block that answers the query.
type Hit struct {
	Block    string // Block.ID
	Kind     corpus.BlockKind
	Section  string // text of the heading that it stands under
	Folio    string
	Scan     int
	Fragment []Piece
	Reasons  []string // why it was found, in words, most telling first
}

// Piece is a run of text, lit up or not.
type Piece struct {
	Text string
	Hit  bool
}

// Facet counts the found blocks by one property.
type Facet struct {
	Name   string // "concept", "author", "year" or "volume"
	Values []Count
}

// Count is one value of a facet.
type Count struct {
	Value  string // as a Request takes it
	Label  string // as a reader sees it
	N      int
	Active bool // the request asks for it already
}
