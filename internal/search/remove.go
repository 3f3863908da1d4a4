package search

import (
	"context"

	"recto/internal/corpus"
)

// Remove takes a volume out of the index. One that is not in it is no error.
func (x *Index) Remove(ctx context.Context, volume string) error {
	x.write.Lock()
	defer x.write.Unlock()
	if err := x.takeOut(ctx, volume); err != nil {
		return err
	}
	return x.show(x.current)
}

// takeOut puts an edition of nothing in the place of a volume's.
func (x *Index) takeOut(ctx context.Context, volume string) error {
	return x.replace(ctx, &corpus.Edition{Volume: corpus.Volume{ID: volume}})
}
