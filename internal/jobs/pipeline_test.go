package jobs_test

import (
	"recto/corpus"
	"recto/internal/glossary"
	"recto/internal/ingest"
	"recto/internal/ingest/extract"
	"recto/internal/jobs"
	"recto/internal/language"
)

// ingestPipeline is the real one, with the glossary that comes with Recto. What
// PDFium compiles is kept in the folder cache.
func ingestPipeline(cache string) (jobs.Pipeline, error) {
	model, err := language.Load()
	if err != nil {
		return nil, err
	}
	files, err := corpusfs.Glossary()
	if err != nil {
		return nil, err
	}
	concepts, err := glossary.Load(files)
	if err != nil {
		return nil, err
	}
	pdf := &ingest.OnDemand{Options: extract.Options{CacheDir: cache}}
	return ingest.New(ingest.Config{PDF: pdf, Model: model, Glossary: concepts}), nil
}
