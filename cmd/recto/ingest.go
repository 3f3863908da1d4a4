package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"

	"recto/internal/corpus"
	"recto/internal/jobs"
)

// ingestCommand takes sources into the library, one job each, and waits for them.
// If a server has the index open, it runs beside it and leaves the indexing to it.
func ingestCommand(ctx context.Context, std stdio, args []string) error {
	f := newFlags("ingest")
	review := f.Bool("review", false, "hold each volume until somebody has looked it over and published it")
	lib, sources, err := libraryFlags(ctx, std, f, args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(sources) == 0 {
		return usageError{"name a source to take in"}
	}
	index, err := lib.openIndex(ctx)
	if err == nil {
		defer index.Close()
	} else if ctx.Err() != nil {
		return ctx.Err()
	} else {
		fmt.Fprintln(std.err, "The index is in use; the server that has it will index what is taken in.")
	}
	runner, err := lib.runner(ctx, index, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	take := runner.Enqueue
	if *review {
		take = func(ctx context.Context, name string, from io.Reader) (corpus.Job, error) {
			return runner.EnqueueHeld(ctx, corpus.Person{}, name, from)
		}
	}
	return ingestAll(ctx, std, runner, take, sources)
}

// taker takes a source in and gives its job.
type taker func(ctx context.Context, name string, from io.Reader) (corpus.Job, error)

func ingestAll(ctx context.Context, std stdio, runner *jobs.Runner, take taker, sources []string) error {
	bar := newProgress(std.err)
	failed := 0
	for _, path := range sources {
		bar.start(filepath.Base(path))
		job, err := ingestOne(ctx, runner, take, path, bar)
		bar.clear()
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("%s waits in the queue and goes on at the next start: %w", path, ctx.Err())
		case err != nil:
			bar.say("%s: %v", path, err)
			failed++
		case job.State == corpus.Failed:
			bar.say("%s: %s", path, job.Error)
			failed++
		case job.Unchanged:
			fmt.Fprintf(std.out, "%s: already in the library as volume %s, nothing changed\n", path, job.Volume)
		case job.State == corpus.Review:
			fmt.Fprintf(std.out, "%s: volume %s, edition %.12s, waits to be reviewed and published\n", path, job.Volume, job.Edition)
		default:
			fmt.Fprintf(std.out, "%s: volume %s, edition %.12s\n", path, job.Volume, job.Edition)
		}
	}
	switch {
	case failed == 0:
		return nil
	case failed == len(sources) && failed > 1:
		return errors.New("every source failed")
	case failed == len(sources):
		return errors.New("the source failed")
	}
	return fmt.Errorf("%d of %d: %w", failed, len(sources), errPart)
}

func ingestOne(ctx context.Context, runner *jobs.Runner, take taker, path string, bar *progress) (corpus.Job, error) {
	name, source, err := openSource(path)
	if err != nil {
		return corpus.Job{}, err
	}
	defer source.Close()
	job, err := take(ctx, name, source)
	if err != nil {
		return job, err
	}
	return runner.Run(ctx, job.ID, func(j corpus.Job) { bar.step(j.Stage, j.Done, j.Total) })
}
