package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// Publish keeps an edition, sets its id, and makes it the one that readers of
// its volume are served. The blobs are written first; then one transaction
// brings everything before the readers at once, and with it ends the job that
// made the edition. Before that transaction nothing of the edition is to be
// seen, and publishing the same edition again changes nothing.
//
// If the log of corrections has moved on since the edition was begun, the job
// goes back into the queue instead of ending, so that no correction waits for
// somebody to remember it.
//
// The job must be held by owner, else nothing is published and the error is
// [corpus.ErrNotFound]. Job 0 is none.
func (l *Library) Publish(ctx context.Context, e *corpus.Edition, job int64, owner string, at time.Time) error {
	p, err := l.keep(ctx, e)
	if err != nil {
		return err
	}
	err = l.change(ctx, func(tx *sql.Tx) error {
		if err := insertEdition(ctx, tx, e, at); err != nil {
			return err
		}
		if err := serve(ctx, tx, e, p, at); err != nil {
			return err
		}
		if job == 0 {
			return nil
		}
		return endJob(ctx, tx, job, owner, e, corpus.Published, at)
	})
	if err != nil {
		return fmt.Errorf("publish edition %s: %w", p.id, err)
	}
	return nil
}

// Save keeps an edition and sets its id, without serving it: the job that made
// it waits for a person's review. What is said of the job at Publish holds here too.
func (l *Library) Save(ctx context.Context, e *corpus.Edition, job int64, owner string, at time.Time) error {
	p, err := l.keep(ctx, e)
	if err != nil {
		return err
	}
	err = l.change(ctx, func(tx *sql.Tx) error {
		if err := insertEdition(ctx, tx, e, at); err != nil {
			return err
		}
		if err := noteConflicts(ctx, tx, e); err != nil || job == 0 {
			return err
		}
		return endJob(ctx, tx, job, owner, e, corpus.Review, at)
	})
	if err != nil {
		return fmt.Errorf("save edition %s: %w", p.id, err)
	}
	return nil
}

// Serve makes an edition that was kept before the one that readers of its volume
// are served: a reviewed one, whose job ends with it, or with job 0 an earlier
// one, to which the volume is rolled back. Was is the edition that the person
// saw served, empty for none. The error is [corpus.ErrStale] if another is
// served meanwhile, or if the job does not wait with this edition any more.
func (l *Library) Serve(ctx context.Context, edition, was string, job int64, at time.Time) error {
	e, err := l.Edition(ctx, edition)
	if err != nil {
		return err
	}
	p, err := pack(e)
	if err != nil {
		return fmt.Errorf("pack edition %s: %w", edition, err)
	}
	err = l.change(ctx, func(tx *sql.Tx) error {
		served, err := text(tx.QueryRowContext(ctx, `SELECT coalesce((SELECT edition FROM volume WHERE id = ?), '')`, e.Volume.ID))
		if err != nil {
			return err
		}
		if served != was {
			return fmt.Errorf("volume %s has edition %s meanwhile: %w", e.Volume.ID, served, corpus.ErrStale)
		}
		if job != 0 {
			if err := reviewed(ctx, tx, job, edition, at); err != nil {
				return err
			}
		}
		return serve(ctx, tx, e, p, at)
	})
	if err != nil {
		return fmt.Errorf("serve edition %s: %w", edition, err)
	}
	return nil
}

// reviewed ends a job that waits for review with an edition.
func reviewed(ctx context.Context, tx *sql.Tx, job int64, edition string, at time.Time) error {
	res, err := tx.ExecContext(ctx, `UPDATE job SET state = ?, updated = ? WHERE id = ? AND state = ? AND edition = ?`,
		corpus.Published, millis(at), job, corpus.Review, edition)
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return fmt.Errorf("job %d does not wait with edition %s: %w", job, edition, corpus.ErrStale)
}

// keep writes the blobs of an edition and sets its id.
func (l *Library) keep(ctx context.Context, e *corpus.Edition) (packed, error) {
	p, err := pack(e)
	if err != nil {
		return p, fmt.Errorf("pack edition of volume %s: %w", e.Volume.ID, err)
	}
	if err := l.save(ctx, p); err != nil {
		return p, fmt.Errorf("save edition %s: %w", p.id, err)
	}
	e.ID = p.id
	return p, nil
}

// save writes the blobs of an edition, the manifest last.
func (l *Library) save(ctx context.Context, p packed) error {
	for _, pieces := range [][]piece{p.replaced, p.leaves, p.parts, {{p.id, p.manifest}}} {
		for _, piece := range pieces {
			hash, err := l.Blobs.Put(ctx, piece.data)
			if err != nil {
				return err
			}
			if hash != piece.hash {
				return fmt.Errorf("blob %s was kept as %s: %w", piece.hash, hash, corpus.ErrBroken)
			}
		}
	}
	return nil
}

func insertEdition(ctx context.Context, tx *sql.Tx, e *corpus.Edition, at time.Time) error {
	if len(e.Volume.Sources) == 0 {
		return fmt.Errorf("volume %s has no source: %w", e.Volume.ID, corpus.ErrBroken)
	}
	about, err := canonical(e.Volume)
	if err != nil {
		return err
	}
	report, err := canonical(e.Report)
	if err != nil {
		return err
	}
	for _, src := range e.Volume.Sources {
		if err := insertSource(ctx, tx, src, at); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO edition
		(id, volume, source, program, settings, glossary, model, corrections, taught, scans, pages, about, report, created)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		e.ID, e.Volume.ID, e.Volume.Sources[0].ID, e.Made.Program, e.Made.Settings, e.Made.Glossary, e.Made.Model,
		e.Made.Corrections, e.Made.Taught, len(e.Scans), len(e.Pages), string(about), string(report), millis(at))
	return err
}

// serve puts an edition in the place of whichever was served before, and takes
// its volume off the shelf if it was there.
func serve(ctx context.Context, tx *sql.Tx, e *corpus.Edition, p packed, at time.Time) error {
	v := e.Volume
	if err := clearVolume(ctx, tx, v.ID); err != nil {
		return err
	}
	if err := noteConflicts(ctx, tx, e); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM shelf WHERE volume = ?`, v.ID); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO volume (id, source, title, year, edition, published)
		VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET title = excluded.title, year = excluded.year,
		edition = excluded.edition, published = excluded.published`,
		v.ID, v.Sources[0].ID, v.Title, v.Year, e.ID, millis(at))
	if err != nil {
		return err
	}
	if err := insertScans(ctx, tx, e); err != nil {
		return fmt.Errorf("scans: %w", err)
	}
	if err := insertPages(ctx, tx, e, p.leaves); err != nil {
		return fmt.Errorf("pages: %w", err)
	}
	folios := folios(e.Pages)
	for n, part := range e.Parts {
		if err := insertPart(ctx, tx, v.ID, n, part, p.parts[n].hash, folios); err != nil {
			return fmt.Errorf("part %s: %w", part.ID, err)
		}
	}
	return nil
}

func clearVolume(ctx context.Context, tx *sql.Tx, volume string) error {
	for _, query := range []string{
		`DELETE FROM mention WHERE part IN (SELECT id FROM part WHERE volume = ?)`,
		`DELETE FROM author WHERE part IN (SELECT id FROM part WHERE volume = ?)`,
		`DELETE FROM part WHERE volume = ?`,
		`DELETE FROM page WHERE volume = ?`,
		`DELETE FROM scan WHERE volume = ?`,
	} {
		if _, err := tx.ExecContext(ctx, query, volume); err != nil {
			return err
		}
	}
	return nil
}
