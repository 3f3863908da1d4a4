package people

import (
	"context"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// Recorder writes the audit log for the rooms that change something.
type Recorder struct {
	Log interface {
		AddEvent(ctx context.Context, e corpus.Event) error
	}
	Now func() time.Time // time.Now if nil
}

// Record says that whoever makes the request did what ("publish volume") to an
// object, by its id, and in words how. Nothing secret may be in it.
func (rec Recorder) Record(ctx context.Context, what, object, detail string) error {
	now := rec.Now
	if now == nil {
		now = time.Now
	}
	return rec.Log.AddEvent(ctx, corpus.Event{At: now(), Person: page.Person(ctx), What: what, Object: object, Detail: detail})
}

func (p *Rooms) record(ctx context.Context, what, object, detail string) error {
	return Recorder{p.Store, p.Now}.Record(ctx, what, object, detail)
}
