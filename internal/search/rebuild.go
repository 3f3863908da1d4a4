package search

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"

	"recto/internal/corpus"
)

// Rebuild makes a new generation in dir from all published editions and makes
// it the current one. It may run in another process than the one that answers
// readers. progress is called after each edition with the number done.
func Rebuild(ctx context.Context, dir string, editions iter.Seq2[*corpus.Edition, error], progress func(done int)) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	g, err := create(dir)
	if err != nil {
		return err
	}
	err = fill(ctx, g.bleve, editions, progress)
	if err = errors.Join(err, g.bleve.Close()); err != nil {
		return errors.Join(fmt.Errorf("rebuild index: %w", err), os.RemoveAll(filepath.Join(dir, g.name)))
	}
	return point(dir, g.name)
}

func fill(ctx context.Context, b bleve.Index, editions iter.Seq2[*corpus.Edition, error], progress func(int)) error {
	w, err := newWriter(ctx, b)
	if err != nil {
		return err
	}
	done := 0
	for e, err := range editions {
		if err != nil {
			return err
		}
		if w.add(e, entryOf(e)); w.err != nil {
			return w.err
		}
		done++
		progress(done)
	}
	return w.finish()
}
