package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// AddJob records a source and queues a job for it, in one transaction. A source
// that a job is already waiting for or working on gets no second one: that job
// is given instead, with its earlier attempts forgiven, since somebody asks anew.
func (db *DB) AddJob(ctx context.Context, src corpus.Source, at time.Time) (corpus.Job, error) {
	var job corpus.Job
	err := db.change(ctx, func(tx *sql.Tx) error {
		if err := insertSource(ctx, tx, src, at); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO job (source, state, created, updated) VALUES (?, ?, ?, ?)
			ON CONFLICT DO NOTHING`, src.ID, corpus.Queued, millis(at), millis(at))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE job SET attempts = 1 WHERE source = ? AND state = ? AND attempts > 1`,
			src.ID, corpus.Running)
		if err != nil {
			return err
		}
		job, err = scanJob(tx.QueryRowContext(ctx, jobQuery+` WHERE job.source = ?
			AND job.state IN ('queued', 'running', 'review')`, src.ID))
		return err
	})
	if err != nil {
		return job, fmt.Errorf("queue source %s: %w", src.ID, err)
	}
	return job, nil
}

// Job is one job.
func (db *DB) Job(ctx context.Context, id int64) (corpus.Job, error) {
	job, err := scanJob(db.read.QueryRowContext(ctx, jobQuery+` WHERE job.id = ?`, id))
	return job, missing(err, "job", id)
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
			error = '', owner = '', lease = 0, cancelled = 0, updated = ?
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
	job.volume, job.edition, job.unchanged, job.created, job.updated,
	source.id, source.name, source.media_type, source.size
	FROM job JOIN source ON source.id = job.source`

func scanJob(row scanner) (corpus.Job, error) {
	var j corpus.Job
	var created, updated int64
	err := row.Scan(&j.ID, &j.State, &j.Stage, &j.Done, &j.Total, &j.Attempts, &j.Error,
		&j.Volume, &j.Edition, &j.Unchanged, &created, &updated,
		&j.Source.ID, &j.Source.Name, &j.Source.MediaType, &j.Source.Size)
	j.Created, j.Updated = moment(created), moment(updated)
	return j, err
}

func noRows(err error) bool { return errors.Is(err, sql.ErrNoRows) }
