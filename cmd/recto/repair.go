package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"time"

	"recto/internal/backup"
	"recto/internal/corpus"
	"recto/internal/store"
)

// repair does what can be done about what is amiss: bytes are put back from a
// backup, if one is named, then what can be made again is.
func (l *library) repair(ctx context.Context, std stdio, from string) error {
	problems, err := l.Check(ctx)
	if err != nil {
		return err
	}
	if from != "" {
		if err := l.fetch(ctx, std, from, problems); err != nil {
			return err
		}
		if problems, err = l.Check(ctx); err != nil {
			return err
		}
	}
	if err := l.retable(ctx, std, problems); err != nil {
		return err
	}
	if err := l.processAgain(ctx, std, problems); err != nil {
		return err
	}
	err = l.tidy(ctx, std)
	if errors.Is(err, corpus.ErrNotFound) || errors.Is(err, corpus.ErrBroken) {
		return nil // an edition is damaged still, which the check will say
	}
	return err
}

// fetch puts back from a backup the blobs that are missing or damaged.
func (l *library) fetch(ctx context.Context, std stdio, from string, problems []store.Problem) error {
	want := map[string]bool{}
	for _, p := range problems {
		if p.Blob != "" {
			want[p.Blob] = true
		}
	}
	// A manifest that comes back may name pieces that are lost, too, so it is read again until nothing new is found.
	for len(want) > 0 {
		file, err := os.Open(from)
		if err != nil {
			return err
		}
		found, err := backup.Fetch(ctx, file, want, l.blobs)
		if err = errors.Join(err, file.Close()); err != nil {
			return err
		}
		if found == 0 {
			return nil
		}
		fmt.Fprintf(std.out, "repaired: %d blobs were put back from %s\n", found, from)
		again, err := l.Check(ctx)
		if err != nil {
			return err
		}
		before := want
		want = map[string]bool{}
		for _, p := range again {
			if p.Blob != "" && !before[p.Blob] {
				want[p.Blob] = true
			}
		}
	}
	return nil
}

func (l *library) retable(ctx context.Context, std stdio, problems []store.Problem) error {
	for _, p := range problems {
		if p.Tables == "" {
			continue
		}
		if err := l.Retable(ctx, p.Tables, time.Now()); err != nil {
			return err
		}
		fmt.Fprintf(std.out, "repaired: the tables of volume %s were made again from its edition\n", p.Tables)
	}
	return nil
}

// processAgain processes the sources whose editions or pictures are lost and
// whose own bytes are there. With the same program it makes the same again, byte
// for byte; a newer one makes an edition of its own.
func (l *library) processAgain(ctx context.Context, std stdio, problems []store.Problem) error {
	var sources []string
	for _, p := range problems {
		if p.Source != "" && !slices.Contains(sources, p.Source) {
			sources = append(sources, p.Source)
		}
	}
	if len(sources) == 0 {
		return nil
	}
	runner, err := l.runner(ctx, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	for _, id := range sources {
		src, err := l.Source(ctx, id)
		if err != nil {
			return err
		}
		if _, err := l.Blobs.Get(ctx, id); err != nil {
			continue // the check says what to do
		}
		entry, err := l.OnShelf(ctx, src.Short())
		if err != nil && !errors.Is(err, corpus.ErrNotFound) {
			return err
		}
		job, err := runner.Reprocess(ctx, id, entry.State != corpus.Served)
		if err == nil {
			job, err = runner.Run(ctx, job.ID, nil)
		}
		if err != nil {
			return fmt.Errorf("process %s again: %w", src.Name, err)
		}
		if job.State == corpus.Failed {
			fmt.Fprintf(std.out, "%s could not be processed again: %s\n", src.Name, job.Error)
			continue
		}
		fmt.Fprintf(std.out, "repaired: %s was processed again, edition %.12s\n", src.Name, job.Edition)
	}
	return nil
}
