package search

import (
	"fmt"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	blevesearch "github.com/blevesearch/bleve/v2/search/searcher"
)

// Version names the shape of the index. An index of another version is rebuilt.
//
//	1  blocks with reading text, diplomatic text where it differs, and concepts
const Version = 1

// The fields of a document, which is one block.
const (
	fieldText        = "text"        // reading text
	fieldRaw         = "raw"         // diplomatic text, where it differs
	fieldTitle       = "title"       // of the paper
	fieldAuthors     = "authors"     // names, as words
	fieldVolumeTitle = "volumetitle" // as words
	fieldAuthor      = "author"      // slugs of names
	fieldVolume      = "volume"      // Volume.ID
	fieldPart        = "part"        // Part.ID
	fieldKind        = "kind"
	fieldConcept     = "concept" // Concept.ID, each once
	fieldYear        = "year"
	fieldStored      = "stored" // what a hit shows besides its text, as JSON
)

const (
	proseAnalyzer = "prose"
	foldFilter    = "recto_fold"
)

// newMapping names every field and every analyser; nothing is guessed from the data.
func newMapping() (mapping.IndexMapping, error) {
	if err := setUpEngine(); err != nil {
		return nil, err
	}
	m := bleve.NewIndexMapping()
	err := m.AddCustomAnalyzer(proseAnalyzer, map[string]any{
		"type":          custom.Name,
		"tokenizer":     unicode.Name,
		"token_filters": []string{en.PossessiveName, lowercase.Name, foldFilter, en.SnowballStemmerName},
	})
	if err != nil {
		return nil, fmt.Errorf("search mapping: %w", err)
	}
	block := bleve.NewDocumentStaticMapping()
	for _, f := range []string{fieldTitle, fieldAuthors, fieldVolumeTitle} {
		block.AddFieldMappingsAt(f, prose(false))
	}
	block.AddFieldMappingsAt(fieldText, prose(true))
	block.AddFieldMappingsAt(fieldRaw, prose(true))
	for _, f := range []string{fieldAuthor, fieldVolume, fieldPart, fieldKind} {
		block.AddFieldMappingsAt(f, exact(false))
	}
	block.AddFieldMappingsAt(fieldConcept, exact(true))
	year := bleve.NewNumericFieldMapping()
	year.Store, year.DocValues, year.IncludeInAll = false, false, false
	block.AddFieldMappingsAt(fieldYear, year)
	stored := bleve.NewTextFieldMapping()
	stored.Index, stored.DocValues, stored.IncludeInAll, stored.IncludeTermVectors = false, false, false, false
	block.AddFieldMappingsAt(fieldStored, stored)
	m.DefaultMapping = block
	m.DefaultAnalyzer = proseAnalyzer
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m, nil
}

// prose is text that is searched by words; shown text keeps their places.
func prose(shown bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = proseAnalyzer
	f.Store, f.DocValues, f.IncludeInAll = shown, false, false
	f.IncludeTermVectors = true // phrases need positions
	return f
}

// exact is a value that is matched whole; counted values can be a facet.
func exact(counted bool) *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = keyword.Name
	f.Store, f.IncludeInAll, f.IncludeTermVectors = false, false, false
	f.DocValues = counted
	return f
}

// setUpEngine tells Bleve, which keeps such things for the whole program, of
// our token filter and our limits.
var setUpEngine = sync.OnceValue(func() error {
	blevesearch.DisjunctionMaxClauseCount = maxClauses
	return registry.RegisterTokenFilter(foldFilter, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) {
		return folder{asciifolding.New()}, nil
	})
})

// folder takes the marks off letters, so that "Engestrom" finds "Engeström". It
// works on tokens, not on the text, which keeps the places of words true.
type folder struct {
	ascii *asciifolding.AsciiFoldingFilter
}

func (f folder) Filter(in analysis.TokenStream) analysis.TokenStream {
	for _, t := range in {
		t.Term = f.ascii.Filter(t.Term)
	}
	return in
}
