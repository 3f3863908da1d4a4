package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// A job that runs is held by an owner until its lease runs out. The owner renews
// the lease while it is alive; once it is not, anybody may claim the job. Every
// change to a running job names the owner, so that one who lost it can do no harm.

// Claim takes a job for an owner until a time: the one of the given id, or with
// id 0 the one that is due first. It can be taken if it is queued, or if
// it runs and its lease is over. A job that was begun often enough without an
// end fails with the given words instead. The error is [corpus.ErrNotFound] if
// there is none to take.
func (db *DB) Claim(ctx context.Context, id int64, owner string, at, until time.Time, attempts int, words string) (corpus.Job, error) {
	var job corpus.Job
	err := db.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE job SET state = ?, error = ?, owner = '', updated = ?
			WHERE state = ? AND lease <= ? AND attempts >= ?`,
			corpus.Failed, words, millis(at), corpus.Running, millis(at), attempts)
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, `UPDATE job SET state = ?, owner = ?, lease = ?, attempts = attempts + 1,
			stage = '', done = 0, total = 0, began = 0, updated = ?
			WHERE id = (SELECT id FROM job WHERE (id = ? OR ? = 0)
			AND (state = ? OR state = ? AND lease <= ?) ORDER BY due, id LIMIT 1) RETURNING id`,
			corpus.Running, owner, millis(until), millis(at), id, id,
			corpus.Queued, corpus.Running, millis(at)).Scan(&id)
		if noRows(err) {
			return nil // and what failed above has failed
		}
		if err != nil {
			return err
		}
		job, err = scanJob(tx.QueryRowContext(ctx, jobQuery+` WHERE job.id = ?`, id))
		return err
	})
	if err != nil {
		return job, fmt.Errorf("claim job: %w", err)
	}
	if job.ID == 0 {
		return job, fmt.Errorf("job to claim: %w", corpus.ErrNotFound)
	}
	return job, nil
}

// Renew extends an owner's lease of a job, records how far it is, and reports
// whether somebody asked that it stop. The error is [corpus.ErrNotFound] if the
// owner holds the job no longer.
func (db *DB) Renew(ctx context.Context, job corpus.Job, owner string, at, until time.Time) (cancelled bool, err error) {
	err = db.write.QueryRowContext(ctx, `UPDATE job SET lease = ?, began = CASE WHEN stage = ? THEN began ELSE ? END,
		stage = ?, done = ?, total = ?, updated = ? WHERE id = ? AND owner = ? AND state = ? RETURNING cancelled`,
		millis(until), job.Stage, millis(at), job.Stage, job.Done, job.Total, millis(at), job.ID, owner, corpus.Running).Scan(&cancelled)
	return cancelled, missing(err, "job held by "+owner+",", job.ID)
}

// Release puts a job back into the queue, as if it had not been begun.
func (db *DB) Release(ctx context.Context, id int64, owner string, at time.Time) error {
	return db.held(ctx, id, `UPDATE job SET state = 'queued', owner = '', lease = 0, stage = '', done = 0, total = 0,
		attempts = max(0, attempts - 1), updated = ? WHERE id = ? AND owner = ? AND state = 'running'`, millis(at), id, owner)
}

// Fail ends a job with words for an administrator.
func (db *DB) Fail(ctx context.Context, id int64, owner, words string, at time.Time) error {
	return db.held(ctx, id, `UPDATE job SET state = 'failed', owner = '', error = ?, updated = ?
		WHERE id = ? AND owner = ? AND state = 'running'`, words, millis(at), id, owner)
}

// Unchanged ends a job whose edition is already the one that readers are served.
func (db *DB) Unchanged(ctx context.Context, id int64, owner string, e *corpus.Edition, at time.Time) error {
	return db.change(ctx, func(tx *sql.Tx) error {
		if err := endJob(ctx, tx, id, owner, e, corpus.Published, at); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE job SET unchanged = 1 WHERE id = ? AND state = ?`, id, corpus.Published)
		return err
	})
}

// Owners are those who hold jobs.
func (db *DB) Owners(ctx context.Context) ([]string, error) {
	return collect(ctx, db.read, text, `SELECT DISTINCT owner FROM job WHERE state = 'running' ORDER BY owner`)
}

// Expire ends the leases of an owner who is known to be dead.
func (db *DB) Expire(ctx context.Context, owner string) error {
	_, err := db.write.ExecContext(ctx, `UPDATE job SET lease = 0 WHERE owner = ? AND state = 'running'`, owner)
	return err
}

// endJob ends a job with an edition, as Published or, until a person has seen
// it, in Review. If the log of corrections has moved on since the edition was
// begun, the job goes back into the queue.
func endJob(ctx context.Context, tx *sql.Tx, id int64, owner string, e *corpus.Edition, state corpus.JobState, at time.Time) error {
	corrections, err := accepted(ctx, tx, e.Volume.ID)
	if err != nil {
		return err
	}
	if corpus.CorrectionsHash(corrections) != e.Made.Corrections {
		res, err := tx.ExecContext(ctx, `UPDATE job SET state = ?, owner = '', lease = 0, attempts = 0, stage = '', done = 0,
			total = 0, updated = ? WHERE id = ? AND owner = ? AND state = ?`, corpus.Queued, millis(at), id, owner, corpus.Running)
		return one(res, err, id)
	}
	res, err := tx.ExecContext(ctx, `UPDATE job SET state = ?, owner = '', error = '', volume = ?, edition = ?,
		unchanged = 0, updated = ? WHERE id = ? AND owner = ? AND state = ?`,
		state, e.Volume.ID, e.ID, millis(at), id, owner, corpus.Running)
	return one(res, err, id)
}

func (db *DB) held(ctx context.Context, id int64, query string, args ...any) error {
	res, err := db.write.ExecContext(ctx, query, args...)
	return one(res, err, id)
}

// one tells whether a change reached the job that it was meant for.
func one(res sql.Result, err error, id int64) error {
	if err != nil {
		return fmt.Errorf("change job %d: %w", id, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return fmt.Errorf("job %d is no longer held: %w", id, corpus.ErrNotFound)
}
