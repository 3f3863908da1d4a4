package search

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	blevedocument "github.com/blevesearch/bleve/v2/document"

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
	return errors.Join(w.replace(old, e), w.close())
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

// writer gathers operations into batches and keeps the first error. While the
// engine takes one batch, it gathers the next.
type writer struct {
	ctx   context.Context
	index bleve.Index
	batch *bleve.Batch
	taken chan error // of the batch that the engine takes; nil if there is none
	words *words
	texts *passage.Writer
	parts int      // shelved so far
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
	w.texts, err = passage.Append(g.texts(), size, w.words.names)
	return w, err
}

// close waits for the engine; what was not finished does not count.
func (w *writer) close() error {
	w.wait()
	return w.texts.Close()
}

// shelve writes the texts of an edition, and gives its entry and the documents
// of each part, the vocabulary first.
func (w *writer) shelve(e *corpus.Edition) (volumeEntry, [][]*blevedocument.Document) {
	entry := entryOf(e)
	s := shelf{words: w.words, texts: w.texts, pages: map[string]int{}, parts: w.parts}
	for i, p := range e.Pages {
		s.pages[p.ID] = i
	}
	all := make([][]*blevedocument.Document, len(e.Parts))
	for i := range e.Parts {
		w.do(func() error {
			x, docs, err := s.part(&e.Parts[i])
			entry.Docs = append(entry.Docs, x)
			all[i] = docs
			return err
		})
	}
	w.parts = s.parts
	return entry, all
}

// add gives the engine the documents of a volume, and at last its entry.
func (w *writer) add(volume string, entry volumeEntry, all [][]*blevedocument.Document) {
	for _, docs := range all {
		for _, d := range docs {
			w.do(func() error { return w.batch.IndexAdvanced(d) })
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
		at, _, err := w.texts.Add(passage.Draft{Note: data})
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

// flush hands the batch to the engine, in the order of the batches.
func (w *writer) flush() {
	if w.wait(); w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return
	}
	full, taken := w.batch, make(chan error, 1)
	w.batch, w.taken = w.index.NewBatch(), taken
	go func() { taken <- w.index.Batch(full) }()
}

// wait waits until the engine has taken the batch before.
func (w *writer) wait() {
	if w.taken != nil {
		w.err = cmp.Or(w.err, <-w.taken)
		w.taken = nil
	}
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
	if w.wait(); w.err != nil {
		return fmt.Errorf("write the index: %w", w.err)
	}
	return nil
}
