package search

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"

	"recto/internal/corpus"
	"recto/internal/search/match"
)

// batchSize is how many documents go to the engine at once.
const batchSize = 2000

// replace puts an edition in place of what the index has of its volume. The
// volume's entry goes in with the last batch, so that an interrupted call leaves
// the index saying that it lacks the edition, and which documents are in the way.
func replace(ctx context.Context, b bleve.Index, e *corpus.Edition) error {
	w, err := newWriter(ctx, b)
	if err != nil {
		return err
	}
	var old volumeEntry
	if err := getJSON(b, volumePrefix+e.Volume.ID, &old); err != nil {
		return err
	}
	next := entryOf(e)
	w.remember(volumePrefix+e.Volume.ID, volumeEntry{Docs: append(slices.Clone(old.Docs), next.Docs...)})
	w.flush()
	for _, d := range old.Docs {
		for i := vocabularyPlace; i < d.Blocks; i++ {
			w.do(func() error { w.batch.Delete(docID{d.Part, i}.String()); return nil })
		}
	}
	w.add(e, next)
	return w.finish()
}

// writer gathers operations into batches and keeps the first error.
type writer struct {
	ctx   context.Context
	index bleve.Index
	batch *bleve.Batch
	words *match.Analyzer
	ids   []string // of the volumes, in the order of their coming
	err   error
}

func newWriter(ctx context.Context, b bleve.Index) (*writer, error) {
	w := &writer{ctx: ctx, index: b, batch: b.NewBatch(), words: &match.Analyzer{}}
	return w, getJSON(b, volumesKey, &w.ids)
}

// add writes the blocks of an edition, and at last its entry.
func (w *writer) add(e *corpus.Edition, entry volumeEntry) {
	pages := map[string]corpus.Page{}
	for _, p := range e.Pages {
		pages[p.ID] = p
	}
	for i := range e.Parts {
		w.do(func() error { return w.part(entry.Parts[i], &e.Parts[i], pages) })
	}
	if !slices.Contains(w.ids, e.Volume.ID) {
		w.ids = append(w.ids, e.Volume.ID)
	}
	w.remember(volumePrefix+e.Volume.ID, entry)
}

func (w *writer) part(entry corpus.PartEntry, part *corpus.Part, pages map[string]corpus.Page) error {
	docs, err := documents(w.words, part, pages)
	w.do(func() error {
		return w.batch.Index(docID{entry.ID, vocabularyPlace}.String(), vocabulary(w.words, docs))
	})
	for i, doc := range docs {
		w.do(func() error { return w.batch.Index(docID{entry.ID, i}.String(), doc) })
	}
	return err
}

func (w *writer) do(op func() error) {
	if w.err != nil {
		return
	}
	if err := op(); err != nil && w.err == nil {
		w.err = err
	}
	if w.batch.Size() >= batchSize {
		w.flush()
	}
}

func (w *writer) flush() {
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return
	}
	w.err = w.index.Batch(w.batch)
	w.batch = w.index.NewBatch() // the engine may still be reading the old one
}

func (w *writer) remember(key string, v any) {
	w.do(func() error {
		data, err := json.Marshal(v)
		w.batch.SetInternal([]byte(key), data)
		return err
	})
}

// finish writes what is left, and the list of the volumes.
func (w *writer) finish() error {
	w.remember(volumesKey, w.ids)
	w.flush()
	if w.err != nil {
		return fmt.Errorf("write the index: %w", w.err)
	}
	return nil
}
