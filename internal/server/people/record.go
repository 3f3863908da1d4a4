package people

import (
	"context"
	"time"

	"recto/internal/corpus"
	"recto/internal/server/page"
)

// Noting gives the function by which the rooms say what they change: a context
// to change the library with, whose audit log then tells in the same transaction
// that whoever makes the request did what ("publish volume") to an object, by its
// id, and in words how. Nothing secret may be in it. What only the change itself
// knows may be left empty; see [corpus.Audit.Complete]. Now is time.Now if nil.
func Noting(now func() time.Time) func(ctx context.Context, what, object, detail string) context.Context {
	if now == nil {
		now = time.Now
	}
	return func(ctx context.Context, what, object, detail string) context.Context {
		return corpus.Noting(ctx, corpus.Event{At: now(), Person: page.Person(ctx), What: what, Object: object, Detail: detail})
	}
}

// nobodyYet is a context of somebody who is found out by what the request changes.
func nobodyYet(ctx context.Context) context.Context { return page.WithPerson(ctx, corpus.Person{}) }

func (p *Rooms) noting(ctx context.Context, what, object, detail string) context.Context {
	return Noting(p.Now)(ctx, what, object, detail)
}
