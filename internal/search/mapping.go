package search

import (
	"fmt"
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
const Version = 3

// The fields of a document, which is one block, but for fieldForm.
const (
	fieldText    = "text"    // terms of the reading text
	fieldRaw     = "raw"     // terms of the diplomatic text around what was changed, and of other readings
	fieldForm    = "form"    // forms of both, for wildcards and likeness
	fieldMention = "mention" // concepts, each alone and with its reason
	fieldKind    = "kind"    // corpus.BlockKind
	fieldQuality = "quality" // one of Qualities
)

// newMapping names every field and every analyser; nothing is guessed from the data.
func newMapping() (mapping.IndexMapping, error) {
	if err := setUpEngine(); err != nil {
		return nil, err
	}
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer(splitAnalyzer, map[string]any{"type": splitAnalyzer}); err != nil {
		return nil, fmt.Errorf("search mapping: %w", err)
	}
	block := bleve.NewDocumentStaticMapping()
	for _, f := range []string{fieldText, fieldRaw, fieldMention} {
		block.AddFieldMappingsAt(f, terms(true))
	}
	for _, f := range []string{fieldForm, fieldKind, fieldQuality} {
		block.AddFieldMappingsAt(f, terms(false))
	}
	m.DefaultMapping = block
	m.DefaultAnalyzer = splitAnalyzer
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m, nil
}

// terms is a field of terms with spaces between; relevance needs to know how
// often a term stands there.
func terms(counted bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = splitAnalyzer
	f.Store, f.DocValues, f.IncludeInAll, f.IncludeTermVectors = false, false, false, false
	f.SkipFreqNorm = !counted
	return f
}

// setUpEngine tells Bleve, which keeps such things for the whole program, of
// our analysers and our limits.
var setUpEngine = sync.OnceValue(func() error {
	blevesearch.DisjunctionMaxClauseCount = maxClauses
	return registerAnalyzers()
})
