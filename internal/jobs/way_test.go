package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
	"recto/internal/jobs"
)

// wholeWay does what an administrator does with a volume that waits for review:
// describe it, publish it, change it again, roll back, publish the change after
// all, withdraw it and publish it once more. What was done before the program was
// killed is seen in the library and not done again.
func wholeWay(ctx context.Context, r *jobs.Runner, l *library, d *doom) error {
	for range 20 {
		done, err := nextOfWay(ctx, r, l)
		d.step("on the way")
		if err != nil || done {
			return err
		}
		if err := serveAll(ctx, r, l); err != nil {
			return err
		}
	}
	return errors.New("the way does not come to an end")
}

// nextOfWay does the next thing of the way, as the library tells how far it is.
func nextOfWay(ctx context.Context, r *jobs.Runner, l *library) (done bool, err error) {
	all, err := l.Jobs(ctx)
	if err != nil {
		return false, err
	}
	job := all[0]
	volume := job.Source.Short()
	log, err := l.Corrections(ctx, volume)
	if err != nil {
		return false, err
	}
	entry, err := l.OnShelf(ctx, volume)
	if err != nil {
		return false, err
	}
	switch {
	case len(log) == 0:
		return false, describeVolume(ctx, l, volume, "A first title")
	case job.State == corpus.Review && entry.State == corpus.Draft && entry.Waiting > 0, job.State == corpus.Published && entry.Waiting > 0 && len(all) == 1:
		_, err = r.Reprocess(ctx, job.Source.ID, false)
		return false, err
	case job.State == corpus.Review:
		return false, r.Publish(ctx, job.ID, job.Edition, "")
	case len(log) == 1 && len(all) == 1:
		return false, describeVolume(ctx, l, volume, "A second title")
	case entry.State == corpus.Withdrawn:
		return false, r.RollBack(ctx, job.Edition, "")
	}
	return takeAndGive(ctx, r, l, entry)
}

// takeAndGive withdraws what was published, unless that was done: an event of
// the test's own says so.
func takeAndGive(ctx context.Context, r *jobs.Runner, l *library, entry corpus.ShelfEntry) (done bool, err error) {
	const mark = "withdrawn once"
	taken, err := l.Events(ctx, corpus.EventFilter{What: mark})
	if err != nil || len(taken) > 0 {
		return len(taken) > 0, err
	}
	if err := l.Withdraw(ctx, entry.Volume.ID, entry.Edition, "for a while", corpus.Person{}, time.Now()); err != nil {
		return false, err
	}
	r.NudgeIndex()
	return false, l.AddEvent(ctx, corpus.Event{What: mark, At: time.Now()})
}

func describeVolume(ctx context.Context, l *library, volume, text string) error {
	seen, err := l.CorrectionVersion(ctx, volume)
	if err != nil {
		return err
	}
	if _, err = l.AddCorrections(ctx, seen, []corpus.CorrectionEntry{title(volume, text)}, time.Now()); err != nil {
		return fmt.Errorf("describe the volume: %w", err)
	}
	return nil
}
