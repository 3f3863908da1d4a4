package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// AddJob records a source that somebody brought and queues a job for it, in one
// transaction; hold says that its edition waits for a person's review. A source that a job is already
// waiting for or working on gets no second one: that job is given instead, with
// its earlier attempts forgiven, since somebody asks anew.
func (db *DB) AddJob(ctx context.Context, src corpus.Source, by corpus.Person, hold bool, at time.Time) (corpus.Job, error) {
	var job corpus.Job
	err := db.change(ctx, func(tx *sql.Tx) error {
		if err := insertSource(ctx, tx, src, at); err != nil {
			return err
		}
		if err := addJob(ctx, tx, src.ID, by, hold, at, favour(src)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE job SET attempts = 1 WHERE source = ? AND state = ? AND attempts > 1`,
			src.ID, corpus.Running)
		if err != nil {
			return err
		}
		corpus.AuditOf(ctx).Complete(corpus.Event{Object: src.ID, Detail: src.Name})
		job, err = activeJob(ctx, tx, src.ID)
		return err
	})
	if err != nil {
		return job, fmt.Errorf("queue source %s: %w", src.ID, err)
	}
	return job, nil
}

// Reprocess queues a job for a source that is in the library, before sources
// that are new: a person waits for it. A job of the source that waits for review
// goes back into the queue and will wait again; one that is queued or running
// takes up by itself what changed. The error is [corpus.ErrNotFound] if there is
// no such source.
func (db *DB) Reprocess(ctx context.Context, source string, hold bool, at time.Time) (corpus.Job, error) {
	var job corpus.Job
	err := db.change(ctx, func(tx *sql.Tx) error {
		due := millis(at.Add(-favourAgain))
		_, err := tx.ExecContext(ctx, `UPDATE job SET state = ?, stage = '', done = 0, total = 0, attempts = 0, due = ?,
			updated = ? WHERE source = ? AND state = ?`, corpus.Queued, due, millis(at), source, corpus.Review)
		if err != nil {
			return err
		}
		if err := addJob(ctx, tx, source, corpus.Person{}, hold, at, favourAgain); err != nil {
			return err
		}
		job, err = activeJob(ctx, tx, source)
		return err
	})
	if err != nil {
		return job, fmt.Errorf("queue source %s again: %w", source, missing(err, "source", source))
	}
	return job, nil
}

// How much earlier than it came a job is due, so that small ones and those that
// a person waits for go first, and none waits for ever.
const (
	favourAgain = time.Hour
	favourSmall = 10 * time.Minute
	smallSource = 4 << 20 // bytes
)

func favour(src corpus.Source) time.Duration {
	if src.Size <= smallSource {
		return favourSmall
	}
	return 0
}

// addJob queues a job unless one is at work on the source.
func addJob(ctx context.Context, tx *sql.Tx, source string, by corpus.Person, hold bool, at time.Time, favour time.Duration) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO job (source, person, state, hold, due, created, updated)
		SELECT id, ?, ?, ?, ?, ?, ? FROM source WHERE id = ? ON CONFLICT DO NOTHING`,
		orNull(by.ID), corpus.Queued, hold, millis(at.Add(-favour)), millis(at), millis(at), source)
	return err
}

func activeJob(ctx context.Context, tx *sql.Tx, source string) (corpus.Job, error) {
	return scanJob(tx.QueryRowContext(ctx, jobQuery+` WHERE job.source = ?
		AND job.state IN ('queued', 'running', 'review')`, source))
}

// Job is one job.
func (db *DB) Job(ctx context.Context, id int64) (corpus.Job, error) {
	job, err := scanJob(db.read.QueryRowContext(ctx, jobQuery+` WHERE job.id = ?`, id))
	return job, missing(err, "job", id)
}

// Brought is how many bytes the sources of the library have that a person brought,
// besides one.
func (db *DB) Brought(ctx context.Context, person int64, besides string) (bytes int64, err error) {
	err = db.read.QueryRowContext(ctx, `SELECT COALESCE(SUM(size), 0) FROM source
		WHERE id <> ? AND id IN (SELECT source FROM job WHERE person = ?)`, besides, person).Scan(&bytes)
	if err != nil {
		return 0, fmt.Errorf("count what person %d brought: %w", person, err)
	}
	return bytes, nil
}

// Jobs are all jobs, the latest first.
func (db *DB) Jobs(ctx context.Context) ([]corpus.Job, error) {
	jobs, err := collect(ctx, db.read, scanJob, jobQuery+` ORDER BY job.id DESC`)
	if err != nil {
		return nil, fmt.Errorf("read jobs: %w", err)
	}
	return jobs, nil
}

// Cancel asks that a job stop: one that waits fails at once with the given
// words, one that runs is told at its next Renew, one that is done stays as it is.
func (db *DB) Cancel(ctx context.Context, id int64, words string, at time.Time) error {
	return db.change(ctx, func(tx *sql.Tx) error {
		if _, err := scanJob(tx.QueryRowContext(ctx, jobQuery+` WHERE job.id = ?`, id)); err != nil {
			return missing(err, "job", id)
		}
		_, err := tx.ExecContext(ctx, `UPDATE job SET state = ?, error = ?, updated = ? WHERE id = ? AND state IN (?, ?)`,
			corpus.Failed, words, millis(at), id, corpus.Queued, corpus.Review)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE job SET cancelled = 1 WHERE id = ? AND state = ?`, id, corpus.Running)
		return err
	})
}

// Prefer puts a job that waits before all others that wait. The error is
// [corpus.ErrStale] if it waits no longer.
func (db *DB) Prefer(ctx context.Context, id int64, at time.Time) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `UPDATE job SET due = (SELECT min(due) FROM job WHERE state = ?) - 1, updated = ?
			WHERE id = ? AND state = ?`, corpus.Queued, millis(at), id, corpus.Queued)
		if err != nil {
			return err
		}
		return touched(res, corpus.ErrStale)
	})
	if err != nil {
		return fmt.Errorf("prefer job %d: %w", id, err)
	}
	return nil
}

// Retry queues a failed job again, with its attempts counted anew. The error is
// [corpus.ErrExists] if another job is at work on the source, or if this one
// has not failed.
func (db *DB) Retry(ctx context.Context, id int64, at time.Time) error {
	return db.change(ctx, func(tx *sql.Tx) error {
		job, err := scanJob(tx.QueryRowContext(ctx, jobQuery+` WHERE job.id = ?`, id))
		if err != nil {
			return missing(err, "job", id)
		}
		res, err := tx.ExecContext(ctx, `UPDATE job SET state = ?, stage = '', done = 0, total = 0, attempts = 0,
			error = '', owner = '', lease = 0, cancelled = 0, began = 0, updated = ?
			WHERE id = ? AND state = ? AND NOT EXISTS (SELECT 1 FROM job AS other WHERE other.source = job.source
			AND other.state IN ('queued', 'running', 'review'))`, corpus.Queued, millis(at), id, corpus.Failed)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 1 {
			return err
		}
		return fmt.Errorf("retry job %d, which is %s: %w", id, job.State, corpus.ErrExists)
	})
}

const jobQuery = `SELECT job.id, job.state, job.stage, job.done, job.total, job.attempts, job.error,
	job.volume, job.edition, job.unchanged, job.hold, job.began, job.created, job.updated,
	source.id, source.name, source.media_type, source.size, coalesce(person.id, 0), coalesce(person.name, '')
	FROM job JOIN source ON source.id = job.source LEFT JOIN person ON person.id = job.person`

func scanJob(row scanner) (corpus.Job, error) {
	var j corpus.Job
	var began, created, updated int64
	err := row.Scan(&j.ID, &j.State, &j.Stage, &j.Done, &j.Total, &j.Attempts, &j.Error,
		&j.Volume, &j.Edition, &j.Unchanged, &j.Hold, &began, &created, &updated,
		&j.Source.ID, &j.Source.Name, &j.Source.MediaType, &j.Source.Size, &j.By.ID, &j.By.Name)
	j.Created, j.Updated = moment(created), moment(updated)
	if began > 0 {
		j.Began = moment(began)
	}
	return j, err
}

func noRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }
