package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// Withdraw takes a volume from the readers, who find in its place that it was
// there and why it is not. Publishing an edition of it brings it back. Was is
// the edition that the person saw; the error is [corpus.ErrStale] if another
// is served meanwhile.
func (db *DB) Withdraw(ctx context.Context, volume, was, reason string, by corpus.Person, at time.Time) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		served, err := text(tx.QueryRowContext(ctx, `SELECT edition FROM volume WHERE id = ?`, volume))
		if err != nil {
			return missing(err, "volume", volume)
		}
		if served != was {
			return fmt.Errorf("volume %s has edition %s meanwhile: %w", volume, served, corpus.ErrStale)
		}
		return takeDown(ctx, tx, shelved{volume: volume, state: corpus.Withdrawn, edition: served, reason: reason, by: by.Name}, at)
	})
	if err != nil {
		return fmt.Errorf("withdraw volume: %w", err)
	}
	return nil
}

// Trash throws a volume away, from whichever state; Untrash brings it back into
// it. What stays in the trash is forgotten by Purge alone.
func (db *DB) Trash(ctx context.Context, volume string, by corpus.Person, at time.Time) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		now, err := whereabouts(ctx, tx, volume)
		if err != nil {
			return err
		}
		if now.state == corpus.Trashed {
			return fmt.Errorf("volume %s is in the trash: %w", volume, corpus.ErrStale)
		}
		now.before, now.state, now.by = now.state, corpus.Trashed, by.Name
		return takeDown(ctx, tx, now, at)
	})
	if err != nil {
		return fmt.Errorf("throw volume away: %w", err)
	}
	return nil
}

