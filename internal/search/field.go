package search

import (
	blevedocument "github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// field is a field of a document. What its terms are was decided before, so the
// engine has nothing to analyse; this is its own kind of document.Field.
type field struct {
	name    string
	terms   index.TokenFrequencies // how often each stands there
	length  int                    // words, of which relevance wants to know
	options index.FieldIndexingOptions
}

// newField is an empty field; terms are known to be about so many. If it is not
// counted, the engine keeps no account of how often a term stands there.
func newField(name string, counted bool, terms int) *field {
	f := &field{name: name, terms: make(index.TokenFrequencies, terms), options: index.IndexField}
	if !counted {
		f.options |= index.SkipFreqNorm
	}
	return f
}

// once is a field of terms that stand there, however often.
func once(name string, terms ...string) *field {
	f := newField(name, false, len(terms))
	for _, t := range terms {
		f.terms[t] = often(0)
	}
	return f
}

// newDocument is a document of the engine, without the fields that have no terms.
func newDocument(id string, fields ...*field) *blevedocument.Document {
	d := blevedocument.NewDocument(id)
	d.Fields = make([]blevedocument.Field, 0, len(fields)+1) // the engine adds the id
	for _, f := range fields {
		if len(f.terms) > 0 {
			d.Fields = append(d.Fields, f)
		}
	}
	return d
}

// add counts a term of a counted field once more.
func (f *field) add(term string) {
	n := 0
	if known, ok := f.terms[term]; ok {
		n = known.Frequency()
	}
	f.terms[term] = often(n + 1)
}

// often gives how often a term stands somewhere. The engine only reads it, so
// that the small numbers are shared by all fields.
func often(n int) *index.TokenFreq {
	if n < len(fewTimes) {
		return fewTimes[n]
	}
	return newFrequency(n)
}

var fewTimes = func() (out [64]*index.TokenFreq) {
	for n := range out {
		out[n] = newFrequency(n)
	}
	return out
}()

func newFrequency(n int) *index.TokenFreq {
	f := &index.TokenFreq{}
	f.SetFrequency(n)
	return f
}

// Analyze does nothing; like the methods below it is one of document.Field.
func (f *field) Analyze()                                         {}
func (f *field) Name() string                                     { return f.name }
func (f *field) Value() []byte                                    { return nil }
func (f *field) Options() index.FieldIndexingOptions              { return f.options }
func (f *field) ArrayPositions() []uint64                         { return nil }
func (f *field) EncodedFieldType() byte                           { return 't' }
func (f *field) AnalyzedLength() int                              { return f.length }
func (f *field) AnalyzedTokenFrequencies() index.TokenFrequencies { return f.terms }
func (f *field) NumPlainTextBytes() uint64                        { return 0 }
func (f *field) Size() int                                        { return 0 }
