package store

import (
	"context"
	"errors"
	"fmt"

	"recto/internal/corpus"
)

// Problem is something amiss in the library, in words for an administrator.
type Problem struct {
	Where string // "database", "source", "picture" or "edition"
	Text  string // what is amiss
	Do    string // what to do about it

	Blob   string // that is missing or damaged, if that is it
	Source string // whose processing makes it again; empty where that would not
	Tables string // volume whose tables are to be made anew from its edition
}

func (p Problem) String() string { return p.Where + ": " + p.Text + ". " + p.Do }

// What to do.
const (
	doRestore   = "Restore the library from a backup with recto restore."
	doSource    = "Give the same file again with recto ingest, or put it back with recto check --repair --from BACKUP."
	doProcess   = "recto check --repair makes it again from the source."
	doOld       = "Readers have another edition and miss nothing; recto check --repair --from BACKUP puts it back."
	doTables    = "recto check --repair makes them again."
	doReprocess = "Process the volume again on its page under Administration, or restore the library from a backup."
)

// Check reads the whole library and tells what is amiss: whether the database
// is sound, every blob it speaks of is there with the right bytes, every
// edition loads and is what its id says, and the tables that are made from the
// served editions agree with them. The error is for a check that could not be
// finished.
func (l *Library) Check(ctx context.Context) ([]Problem, error) {
	c := checker{Library: l, seen: map[string]error{}}
	var all []Problem
	for _, check := range []func(context.Context) ([]Problem, error){
		c.database, c.sources, c.pictures, c.editions,
	} {
		found, err := check(ctx)
		all = append(all, found...)
		if err != nil {
			return all, fmt.Errorf("check: %w", err)
		}
	}
	return all, nil
}

// checker checks a library once.
type checker struct {
	*Library
	seen map[string]error // blobs that were read, and how they were found
}

func (c checker) database(ctx context.Context) ([]Problem, error) {
	lines, err := collect(ctx, c.read, text, `PRAGMA integrity_check`)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, line := range lines {
		if line != "ok" {
			all = append(all, Problem{Where: "database", Text: line, Do: doRestore})
		}
	}
	broken, err := collect(ctx, c.read, func(row scanner) (Problem, error) {
		var table, parent string
		var rowid, key any
		err := row.Scan(&table, &rowid, &parent, &key)
		return Problem{Where: "database", Text: fmt.Sprintf("a row of %s speaks of a row of %s that is not there", table, parent), Do: doRestore}, err
	}, `PRAGMA foreign_key_check`)
	return append(all, broken...), err
}

func (c checker) sources(ctx context.Context) ([]Problem, error) {
	sources, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, src := range sources {
		found, err := c.blob(ctx, Problem{Where: "source", Text: "source " + src.Name, Do: doSource, Blob: src.ID})
		if err != nil {
			return all, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func (c checker) pictures(ctx context.Context) ([]Problem, error) {
	pictures, err := collect(ctx, c.read, func(row scanner) (p Problem, err error) {
		p = Problem{Where: "picture", Text: "scan picture", Do: doProcess}
		err = row.Scan(&p.Blob, &p.Source)
		return p, err
	}, `SELECT blob, source FROM picture UNION SELECT scan.picture, volume.source FROM scan JOIN volume ON volume.id = scan.volume
		WHERE scan.picture <> ''`)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, p := range pictures {
		found, err := c.blob(ctx, p)
		if err != nil {
			return all, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// blob reads a blob, whose store compares it with its hash, and gives the
// problem that there is with it: what stands in its Text is a name. A blob is
// read, and told of, once.
func (c checker) blob(ctx context.Context, p Problem) ([]Problem, error) {
	if _, seen := c.seen[p.Blob]; seen {
		return nil, nil
	}
	_, err := c.Blobs.Get(ctx, p.Blob)
	c.seen[p.Blob] = err
	switch {
	case err == nil:
		return nil, nil
	case errors.Is(err, corpus.ErrNotFound):
		p.Text = fmt.Sprintf("blob %s (%s) is missing", p.Blob, p.Text)
	case errors.Is(err, corpus.ErrBroken):
		p.Text = fmt.Sprintf("blob %s (%s) is damaged", p.Blob, p.Text)
	default:
		return nil, err
	}
	return []Problem{p}, nil
}
