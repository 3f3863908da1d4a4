package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"

	"recto/internal/corpus"
	"recto/internal/search/passage"
)

// batchSize is how many documents go to the engine at once.
const batchSize = 2000

// replace puts an edition in place of what the index has of its volume. The
// volume's entry goes in with the last batch, so that an interrupted call leaves
// the index saying that it lacks the edition, and which documents are in the way.
func replace(ctx context.Context, g *generation, old volumeEntry, e *corpus.Edition) error {
	w, err := newWriter(ctx, g)
	if err != nil {
		return err
	}
	return errors.Join(w.replace(old, e), w.texts.Close())
}

func (w *writer) replace(old volumeEntry, e *corpus.Edition) error {
	next, docs := w.shelve(e)
	w.enter(e.Volume.ID, volumeEntry{Docs: append(slices.Clone(old.Docs), next.Docs...)})
	w.rememberTexts()
	w.flush()
	for _, d := range old.Docs {
		w.do(func() error { w.batch.Delete(d.vocabularyID()); return nil })
		for _, at := range d.addresses() {
			w.do(func() error { w.batch.Delete(docID(at)); return nil })
		}
	}
	w.add(e.Volume.ID, next, docs)
	return w.finish()
}

// writer gathers operations into batches and keeps the first error.
type writer struct {
	ctx   context.Context
	index bleve.Index
	batch *bleve.Batch
	words *words
	texts *passage.Writer
	ids   []string // of the volumes, in the order of their coming
	err   error
}

func newWriter(ctx context.Context, g *generation) (*writer, error) {
	w := &writer{ctx: ctx, index: g.bleve, batch: g.bleve.NewBatch(), words: &words{}}
	var size passage.Size
	if err := errors.Join(getJSON(g.bleve, volumesKey, &w.ids), getJSON(g.bleve, sizeKey, &size)); err != nil {
		return nil, err
	}
	var err error
	w.texts, err = passage.Append(g.texts(), size, w.words.terms)
	return w, err
}

// shelve writes the texts of an edition, and gives its entry and the documents
// of each part, the vocabulary first.
func (w *writer) shelve(e *corpus.Edition) (volumeEntry, [][]fields) {
	entry := entryOf(e)
	s := shelf{words: w.words, texts: w.texts, pages: map[string]int{}}
	for i, p := range e.Pages {
		s.pages[p.ID] = i
	}
	all := make([][]fields, len(e.Parts))
	for i := range e.Parts {
		w.do(func() error {
			x, docs, err := s.part(&e.Parts[i])
			entry.Docs = append(entry.Docs, x)
			all[i] = append([]fields{s.vocabulary(&e.Parts[i])}, docs...)
			return err
		})
	}
	return entry, all
}

// add gives the engine the documents of a volume, and at last its entry.
func (w *writer) add(volume string, entry volumeEntry, all [][]fields) {
	for i, e := range entry.Docs {
		w.do(func() error { return w.batch.Index(e.vocabularyID(), all[i][0]) })
		for k, at := range e.addresses() {
			w.do(func() error { return w.batch.Index(docID(at), all[i][k+1]) })
		}
	}
	w.enter(volume, entry)
}

// enter puts the entry of a volume into the ledger.
func (w *writer) enter(volume string, entry volumeEntry) {
	w.do(func() error {
		data, err := entry.encode()
		if err != nil {
			return err
		}
		at, _, err := w.texts.Add(passage.Passage{Note: data})
		w.remember(volumePrefix+volume, at+1)
		return err
	})
	if !slices.Contains(w.ids, volume) {
		w.ids = append(w.ids, volume)
		w.remember(volumesKey, w.ids)
	}
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

// rememberTexts puts the texts on the disk before anything speaks of them.
func (w *writer) rememberTexts() {
	if w.err != nil {
		return
	}
	size, err := w.texts.Flush()
	w.err = err
	w.remember(sizeKey, size)
}

// finish writes what is left.
func (w *writer) finish() error {
	w.rememberTexts()
	w.flush()
	if w.err != nil {
		return fmt.Errorf("write the index: %w", w.err)
	}
	return nil
}
