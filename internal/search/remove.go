package search

import (
	"context"

	"recto/internal/corpus"
)

// Remove takes a volume out of the index. One that is not in it is no error.
func (x *Index) Remove(ctx context.Context, volume string) error {
	x.write.Lock()
	defer x.write.Unlock()
	nothing := &corpus.Edition{Volume: corpus.Volume{ID: volume}}
	if err := x.replace(ctx, nothing); err != nil {
		return err
	}
	return x.show(x.current)
}
