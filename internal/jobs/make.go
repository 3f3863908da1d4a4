package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
)

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
		if e, err = r.process(ctx, h, src, data); err != nil {
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

// process runs the pipeline and draws the scans.
func (r *Runner) process(ctx context.Context, h *hold, src corpus.Source, data []byte) (*corpus.Edition, error) {
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
