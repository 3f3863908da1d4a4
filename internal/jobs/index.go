package jobs

import (
	"context"
	"fmt"
)

// index brings into the index what is published and not there yet, and takes out
// what readers are served no longer, one goroutine at a time.
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
	if err := r.delist(ctx); err != nil {
		return err
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
		r.Log.Debug("index edition", "edition", id)
		if err := r.Indexer.Index(ctx, e); err != nil {
			return fmt.Errorf("index edition %s: %w", id, err)
		}
		r.Log.Debug("indexed edition", "edition", id)
		r.Step("indexed")
		if err := r.Library.MarkIndexed(ctx, id); err != nil {
			return err
		}
		r.Step("index recorded")
	}
	return nil
}

// delist takes out of the index what readers are served no longer.
func (r *Runner) delist(ctx context.Context) error {
	volumes, err := r.Library.Delisted(ctx)
	if err != nil {
		return err
	}
	for _, volume := range volumes {
		if err := r.Indexer.Remove(ctx, volume); err != nil {
			return fmt.Errorf("take volume %s out of the index: %w", volume, err)
		}
		r.Step("delisted")
		if err := r.Library.MarkDelisted(ctx, volume); err != nil {
			return err
		}
	}
	return nil
}
