package search

import (
	"context"
	"errors"
	"fmt"

	"recto/internal/corpus"
)

// Sync indexes each published volume that the index lacks or has in another
// edition, so that a crash between publishing and indexing is mended. load
// reads an edition by its id. It returns how many volumes it indexed.
func (x *Index) Sync(ctx context.Context, published []corpus.VolumeEntry, load func(context.Context, string) (*corpus.Edition, error)) (int, error) {
	x.write.Lock()
	defer x.write.Unlock()
	n, err := x.addMissing(ctx, published, load)
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
