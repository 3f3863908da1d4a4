package jobs

import (
	"context"
	"time"

	"recto/internal/corpus"
)

// Reprocess queues a job for a source that is in the library, as after a
// correction. Where one waits for review, or is at work, that one takes it up.
func (r *Runner) Reprocess(ctx context.Context, source string, hold bool) (corpus.Job, error) {
	job, err := r.Queue.Reprocess(ctx, source, hold, time.Now())
	if err == nil {
		r.Step("job queued again")
		r.nudge()
	}
	return job, err
}

// Publish brings the edition that a job waits for review with before the
// readers. The error is [corpus.ErrStale] if the job does not wait with that
// edition any more, or if readers have another one meanwhile than the person saw.
func (r *Runner) Publish(ctx context.Context, job int64, edition, was string) error {
	if err := r.Library.Serve(ctx, edition, was, job, time.Now()); err != nil {
		return err
	}
	r.Step("review published")
	r.NudgeIndex()
	return nil
}

// Discard ends a job that waits for review; readers never see its edition.
func (r *Runner) Discard(ctx context.Context, job int64) error {
	return r.Queue.Cancel(ctx, job, discardedWords, time.Now())
}

// RollBack makes an edition that was kept before the one that readers are served;
// its errors are those of Publish.
func (r *Runner) RollBack(ctx context.Context, edition, was string) error {
	if err := r.Library.Serve(ctx, edition, was, 0, time.Now()); err != nil {
		return err
	}
	r.Step("served again")
	r.NudgeIndex()
	return nil
}
