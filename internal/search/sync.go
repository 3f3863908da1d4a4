package search

import (
	"context"
	"errors"
	"fmt"

	"recto/internal/corpus"
)

// Sync indexes each published volume that the index lacks or has in another
// edition, and takes out what is published no longer, so that a crash between
// publishing or purging and indexing is mended. listed gives what is published,
// and is asked while nothing else is indexed; load reads an edition by its id.
// It returns how many volumes it changed.
func (x *Index) Sync(ctx context.Context, listed func(context.Context) ([]corpus.VolumeEntry, error), load func(context.Context, string) (*corpus.Edition, error)) (int, error) {
	x.write.Lock()
	defer x.write.Unlock()
	published, err := listed(ctx)
	if err != nil {
		return 0, err
	}
	n, err := x.addMissing(ctx, published, load)
	if err == nil {
		var gone int
		gone, err = x.removeOthers(ctx, published)
		n += gone
	}
	if n > 0 {
		err = errors.Join(err, x.show(x.current))
	}
	return n, err
}

func (x *Index) addMissing(ctx context.Context, published []corpus.VolumeEntry, load func(context.Context, string) (*corpus.Edition, error)) (int, error) {
	n := 0
	for _, v := range published {
		if x.Edition(v.Volume.ID) == v.Edition {
			continue
		}
		e, err := load(ctx, v.Edition)
		if err != nil {
			return n, fmt.Errorf("index volume %s: %w", v.Volume.ID, err)
		}
		if err := x.replace(ctx, e); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// removeOthers takes the volumes out that are not among the published ones.
func (x *Index) removeOthers(ctx context.Context, published []corpus.VolumeEntry) (int, error) {
	keep := map[string]bool{}
	for _, v := range published {
		keep[v.Volume.ID] = true
	}
	v, done := x.look()
	held := v.volumes
	done()
	n := 0
	for id, e := range held {
		if keep[id] || e.Edition == "" {
			continue
		}
		if err := x.takeOut(ctx, id); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
