package search

import (
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
	blevesearch "github.com/blevesearch/bleve/v2/search/searcher"
)

// Version names the shape of the index. An index of another version is rebuilt.
//
//	1  blocks with reading text, diplomatic text where it differs, and concepts
//	2  our own words and stems; a vocabulary of forms for each part; mentions with
//	   their places and reasons; of the diplomatic text only what surrounds a
//	   change; quality; what is true of whole parts is kept with the volume
const Version = 2

// The fields of a document, which is one block, but for fieldForm.
const (
	fieldText    = "text"    // terms of the reading text
	fieldRaw     = "raw"     // terms of the diplomatic text around what was changed, and of other readings
	fieldForm    = "form"    // forms of both, for wildcards and likeness
	fieldMention = "mention" // concepts at their places, see mentionAnalyzer
	fieldKind    = "kind"    // corpus.BlockKind
	fieldQuality = "quality" // one of Qualities
	fieldStored  = "stored"  // what a hit shows, as JSON
)

// newMapping names every field and every analyser; nothing is guessed from the data.
func newMapping() (mapping.IndexMapping, error) {
	if err := setUpEngine(); err != nil {
		return nil, err
	}
	m := bleve.NewIndexMapping()
	for _, name := range []string{termAnalyzer, formAnalyzer, mentionAnalyzer} {
		if err := m.AddCustomAnalyzer(name, map[string]any{"type": name}); err != nil {
			return nil, fmt.Errorf("search mapping: %w", err)
		}
	}
	block := bleve.NewDocumentStaticMapping()
	block.AddFieldMappingsAt(fieldText, byWords(termAnalyzer, true))
	block.AddFieldMappingsAt(fieldRaw, byWords(termAnalyzer, true))
	block.AddFieldMappingsAt(fieldForm, byWords(formAnalyzer, false))
	block.AddFieldMappingsAt(fieldMention, byWords(mentionAnalyzer, true))
	for _, f := range []string{fieldKind, fieldQuality} {
		block.AddFieldMappingsAt(f, byWords(keyword.Name, false))
	}
	stored := bleve.NewTextFieldMapping()
	stored.Index, stored.DocValues, stored.IncludeInAll, stored.IncludeTermVectors = false, false, false, false
	block.AddFieldMappingsAt(fieldStored, stored)
	m.DefaultMapping = block
	m.DefaultAnalyzer = termAnalyzer
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m, nil
}

// byWords is a field that is searched by words; phrases and nearness need
// places, and relevance needs to know how often a word stands there.
func byWords(analyzer string, places bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = analyzer
	f.Store, f.DocValues, f.IncludeInAll = false, false, false
	f.IncludeTermVectors, f.SkipFreqNorm = places, !places
	return f
}

// setUpEngine tells Bleve, which keeps such things for the whole program, of
// our analysers and our limits.
var setUpEngine = sync.OnceValue(func() error {
	blevesearch.DisjunctionMaxClauseCount = maxClauses
	return registerAnalyzers()
})
