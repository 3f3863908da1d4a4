package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"recto/internal/corpus"
)

// The log of corrections only grows: what a person decided stays, with what
// became of it. Each change of the log has a version, so that a form can say
// which state of it the person saw who filled it in.

// AddCorrections adds to a volume's log, all or none, and gives the entries with
// their ids. Each comes with its state, Proposed or Accepted, and its author.
// Seen is the version of the log that the author saw; if a correction that
// competes with a new one was added or decided since, the error is a
// [*corpus.Contested].
func (db *DB) AddCorrections(ctx context.Context, seen int64, entries []corpus.CorrectionEntry, at time.Time) ([]corpus.CorrectionEntry, error) {
	added := slices.Clone(entries)
	err := db.change(ctx, func(tx *sql.Tx) error {
		for i := range added {
			if err := addCorrection(ctx, tx, seen, &added[i], at); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("add corrections: %w", err)
	}
	return added, nil
}

func addCorrection(ctx context.Context, tx *sql.Tx, seen int64, c *corpus.CorrectionEntry, at time.Time) error {
	if err := c.Check(c.Volume); err != nil {
		return err
	}
	if err := uncontested(ctx, tx, seen, *c); err != nil {
		return err
	}
	c.ID = 0
	what, err := canonical(c.Correction)
	if err != nil {
		return err
	}
	c.Made, c.Decider, c.Decided = at.UTC().Truncate(time.Millisecond), corpus.Person{}, time.Time{}
	if c.State == corpus.Accepted {
		c.Decider, c.Decided = c.Author, c.Made
	}
	if c.Version, err = nextVersion(ctx, tx); err != nil {
		return err
	}
	return tx.QueryRowContext(ctx, `INSERT INTO correction
		(version, volume, state, what, author, author_name, made, decider, decider_name, decided, teacher)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		c.Version, c.Volume, c.State, string(what), c.Author.ID, c.Author.Name, millis(c.Made),
		c.Decider.ID, c.Decider.Name, decidedAt(c.Decided), c.Teacher).Scan(&c.ID)
}

// uncontested looks for what competes with a correction and changed since its
// author saw the log. What was refused or undone competes with nothing; what the
// same call added does, since it comes first in the log.
func uncontested(ctx context.Context, tx *sql.Tx, seen int64, c corpus.CorrectionEntry) error {
	later, err := collect(ctx, tx, scanCorrection, correctionQuery+` WHERE volume = ? AND version > ? AND state IN (?, ?) ORDER BY id DESC`,
		c.Volume, seen, corpus.Proposed, corpus.Accepted)
	if err != nil {
		return err
	}
	for _, theirs := range later {
		if c.Competes(theirs.Correction) {
			return &corpus.Contested{Mine: c.Correction, Theirs: theirs}
		}
	}
	return nil
}

func nextVersion(ctx context.Context, tx *sql.Tx) (version int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) + 1 FROM correction`).Scan(&version)
	return version, err
}

// DecideCorrection brings a correction from one state into another: from
// Proposed to Accepted or Refused, from Accepted to Undone, and back. If it is
// not in the state from, somebody else was quicker, and the error is a
// [*corpus.Contested].
func (db *DB) DecideCorrection(ctx context.Context, id int64, from, to corpus.CorrectionState, by corpus.Person, at time.Time) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		c, err := scanCorrection(tx.QueryRowContext(ctx, correctionQuery+` WHERE id = ?`, id))
		if err != nil {
			return missing(err, "correction", id)
		}
		if c.State != from {
			return &corpus.Contested{Mine: c.Correction, Theirs: c}
		}
		version, err := nextVersion(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE correction SET state = ?, version = ?, decider = ?, decider_name = ?, decided = ?,
			conflict = '' WHERE id = ?`, to, version, by.ID, by.Name, millis(at), id)
		return err
	})
	if err != nil {
		return fmt.Errorf("decide correction %d: %w", id, err)
	}
	return nil
}

// Accepted are the corrections that every edition of a volume replays, in the
// order of the log.
func (db *DB) Accepted(ctx context.Context, volume string) ([]corpus.Correction, error) {
	return accepted(ctx, db.read, volume)
}

func accepted(ctx context.Context, q querier, volume string) ([]corpus.Correction, error) {
	all, err := collect(ctx, q, func(row scanner) (corpus.Correction, error) {
		c, err := scanCorrection(row)
		return c.Correction, err
	}, correctionQuery+` WHERE volume = ? AND state = ? ORDER BY id`, volume, corpus.Accepted)
	if err != nil {
		return nil, fmt.Errorf("read corrections of volume %s: %w", volume, err)
	}
	return all, nil
}

// Decided is what people decided that the next edition of a volume is made with:
// its own corrections, and what those of the other volumes teach. What lies in
// the trash teaches nothing.
func (db *DB) Decided(ctx context.Context, volume string) (corpus.Decided, error) {
	var d corpus.Decided
	err := db.view(ctx, func(q querier) error {
		var err error
		if d.Corrections, err = accepted(ctx, q, volume); err != nil {
			return err
		}
		others, err := collect(ctx, q, scanCorrection, correctionQuery+` WHERE volume <> ? AND state = ?
			AND volume NOT IN (SELECT volume FROM shelf WHERE state = ?)`, volume, corpus.Accepted, corpus.Trashed)
		d.Taught = corpus.Gather(maps.Values(byVolume(others)))
		return err
	})
	if err != nil {
		return d, fmt.Errorf("read what was decided about volume %s: %w", volume, err)
	}
	return d, nil
}

func byVolume(log []corpus.CorrectionEntry) map[string][]corpus.Correction {
	all := map[string][]corpus.Correction{}
	for _, c := range log {
		all[c.Volume] = append(all[c.Volume], c.Correction)
	}
	return all
}

// Corrections are the log of a volume, or with an empty id of the whole library,
// in its order: all of it, or the entries in the given states.
func (db *DB) Corrections(ctx context.Context, volume string, states ...corpus.CorrectionState) ([]corpus.CorrectionEntry, error) {
	query, args := correctionQuery+` WHERE (volume = ? OR ? = '')`, []any{volume, volume}
	if len(states) > 0 {
		query += ` AND state IN (?` + strings.Repeat(`, ?`, len(states)-1) + `)`
		for _, s := range states {
			args = append(args, s)
		}
	}
	all, err := collect(ctx, db.read, scanCorrection, query+` ORDER BY id`, args...)
	if err != nil {
		return nil, fmt.Errorf("read corrections: %w", err)
	}
	return all, nil
}

// Correction is one entry of the log.
func (db *DB) Correction(ctx context.Context, id int64) (corpus.CorrectionEntry, error) {
	c, err := scanCorrection(db.read.QueryRowContext(ctx, correctionQuery+` WHERE id = ?`, id))
	return c, missing(err, "correction", id)
}

// CorrectionVersion is the version of a volume's log: that of its latest change.
func (db *DB) CorrectionVersion(ctx context.Context, volume string) (version int64, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM correction WHERE volume = ?`, volume).Scan(&version)
	return version, err
}

// noteConflicts records which corrections an edition could not replay.
func noteConflicts(ctx context.Context, tx *sql.Tx, e *corpus.Edition) error {
	if _, err := tx.ExecContext(ctx, `UPDATE correction SET conflict = '' WHERE volume = ? AND conflict <> ''`, e.Volume.ID); err != nil {
		return err
	}
	for _, c := range e.Report.Conflicts {
		_, err := tx.ExecContext(ctx, `UPDATE correction SET conflict = ? WHERE id = ? AND volume = ?`, c.Text, c.Correction, e.Volume.ID)
		if err != nil {
			return err
		}
	}
	return nil
}

const correctionQuery = `SELECT id, version, volume, state, what, author, author_name, made,
	decider, decider_name, decided, teacher, conflict FROM correction`

func scanCorrection(row scanner) (corpus.CorrectionEntry, error) {
	var c corpus.CorrectionEntry
	var id, made, decided int64
	var what string
	err := row.Scan(&id, &c.Version, &c.Volume, &c.State, &what, &c.Author.ID, &c.Author.Name, &made,
		&c.Decider.ID, &c.Decider.Name, &decided, &c.Teacher, &c.Conflict)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(what), &c.Correction); err != nil {
		return c, fmt.Errorf("correction %d: %w: %w", id, corpus.ErrBroken, err)
	}
	c.ID, c.Made = id, moment(made)
	if decided > 0 {
		c.Decided = moment(decided)
	}
	return c, nil
}

func decidedAt(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return millis(t)
}
