package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"recto/internal/blob"
	"recto/internal/config"
	"recto/internal/jobs"
	"recto/internal/search"
	"recto/internal/store"
)

// library is an open data directory.
type library struct {
	*store.Library
	cfg   config.Config
	blobs *blob.Store
	shop  *workshop
}

// openLibrary opens the library in the data directory, making an empty one
// where there is none.
func openLibrary(ctx context.Context, cfg config.Config) (*library, error) {
	if err := os.MkdirAll(cfg.Data, 0o755); err != nil {
		return nil, fmt.Errorf("make the data directory (choose another with --data): %w", err)
	}
	blobs, err := blob.Open(ctx, cfg.Blobs())
	if err != nil {
		return nil, fmt.Errorf("open the library in %s: %w", cfg.Data, err)
	}
	db, err := store.Open(ctx, cfg.Database())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the library in %s: %w", cfg.Data, err), blobs.Close())
	}
	shop := newWorkshopAt(cfg.Cache(), cfg.OCR)
	shop.texts = db
	return &library{Library: &store.Library{DB: db, Blobs: blobs}, cfg: cfg, blobs: blobs, shop: shop}, nil
}

func (l *library) close() error {
	l.shop.close()
	return errors.Join(l.DB.Close(), l.blobs.Close())
}

// openIndex opens the index and brings it up to the library.
func (l *library) openIndex(ctx context.Context) (*search.Index, error) {
	words, err := l.shop.glossary()
	if err != nil {
		return nil, err
	}
	index, err := search.Open(l.cfg.Index(), words)
	if err != nil {
		return nil, err
	}
	if err := l.catchUp(ctx, index); err != nil {
		return nil, errors.Join(err, index.Close())
	}
	return index, nil
}

// catchUp indexes what is published and the index lacks, and takes out what is not.
func (l *library) catchUp(ctx context.Context, index *search.Index) error {
	_, err := index.Sync(ctx, l.Volumes, l.Edition)
	return err
}

// runner makes the runner of the library's jobs; without an index it leaves the
// indexing to the program that has it open.
func (l *library) runner(ctx context.Context, index *search.Index, log *slog.Logger) (*jobs.Runner, error) {
	line, err := l.shop.pipeline(ctx)
	if err != nil {
		return nil, err
	}
	c := jobs.Config{
		Queue: l.DB, Library: l.Library, Blobs: l.blobs, Pipeline: line, Log: log,
		Workers: l.cfg.Workers, MaxBytes: l.cfg.MaxUpload, Quota: l.cfg.Quota,
	}
	if index != nil {
		c.Indexer = index
	}
	return jobs.New(c), nil
}

// libraryFlags reads a command line and opens its library, making an empty one
// where there is none.
func libraryFlags(ctx context.Context, std stdio, f *flag.FlagSet, args []string) (*library, []string, error) {
	cfg, operands, err := dataFlags(std, f, args)
	if err != nil {
		return nil, nil, err
	}
	lib, err := openLibrary(ctx, *cfg)
	return lib, operands, err
}

// presentLibrary reads a command line and opens its library, which must be there:
// a command that only asks would call an empty one sound.
func presentLibrary(ctx context.Context, std stdio, f *flag.FlagSet, args []string) (*library, []string, error) {
	cfg, operands, err := dataFlags(std, f, args)
	if err != nil {
		return nil, nil, err
	}
	if _, err := os.Stat(cfg.Database()); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("there is no library in %s: name its folder with --data, or make one with `recto ingest`", cfg.Data)
	}
	lib, err := openLibrary(ctx, *cfg)
	return lib, operands, err
}

// dataFlags reads a command line whose flags say where the library is.
func dataFlags(std stdio, f *flag.FlagSet, args []string) (*config.Config, []string, error) {
	cfg, err := config.Define(f, std.getenv)
	if err != nil {
		return nil, nil, usageError{err.Error()}
	}
	operands, err := parse(std, f, args)
	return cfg, operands, err
}
