package structure

import (
	"recto/internal/corpus"
	"recto/internal/ingest/structure/reference"
)

// ParseReference reads the fields of one entry of a reference list, clean or
// damaged. Fields that the entry does not have stay empty.
func ParseReference(raw string) corpus.Reference { return reference.Parse(raw) }
