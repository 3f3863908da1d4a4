package care

import (
	"context"
	"log/slog"
	"time"

	"recto/internal/corpus"
)

// Trash is where volumes lie that were thrown away; store.Library has it.
type Trash interface {
	// Purge forgets what has been in the trash for long enough at a time.
	Purge(ctx context.Context, at time.Time) ([]corpus.Purged, error)
	// Sweep takes from the disk what was purged, unless it was asked for since a time.
	Sweep(ctx context.Context, before time.Time) (removed int, err error)
}

// Caretaker does what has to be done now and then while the library is open.
type Caretaker struct {
	Trash Trash
	Log   *slog.Logger
	Now   func() time.Time // time.Now if nil
}

const (
	roundEvery = time.Hour
	// Untouched is how long a blob must not have been asked for before it may be
	// taken from the disk. No job is at work for as long.
	Untouched = 24 * time.Hour
)

// Tend makes its rounds, the first at once, until ctx ends.
func (c Caretaker) Tend(ctx context.Context) {
	tick := time.NewTicker(roundEvery)
	defer tick.Stop()
	for {
		if err := c.Round(ctx); err != nil && ctx.Err() == nil {
			c.Log.Error("look after the library", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Round empties the trash of what is due.
func (c Caretaker) Round(ctx context.Context) error {
	now := time.Now()
	if c.Now != nil {
		now = c.Now()
	}
	c.Log.Debug("look into the trash")
	defer c.Log.Debug("looked into the trash")
	purged, err := c.Trash.Purge(ctx, now)
	for _, p := range purged {
		c.Log.Info("purged from the trash", "volume", p.Volume, "what", p.String())
	}
	if err != nil {
		return err
	}
	removed, err := c.Trash.Sweep(ctx, now.Add(-Untouched))
	if removed > 0 {
		c.Log.Info("took from the disk what was purged", "blobs", removed)
	}
	return err
}
