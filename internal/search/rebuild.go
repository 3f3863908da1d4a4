package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"recto/internal/corpus"
)

// Rebuild makes a new generation in dir from all published editions and makes
// it the current one. It may run in another process than the one that answers
// readers. progress is called after each edition with the number done.
func Rebuild(ctx context.Context, dir string, editions iter.Seq2[*corpus.Edition, error], progress func(done int)) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	g, err := create(dir, config(maxSegments))
	if err != nil {
		return err
	}
	err = fill(ctx, g, editions, progress)
	if err == nil {
		err = g.compact(ctx)
	}
	if err = errors.Join(err, g.bleve.Close()); err != nil {
		return errors.Join(fmt.Errorf("rebuild index: %w", err), os.RemoveAll(filepath.Join(dir, g.name)))
	}
	if g, err = open(dir, g.name); err == nil { // which deletes what the compact one has no need of
		err = g.bleve.Close()
	}
	if err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	return point(dir, g.name)
}

func fill(ctx context.Context, g *generation, editions iter.Seq2[*corpus.Edition, error], progress func(int)) error {
	w, err := newWriter(ctx, g)
	if err != nil {
		return err
	}
	err = w.all(editions, progress)
	return errors.Join(err, w.close())
}

func (w *writer) all(editions iter.Seq2[*corpus.Edition, error], progress func(int)) error {
	done := 0
	for e, err := range editions {
		if err != nil {
			return err
		}
		entry, docs := w.shelve(e)
		if w.add(e.Volume.ID, entry, docs); w.err != nil {
			return w.err
		}
		done++
		progress(done)
	}
	return w.finish()
}
