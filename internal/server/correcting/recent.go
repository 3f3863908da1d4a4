package correcting

import (
	"context"
	"slices"
	"sync"

	"recto/internal/corpus"
)

// mostRecent is how many editions are kept ready.
const mostRecent = 3

// recent are the editions read last; they never change, so that requests share
// them. Nobody may alter one.
type recent struct {
	mu  sync.Mutex
	all []*corpus.Edition // the latest first
}

func (c *recent) of(ctx context.Context, library Library, id string) (*corpus.Edition, error) {
	c.mu.Lock()
	i := slices.IndexFunc(c.all, func(e *corpus.Edition) bool { return e.ID == id })
	if i >= 0 {
		e := c.all[i]
		c.all = slices.Insert(slices.Delete(c.all, i, i+1), 0, e)
		c.mu.Unlock()
		return e, nil
	}
	c.mu.Unlock()
	e, err := library.Edition(ctx, id)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = slices.Insert(c.all, 0, e)
	c.all = c.all[:min(len(c.all), mostRecent)]
	return e, nil
}

// atHand is the edition of a volume that is corrected: the one that waits for
// review, else the one that readers have or had last.
func (d *Rooms) atHand(ctx context.Context, volume string) (corpus.ShelfEntry, *corpus.Edition, error) {
	entry, err := d.Library.OnShelf(ctx, volume)
	if err != nil {
		return entry, nil, err
	}
	jobs, err := d.Jobs.Jobs(ctx)
	if err != nil {
		return entry, nil, err
	}
	id := entry.Edition
	for _, j := range jobs {
		if j.Source.Short() == volume && !j.State.Done() && j.Edition != "" {
			id = j.Edition
		}
	}
	e, err := d.editions.of(ctx, d.Library, id)
	return entry, e, err
}
