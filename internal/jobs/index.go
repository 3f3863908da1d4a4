package jobs

import (
	"context"
	"fmt"
)

// index brings into the index what is published and not there yet, one
// goroutine at a time.
func (r *Runner) index(ctx context.Context) error {
	if r.Indexer == nil {
		return nil
	}
	select {
	case r.indexing <- struct{}{}:
		defer func() { <-r.indexing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	ids, err := r.Library.Unindexed(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		e, err := r.Library.Edition(ctx, id)
		if err != nil {
			return err
		}
		if err := r.Indexer.Index(ctx, e); err != nil {
			return fmt.Errorf("index edition %s: %w", id, err)
		}
		r.Step("indexed")
		if err := r.Library.MarkIndexed(ctx, id); err != nil {
			return err
		}
		r.Step("index recorded")
	}
	return nil
}
