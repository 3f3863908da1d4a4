package jobs

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// do makes the edition of a job's source and publishes it, or keeps it for
// review. Whatever was done of it before is found and not done again.
func (r *Runner) do(ctx context.Context, h *hold) error {
	src, how := h.job.Source, r.Pipeline.Making()
	data, err := r.Blobs.Get(ctx, src.ID)
	if err != nil {
		return fmt.Errorf("%w: %w", errSource, err)
	}
	r.Step("source read")
	people, err := r.Library.Decided(ctx, src.Short())
	if err != nil {
		return err
	}
	how.Corrections, how.Taught = corpus.CorrectionsHash(people.Corrections), people.Taught.Hash()
	e, served, err := r.made(ctx, src.ID, how)
	if err != nil {
		return err
	}
	if served {
		return r.Queue.Unchanged(ctx, h.job.ID, r.owner, e, time.Now())
	}
	if e == nil {
		if e, err = r.process(ctx, h, src, data, people, how); err != nil {
			return err
		}
	}
	h.at("publish", 0, 0)
	return r.finish(ctx, h, e)
}

// finish brings an edition before the readers, unless a person is to see it first.
func (r *Runner) finish(ctx context.Context, h *hold, e *corpus.Edition) error {
	taken, err := r.takenDown(ctx, e.Volume.ID)
	if err != nil {
		return err
	}
	if h.job.Hold || taken {
		if err := r.Library.Save(ctx, e, h.job.ID, r.owner, time.Now()); err != nil {
			return err
		}
		r.Step("kept for review")
		return nil
	}
	if err := r.Library.Publish(ctx, e, h.job.ID, r.owner, time.Now()); err != nil {
		return err
	}
	r.Step("published")
	return nil
}

// takenDown reports whether a person took the volume from the readers, who must
// not get it back by a job alone.
func (r *Runner) takenDown(ctx context.Context, volume string) (bool, error) {
	s, err := r.Library.OnShelf(ctx, volume)
	if errors.Is(err, corpus.ErrNotFound) {
		return false, nil
	}
	return s.State == corpus.Withdrawn || s.State == corpus.Trashed, err
}

// made finds the edition that was made of a source in this way before, if it is
// still whole, and tells whether it is the one that readers are served. If its
// blobs were damaged there is none: making it again mends them.
func (r *Runner) made(ctx context.Context, source string, how corpus.Making) (e *corpus.Edition, served bool, err error) {
	id, served, err := r.Library.Made(ctx, source, how)
	if err == nil {
		e, err = r.Library.Edition(ctx, id)
	}
	if err == nil {
		err = r.seePictures(ctx, e)
	}
	if lost(err) {
		return nil, false, nil
	}
	return e, served, err
}

// seePictures reads the pictures of an edition, to see that they are there.
func (r *Runner) seePictures(ctx context.Context, e *corpus.Edition) error {
	for _, s := range e.Scans {
		if s.Picture == "" {
			continue
		}
		if _, err := r.Blobs.Get(ctx, s.Picture); err != nil {
			return err
		}
	}
	return nil
}

// lost reports whether an error says that something is not there, or damaged.
func lost(err error) bool {
	return errors.Is(err, corpus.ErrNotFound) || errors.Is(err, corpus.ErrBroken)
}

// process runs the pipeline, from words that were read before where there are
// some, and gives the scans their pictures.
func (r *Runner) process(ctx context.Context, h *hold, src corpus.Source, data []byte, people corpus.Decided, how corpus.Making) (*corpus.Edition, error) {
	before, err := r.evidence(ctx, src.ID, how)
	if err != nil {
		return nil, err
	}
	var e *corpus.Edition
	if before != nil {
		e, err = r.Pipeline.Again(ctx, before, people, h.at)
	} else {
		e, err = r.Pipeline.Process(ctx, src, data, people, h.at)
	}
	if err != nil {
		return nil, err
	}
	r.Step("processed")
	for i := range e.Scans {
		h.at("pictures", i, len(e.Scans))
		s := &e.Scans[i]
		if s.Width == 0 || s.Height == 0 {
			continue
		}
		if s.Picture, err = r.drawn(ctx, src, *s); lost(err) {
			s.Picture, err = r.draw(ctx, e, src, data, *s)
		}
		if err != nil {
			return nil, err
		}
	}
	return e, nil
}

// evidence finds an edition whose words can be used again, if it is still whole.
func (r *Runner) evidence(ctx context.Context, source string, how corpus.Making) (*corpus.Edition, error) {
	id, err := r.Library.Evidence(ctx, source, how)
	if err != nil {
		return nil, none(err)
	}
	e, err := r.Library.Edition(ctx, id)
	if err != nil {
		return nil, none(err)
	}
	return e, nil
}

// none is no error where something is lost.
func none(err error) error {
	if lost(err) {
		return nil
	}
	return err
}

// drawn is the picture of a scan that was drawn before and is still there.
func (r *Runner) drawn(ctx context.Context, src corpus.Source, scan corpus.Scan) (string, error) {
	hash, err := r.Library.Picture(ctx, src.ID, scan.Number, drawer(r.Pipeline.Making().Program, scan))
	if err == nil {
		_, err = r.Blobs.Get(ctx, hash)
	}
	return hash, err
}

// drawer names what drew a picture: a program, and how it turned the scan.
func drawer(program string, scan corpus.Scan) string {
	if scan.Turn == 0 {
		return program
	}
	return fmt.Sprintf("%s turned %d", program, scan.Turn)
}

// draw draws a scan and keeps its picture. A scan that cannot be drawn goes
// without: its text is worth having still.
func (r *Runner) draw(ctx context.Context, e *corpus.Edition, src corpus.Source, data []byte, scan corpus.Scan) (string, error) {
	picture, err := r.Pipeline.Picture(ctx, data, scan)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if errors.Is(err, corpus.ErrNotFound) {
		return "", nil // the source has words for it alone
	}
	if err != nil {
		e.Report.Problems = append(e.Report.Problems, corpus.Problem{
			Stage: "pictures", Scan: scan.Number,
			Text: "the picture of this scan could not be made; what text it has is there without it",
		})
		return "", nil
	}
	hash, err := r.Blobs.Put(ctx, picture)
	if err != nil {
		return "", err
	}
	r.Step("picture kept")
	err = r.Library.AddPicture(ctx, src.ID, scan.Number, drawer(e.Made.Program, scan), hash)
	r.Step("picture recorded")
	return hash, err
}
