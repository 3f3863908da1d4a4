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
	Text  string
}

func (p Problem) String() string { return p.Where + ": " + p.Text }

// Check reads the whole library and tells what is amiss: whether the database
// is sound, every blob it speaks of is there with the right bytes, every
// edition loads and is what its id says, and the tables that are made from the
// served editions agree with them. The error is for a check that could not be
// finished.
func (l *Library) Check(ctx context.Context) ([]Problem, error) {
	var all []Problem
	for _, check := range []func(context.Context) ([]Problem, error){
		l.checkDatabase, l.checkSources, l.checkPictures, l.checkEditions,
	} {
		found, err := check(ctx)
		all = append(all, found...)
		if err != nil {
			return all, fmt.Errorf("check: %w", err)
		}
	}
	return all, nil
}

func (db *DB) checkDatabase(ctx context.Context) ([]Problem, error) {
	lines, err := collect(ctx, db.read, text, `PRAGMA integrity_check`)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, line := range lines {
		if line != "ok" {
			all = append(all, Problem{"database", line})
		}
	}
	broken, err := collect(ctx, db.read, func(row scanner) (Problem, error) {
		var table, parent string
		var rowid, key any
		err := row.Scan(&table, &rowid, &parent, &key)
		return Problem{"database", fmt.Sprintf("a row of %s speaks of a row of %s that is not there", table, parent)}, err
	}, `PRAGMA foreign_key_check`)
	return append(all, broken...), err
}

func (l *Library) checkSources(ctx context.Context) ([]Problem, error) {
	sources, err := l.Sources(ctx)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, src := range sources {
		found, err := l.checkBlob(ctx, "source", src.ID, "source "+src.Name)
		if err != nil {
			return all, err
		}
		all = append(all, found...)
	}
	return all, nil
}

func (l *Library) checkPictures(ctx context.Context) ([]Problem, error) {
	hashes, err := collect(ctx, l.read, text, `SELECT blob FROM picture UNION SELECT picture FROM scan WHERE picture <> ''`)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, hash := range hashes {
		found, err := l.checkBlob(ctx, "picture", hash, "scan picture")
		if err != nil {
			return all, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// checkBlob reads a blob, whose store compares it with its hash.
func (l *Library) checkBlob(ctx context.Context, where, hash, what string) ([]Problem, error) {
	_, err := l.Blobs.Get(ctx, hash)
	switch {
	case err == nil:
		return nil, nil
	case errors.Is(err, corpus.ErrNotFound):
		return []Problem{{where, fmt.Sprintf("blob %s (%s) is missing", hash, what)}}, nil
	case errors.Is(err, corpus.ErrBroken):
		return []Problem{{where, fmt.Sprintf("blob %s (%s) is damaged", hash, what)}}, nil
	}
	return nil, err
}

// checkEditions loads every edition once, and holds those that are served
// against the tables.
func (l *Library) checkEditions(ctx context.Context) ([]Problem, error) {
	tables, err := collect(ctx, l.read, scanServed, servedQuery)
	if err != nil {
		return nil, err
	}
	ids, err := collect(ctx, l.read, text, `SELECT id FROM edition ORDER BY created, id`)
	if err != nil {
		return nil, err
	}
	var all []Problem
	for _, id := range ids {
		e, err := l.Edition(ctx, id)
		if err == nil {
			err = sameID(e)
		}
		if ctx.Err() != nil {
			return all, ctx.Err()
		}
		if err != nil {
			all = append(all, Problem{"edition", err.Error()})
			continue
		}
		all = append(all, compare(tables, e)...)
	}
	return all, nil
}

// sameID packs an edition that was loaded and compares its id.
func sameID(e *corpus.Edition) error {
	id, err := EditionID(e)
	if err != nil {
		return err
	}
	if id != e.ID {
		return fmt.Errorf("edition %s packs to %s: %w", e.ID, id, corpus.ErrBroken)
	}
	return nil
}

// served is how much the tables hold of a volume.
type served struct {
	volume, edition                       string
	scans, pages, parts, papers, mentions int
}

const servedQuery = `SELECT id, edition,
	(SELECT count(*) FROM scan WHERE scan.volume = volume.id),
	(SELECT count(*) FROM page WHERE page.volume = volume.id),
	(SELECT count(*) FROM part WHERE part.volume = volume.id),
	(SELECT count(*) FROM part WHERE part.volume = volume.id AND about IS NOT NULL),
	(SELECT count(*) FROM mention JOIN part ON part.id = mention.part WHERE part.volume = volume.id)
	FROM volume`

func scanServed(row scanner) (s served, err error) {
	err = row.Scan(&s.volume, &s.edition, &s.scans, &s.pages, &s.parts, &s.papers, &s.mentions)
	return s, err
}

// compare holds an edition against what the tables say, if they serve it.
func compare(tables []served, e *corpus.Edition) []Problem {
	want := served{volume: e.Volume.ID, edition: e.ID, scans: len(e.Scans), pages: len(e.Pages), parts: len(e.Parts), papers: len(e.Papers())}
	for _, part := range e.Parts {
		want.mentions += len(occurrences(part, nil))
	}
	for _, got := range tables {
		if got.edition == e.ID && got != want {
			return []Problem{{"database", fmt.Sprintf("volume %s: the tables hold %+v, the edition has %+v; process its source again", got.volume, got, want)}}
		}
	}
	return nil
}
