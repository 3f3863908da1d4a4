package jobs

import (
	"context"
	"errors"
	"sync"
	"time"

	"recto/internal/corpus"
)

// Why a job's context ended before the job did.
var (
	errCancelled = errors.New("cancelled by an administrator")
	errLost      = errors.New("another program has taken the job over")
)

// hold is a job that this runner holds, kept alive by a goroutine of its own.
type hold struct {
	r        *Runner
	progress func(corpus.Job) // may be nil
	stop     context.CancelCauseFunc
	beats    sync.WaitGroup

	mu      sync.Mutex
	job     corpus.Job
	changed bool
}

// beat is how often progress is written at most.
const beat = 300 * time.Millisecond

// hold starts to renew a job's lease. The context that it gives ends when the
// job is lost or cancelled; release stops the renewing.
func (r *Runner) hold(ctx context.Context, job corpus.Job, progress func(corpus.Job)) (*hold, context.Context) {
	ctx, stop := context.WithCancelCause(ctx)
	h := &hold{r: r, job: job, progress: progress, stop: stop}
	h.beats.Go(func() { h.renew(ctx) })
	return h, ctx
}

func (h *hold) release() {
	h.stop(context.Canceled)
	h.beats.Wait()
}

// at records how far the job is.
func (h *hold) at(stage string, done, total int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if stage != h.job.Stage {
		h.r.Log.Debug("job stage", "job", h.job.ID, "stage", stage)
	}
	h.job.Stage, h.job.Done, h.job.Total, h.changed = stage, done, total, true
}

// now is the job as it stands, and whether it moved since it was last asked.
func (h *hold) now() (corpus.Job, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	changed := h.changed
	h.changed = false
	return h.job, changed
}

// renew writes progress and extends the lease until ctx ends.
func (h *hold) renew(ctx context.Context) {
	tick := time.NewTicker(min(beat, h.r.Lease/6))
	defer tick.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-tick.C:
			job, changed := h.now()
			if !changed && now.Sub(last) < min(2*time.Second, h.r.Lease/3) {
				continue
			}
			if err := h.write(ctx, job, last); err != nil {
				h.stop(err)
				return
			}
			last = now
		}
	}
}

// write writes the job's row once. An error of the database is borne until the
// lease, which was last renewed at a time, is over.
func (h *hold) write(ctx context.Context, job corpus.Job, last time.Time) error {
	now := time.Now()
	cancelled, err := h.r.Queue.Renew(ctx, job, h.r.owner, now, now.Add(h.r.Lease))
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		return errLost
	case err != nil && ctx.Err() == nil && now.Sub(last) > h.r.Lease:
		return errLost
	case cancelled:
		return errCancelled
	}
	if h.progress != nil && err == nil {
		h.progress(job)
	}
	return nil
}
