package search

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"

	"recto/internal/corpus"
)

// batchSize is how many documents go to the engine at once.
const batchSize = 1000

// add replaces a volume. The volume's entry goes in with the last batch, so
// that an interrupted add leaves the index saying that it lacks the edition.
func add(ctx context.Context, b bleve.Index, e *corpus.Edition) error {
	var ids []string
	if err := getJSON(b, volumesKey, &ids); err != nil {
		return err
	}
	var old volumeEntry
	if err := getJSON(b, volumePrefix+e.Volume.ID, &old); err != nil {
		return err
	}
	w := writer{ctx: ctx, index: b, batch: b.NewBatch()}
	w.forget(e.Volume.ID)
	stale, err := volumeDocs(ctx, b, e.Volume.ID)
	if err != nil {
		return err
	}
	for _, id := range stale {
		w.do(func() error { w.batch.Delete(id); return nil })
	}
	entry := entryOf(e)
	pages := map[string]corpus.Page{}
	for _, p := range e.Pages {
		pages[p.ID] = p
	}
	for i := range e.Parts {
		docs, err := documents(entry.Parts[i], &e.Parts[i], pages)
		if err != nil {
			return err
		}
		for id, doc := range docs {
			w.do(func() error { return w.batch.Index(id, doc) })
		}
	}
	if !slices.Contains(ids, e.Volume.ID) {
		ids = append(ids, e.Volume.ID)
	}
	w.remember(volumesKey, ids)
	w.remember(volumePrefix+e.Volume.ID, entry)
	w.flush()
	if w.err != nil {
		return fmt.Errorf("index volume %s: %w", e.Volume.ID, w.err)
	}
	return nil
}

// writer gathers operations into batches and keeps the first error.
type writer struct {
	ctx   context.Context
	index bleve.Index
	batch *bleve.Batch
	err   error
}

func (w *writer) do(op func() error) {
	if w.err != nil {
		return
	}
	w.err = op()
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
	w.batch.Reset()
}

func (w *writer) forget(volume string) {
	w.do(func() error { w.batch.SetInternal([]byte(volumePrefix+volume), []byte(`{}`)); return nil })
	w.flush()
}

func (w *writer) remember(key string, v any) {
	w.do(func() error {
		data, err := json.Marshal(v)
		w.batch.SetInternal([]byte(key), data)
		return err
	})
}

// volumeDocs lists the documents that the index has of a volume.
func volumeDocs(ctx context.Context, b bleve.Index, volume string) ([]string, error) {
	n, err := b.DocCount()
	if err != nil {
		return nil, fmt.Errorf("count the index: %w", err)
	}
	res, err := b.SearchInContext(ctx, bleve.NewSearchRequestOptions(term(fieldVolume, volume, 1), int(n), 0, false))
	if err != nil {
		return nil, fmt.Errorf("list volume %s in the index: %w", volume, err)
	}
	ids := make([]string, len(res.Hits))
	for i, h := range res.Hits {
		ids[i] = h.ID
	}
	return ids, nil
}

// VolumeBlocks counts the blocks that the index has of a volume.
func (x *Index) VolumeBlocks(ctx context.Context, volume string) (int, error) {
	ids, err := volumeDocs(ctx, x.alias, volume)
	return len(ids), err
}
