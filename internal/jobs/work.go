package jobs

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
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

// do makes and publishes the edition of a job's source. Whatever was done of it
// before is found and not done again.
func (r *Runner) do(ctx context.Context, h *hold) error {
	src, how := h.job.Source, r.Pipeline.Making()
	data, err := r.Blobs.Get(ctx, src.ID)
	if err != nil {
		return fmt.Errorf("%w: %w", errSource, err)
	}
	r.Step("source read")
	e, served, err := r.made(ctx, src.ID, how)
	if err != nil {
		return err
	}
	if served {
		return r.Queue.Unchanged(ctx, h.job.ID, r.owner, e, time.Now())
	}
	if e == nil {
		if e, err = r.make(ctx, h, src, data); err != nil {
			return err
		}
	}
	h.at("publish", 0, 0)
	if err := r.Library.Publish(ctx, e, h.job.ID, r.owner, time.Now()); err != nil {
		return err
	}
	r.Step("published")
	return nil
}

// made finds the edition that was made of a source in this way before, if it is
// still whole, and tells whether it is the one that readers are served.
func (r *Runner) made(ctx context.Context, source string, how corpus.Making) (e *corpus.Edition, served bool, err error) {
	id, served, err := r.Library.Made(ctx, source, how)
	if errors.Is(err, corpus.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	e, err = r.Library.Edition(ctx, id)
	if errors.Is(err, corpus.ErrNotFound) || errors.Is(err, corpus.ErrBroken) {
		return nil, false, nil // its blobs were damaged: making it again mends them
	}
	return e, served, err
}

// make runs the pipeline and draws the scans.
func (r *Runner) make(ctx context.Context, h *hold, src corpus.Source, data []byte) (*corpus.Edition, error) {
	e, err := r.Pipeline.Process(ctx, src, data, h.at)
	if err != nil {
		return nil, err
	}
	r.Step("processed")
	for i := range e.Scans {
		h.at("pictures", i, len(e.Scans))
		if err := r.draw(ctx, e, &e.Scans[i], src, data); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// draw gives a scan its picture. A scan that cannot be drawn goes without: its
// text is worth having still.
func (r *Runner) draw(ctx context.Context, e *corpus.Edition, s *corpus.Scan, src corpus.Source, data []byte) error {
	if s.Width == 0 || s.Height == 0 {
		return nil
	}
	hash, err := r.Library.Picture(ctx, src.ID, s.Number, e.Made.Program)
	if err == nil {
		s.Picture = hash
		return nil
	}
	if !errors.Is(err, corpus.ErrNotFound) {
		return err
	}
	picture, err := r.Pipeline.Picture(ctx, data, s.Number)
	if err != nil && ctx.Err() == nil {
		e.Report.Problems = append(e.Report.Problems, corpus.Problem{Stage: "pictures", Scan: s.Number,
			Text: "the picture of this scan could not be made; the text is there without it"})
		return nil
	}
	if err != nil {
		return err
	}
	if s.Picture, err = r.Blobs.Put(ctx, picture); err != nil {
		return err
	}
	r.Step("picture kept")
	err = r.Library.AddPicture(ctx, src.ID, s.Number, e.Made.Program, s.Picture)
	r.Step("picture recorded")
	return err
}

// index brings into the index what is published and not there yet, one
// goroutine at a time.
func (r *Runner) index(ctx context.Context) error {
	if r.Indexer == nil {
		return nil
	}
	select {
	case r.indexing <- struct{}{}:
		defer func() { <-r.indexing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	ids, err := r.Library.Unindexed(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		e, err := r.Library.Edition(ctx, id)
		if err != nil {
			return err
		}
		if err := r.Indexer.Index(ctx, e); err != nil {
			return fmt.Errorf("index edition %s: %w", id, err)
		}
		r.Step("indexed")
		if err := r.Library.MarkIndexed(ctx, id); err != nil {
			return err
		}
		r.Step("index recorded")
	}
	return nil
}

// guard turns a panic into an error, so that one source cannot end the program.
func guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &panicked{v, debug.Stack()}
		}
	}()
	return f()
}

// panicked is a panic with the place where it happened.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("the program broke: %v", p.value) }

// Stack is where it happened.
func (p *panicked) Stack() []byte { return p.stack }

// stack is where an error came from, if it knows.
func stack(err error) string {
	var s interface{ Stack() []byte }
	if !errors.As(err, &s) {
		return ""
	}
	return string(s.Stack())
}
