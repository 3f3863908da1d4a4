package jobs

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"recto/internal/corpus"
)

// Serve runs jobs as they come until ctx ends, and then waits for its workers:
// a job under way goes back into the queue. It first takes over what a program
// that was killed left behind, and goes on to index what the index lacks.
func (r *Runner) Serve(ctx context.Context) {
	var group sync.WaitGroup
	for range r.Workers {
		group.Go(func() { r.each(ctx, r.Poll, r.wake, r.next) })
	}
	group.Go(func() { r.each(ctx, 5*r.Poll, r.stale, r.repair) })
	group.Wait()
}

// each calls f again and again, at once while it finds something to do, else
// when it is woken or after a while.
func (r *Runner) each(ctx context.Context, wait time.Duration, wake <-chan struct{}, f func(context.Context) (found bool)) {
	tick := time.NewTicker(wait)
	defer tick.Stop()
	for ctx.Err() == nil {
		if f(ctx) {
			continue
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		case <-wake:
		}
	}
}

// next runs the job that has waited longest, and reports whether there was one.
func (r *Runner) next(ctx context.Context) (found bool) {
	job, err := r.claim(ctx, 0)
	if err != nil {
		if ctx.Err() == nil && !errors.Is(err, corpus.ErrNotFound) {
			r.Log.Error("look for jobs", "err", err)
		}
		return false
	}
	r.nudge() // there may be more, for the other workers
	r.work(ctx, job, nil)
	return true
}

// repair indexes what is published and not indexed.
func (r *Runner) repair(ctx context.Context) (found bool) {
	if err := r.index(ctx); err != nil && ctx.Err() == nil {
		r.Log.Error("index editions", "err", err)
	}
	return false
}

// ErrNotIndexed is that an edition is published and not in the search index yet.
// Whoever serves the library indexes it at the next occasion.
var ErrNotIndexed = errors.New("published, but not in the search index yet")

// Run runs one job to its end or to its review, or watches it if another program has it, and
// gives it as it ended. Progress, which may be nil, is told of it a few times a
// second, from one goroutine at a time. A job that failed is no error: its State
// and Error say so. The error is [ErrNotIndexed] if it was published and could
// not be indexed, as while another program has the index open.
func (r *Runner) Run(ctx context.Context, id int64, progress func(corpus.Job)) (corpus.Job, error) {
	tick := time.NewTicker(r.Poll / 4)
	defer tick.Stop()
	for {
		job, err := r.claim(ctx, id)
		switch {
		case err == nil:
			r.work(ctx, job, progress)
		case !errors.Is(err, corpus.ErrNotFound):
			return job, err
		}
		job, err = r.Queue.Job(ctx, id)
		if err != nil {
			return job, err
		}
		if progress != nil {
			progress(job)
		}
		if job.State.Done() || job.State == corpus.Review {
			return job, r.indexed(ctx, job)
		}
		select {
		case <-ctx.Done():
			return job, fmt.Errorf("job %d: %w", id, ctx.Err())
		case <-tick.C:
		}
	}
}

// indexed sees to it that what a job published is in the index.
func (r *Runner) indexed(ctx context.Context, job corpus.Job) error {
	if job.State != corpus.Published {
		return nil
	}
	if err := r.index(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrNotIndexed, err)
	}
	return nil
}

// claim takes a job, from a dead program too.
func (r *Runner) claim(ctx context.Context, id int64) (corpus.Job, error) {
	owners, err := r.Queue.Owners(ctx)
	if err != nil {
		return corpus.Job{}, err
	}
	for _, owner := range owners {
		if owner == r.owner || !dead(owner) {
			continue
		}
		if err := r.Queue.Expire(ctx, owner); err != nil {
			return corpus.Job{}, err
		}
	}
	now := time.Now()
	job, err := r.Queue.Claim(ctx, id, r.owner, now, now.Add(r.Lease), r.Attempts, crashedWords(r.Attempts))
	if err == nil {
		r.Step("job claimed")
	}
	return job, err
}
