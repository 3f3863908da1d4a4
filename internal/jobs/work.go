package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// work takes a job that was claimed to its end, whichever that is.
func (r *Runner) work(ctx context.Context, job corpus.Job, progress func(corpus.Job)) {
	start := time.Now()
	log := r.Log.With("job", job.ID, "source", job.Source.Name)
	h, held := r.hold(ctx, job, progress)
	err := guard(func() error { return r.do(held, h) })
	if cause := context.Cause(held); err != nil && cause != nil {
		err = fmt.Errorf("%w (%w)", cause, err)
	}
	h.release()
	if err := r.settle(ctx, job, err); err != nil {
		log.Error("end job", "err", err)
	}
	if err != nil {
		log.Error("job stopped", "err", err, "stack", stack(err), "after", time.Since(start).Round(time.Millisecond))
		return
	}
	log.Info("job done", "after", time.Since(start).Round(time.Millisecond))
	if err := guard(func() error { return r.index(ctx) }); err != nil && ctx.Err() == nil {
		log.Error("index editions", "err", err, "stack", stack(err))
	}
}

// settle writes how a job ended, unless publishing it did.
func (r *Runner) settle(ctx context.Context, job corpus.Job, err error) error {
	stopped := ctx.Err() != nil
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	switch {
	case err == nil, errors.Is(err, errLost):
		return nil
	case errors.Is(err, errCancelled):
		return r.Queue.Fail(ctx, job.ID, r.owner, cancelledWords, time.Now())
	case stopped:
		return r.Queue.Release(ctx, job.ID, r.owner, time.Now())
	}
	return r.Queue.Fail(ctx, job.ID, r.owner, words(err), time.Now())
}
