package search

import (
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search/searcher"
)

// Version names the shape of the index. An index of another version is rebuilt.
//
//	1  blocks with reading text, diplomatic text where it differs, and concepts
//	2  our own words and stems; a vocabulary of forms for each part; mentions with
//	   their places and reasons; of the diplomatic text only what surrounds a
//	   change; quality; what is true of whole parts is kept with the volume
//	3  texts, and the places of words in them, beside the engine; the state of
//	   pages; documents by the addresses of their texts
//	4  pairs of small words are terms, too
const Version = 4

// The fields of a document, which is one block, but for fieldForm.
const (
	fieldText    = "text"    // terms of the reading text, and pairs of small ones
	fieldRaw     = "raw"     // the same of the diplomatic text around what was changed, and of other readings
	fieldForm    = "form"    // forms of both, for wildcards and likeness
	fieldMention = "mention" // concepts, each alone and with its reason
	fieldKind    = "kind"    // corpus.BlockKind
	fieldQuality = "quality" // one of Qualities
)

// newMapping maps nothing: documents come with their fields and terms, so that
// nothing is guessed from the data and no analyser runs.
func newMapping() mapping.IndexMapping {
	setUpEngine()
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentDisabledMapping()
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// setUpEngine tells Bleve of our limit, which it keeps for the whole program.
var setUpEngine = sync.OnceFunc(func() { blevesearch.DisjunctionMaxClauseCount = maxClauses })
