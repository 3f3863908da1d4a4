package jobs_test

import (
	"testing/fstest"

	"recto/internal/glossary"
	"recto/internal/ingest"
	"recto/internal/jobs"
	"recto/internal/language"
)

// ingestPipeline is the real one, with a glossary of one concept.
func ingestPipeline() (jobs.Pipeline, error) {
	model, err := language.Load()
	if err != nil {
		return nil, err
	}
	concepts, err := glossary.Load(fstest.MapFS{"expansive-learning.md": {Data: []byte(entry)}})
	if err != nil {
		return nil, err
	}
	return ingest.New(ingest.Config{PDF: &ingest.OnDemand{}, Model: model, Glossary: concepts}), nil
}

const entry = `---
preferred: expansive learning
sources:
  - "Author, A. (1999). A book. A publisher."
---
Learning what nobody knows yet.
`