// Untrash brings a volume back from the trash into the state in which it was,
// with the edition that it had.
func (l *Library) Untrash(ctx context.Context, volume string, at time.Time) error {
	now, err := whereabouts(ctx, l.read, volume)
	if err != nil {
		return err
	}
	if now.state != corpus.Trashed {
		return fmt.Errorf("volume %s is not in the trash: %w", volume, corpus.ErrStale)
	}
	if now.before == corpus.Served {
		return l.Serve(ctx, now.edition, "", 0, at)
	}
	err = l.change(ctx, func(tx *sql.Tx) error {
		if now.before == corpus.Withdrawn {
			_, err := tx.ExecContext(ctx, `UPDATE shelf SET state = ?, before = '' WHERE volume = ? AND state = ?`,
				corpus.Withdrawn, volume, corpus.Trashed)
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM shelf WHERE volume = ? AND state = ?`, volume, corpus.Trashed)
		return err
	})
	if err != nil {
		return fmt.Errorf("restore volume %s: %w", volume, err)
	}
	return nil
}

// shelved is where a volume is.
type shelved struct {
	volume, edition string
	state, before   corpus.VolumeState
	reason, by      string
}

// whereabouts tells where a volume is. One that only has editions is a draft.
func whereabouts(ctx context.Context, q querier, volume string) (s shelved, err error) {
	s.volume = volume
	err = q.QueryRowContext(ctx, `SELECT state, before, edition, reason, person FROM shelf WHERE volume = ?`, volume).
		Scan(&s.state, &s.before, &s.edition, &s.reason, &s.by)
	if !errors.Is(err, sql.ErrNoRows) {
		return s, err
	}
	s.state = corpus.Served
	if s.edition, err = text(q.QueryRowContext(ctx, `SELECT edition FROM volume WHERE id = ?`, volume)); !errors.Is(err, sql.ErrNoRows) {
		return s, err
	}
	s.state = corpus.Draft
	s.edition, err = text(q.QueryRowContext(ctx, `SELECT id FROM edition WHERE volume = ? ORDER BY created DESC, id LIMIT 1`, volume))
	return s, missing(err, "volume", volume)
}

// takeDown puts a volume on the shelf, and takes it from the readers if they have it.
func takeDown(ctx context.Context, tx *sql.Tx, s shelved, at time.Time) error {
	if err := clearVolume(ctx, tx, s.volume); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM volume WHERE id = ?`, s.volume); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO shelf (volume, state, before, edition, reason, person, since, indexed)
		VALUES (?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (volume) DO UPDATE SET state = excluded.state, before = excluded.before,
		edition = excluded.edition, reason = excluded.reason, person = excluded.person, since = excluded.since, indexed = 1`,
		s.volume, s.state, s.before, s.edition, s.reason, s.by, millis(at))
	return err
}

// Shelf is every volume of the library, in whichever state, the latest change first.
func (db *DB) Shelf(ctx context.Context) ([]corpus.ShelfEntry, error) {
	var all []corpus.ShelfEntry
	err := db.view(ctx, func(q querier) error {
		var err error
		all, err = collect(ctx, q, scanShelf, shelfQuery+` ORDER BY since DESC, volumes.volume`)
		for i := range all {
			if err == nil {
				err = addWaiting(ctx, q, &all[i])
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the shelf: %w", err)
	}
	return all, nil
}

// OnShelf is one volume, in whichever state.
func (db *DB) OnShelf(ctx context.Context, volume string) (corpus.ShelfEntry, error) {
	var s corpus.ShelfEntry
	err := db.view(ctx, func(q querier) error {
		var err error
		if s, err = scanShelf(q.QueryRowContext(ctx, shelfQuery+` WHERE volumes.volume = ?`, volume)); err != nil {
			return err
		}
		return addWaiting(ctx, q, &s)
	})
	return s, missing(err, "volume", volume)
}

// addWaiting counts the corrections that were decided since the edition was
// made, if it was made with others than are accepted now.
func addWaiting(ctx context.Context, q querier, s *corpus.ShelfEntry) error {
	all, err := accepted(ctx, q, s.Volume.ID)
	if err != nil {
		return err
	}
	var made string
	var created int64
	if err := q.QueryRowContext(ctx, `SELECT corrections, created FROM edition WHERE id = ?`, s.Edition).Scan(&made, &created); err != nil {
		return err
	}
	if corpus.CorrectionsHash(all) == made {
		return nil
	}
	err = q.QueryRowContext(ctx, `SELECT max(1, count(*)) FROM correction WHERE volume = ? AND state IN (?, ?) AND decided >= ?`,
		s.Volume.ID, corpus.Accepted, corpus.Undone, created).Scan(&s.Waiting)
	return err
}

const shelfQuery = `SELECT edition.about, volumes.state, volumes.edition, volumes.since, volumes.reason, volumes.person,
	(SELECT id FROM edition AS latest WHERE latest.volume = volumes.volume ORDER BY latest.created DESC, latest.id LIMIT 1)
	FROM (
		SELECT id AS volume, 'published' AS state, edition, published AS since, '' AS reason, '' AS person FROM volume
		UNION ALL SELECT volume, state, edition, since, reason, person FROM shelf
		UNION ALL SELECT volume, 'draft', id, max(created), '', '' FROM edition
			WHERE volume NOT IN (SELECT id FROM volume) AND volume NOT IN (SELECT volume FROM shelf) GROUP BY volume
	) AS volumes JOIN edition ON edition.id = volumes.edition`

func scanShelf(row scanner) (corpus.ShelfEntry, error) {
	var s corpus.ShelfEntry
	var about string
	var since int64
	if err := row.Scan(&about, &s.State, &s.Edition, &since, &s.Reason, &s.By, &s.Latest); err != nil {
		return s, err
	}
	s.Since = moment(since)
	if err := json.Unmarshal([]byte(about), &s.Volume); err != nil {
		return s, fmt.Errorf("description of edition %s: %w", s.Edition, err)
	}
	return s, nil
}

// gone is the error for what is not there: if an id begins with that of a volume
// that was withdrawn, a [*corpus.Gone].
func (db *DB) gone(ctx context.Context, err error, id string) error {
	if !errors.Is(err, corpus.ErrNotFound) {
		return err
	}
	s, lookErr := db.OnShelf(ctx, corpus.ShortID(id))
	if lookErr != nil || s.State != corpus.Withdrawn {
		return err
	}
	return &corpus.Gone{ShelfEntry: s}
}

// Delisted are the volumes that readers are served no longer and that the search
// index may still hold.
func (db *DB) Delisted(ctx context.Context) ([]string, error) {
	return collect(ctx, db.read, text, `SELECT volume FROM shelf WHERE indexed = 1 ORDER BY volume`)
}

// MarkDelisted records that the search index does not hold a volume any more.
func (db *DB) MarkDelisted(ctx context.Context, volume string) error {
	_, err := db.write.ExecContext(ctx, `UPDATE shelf SET indexed = 0 WHERE volume = ?`, volume)
	return err
}
