package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// Purge forgets for good the volumes that have been in the trash for
// [corpus.TrashKept] at a time: their editions, corrections and jobs, and their
// sources with the pictures of their scans. What readers wrote on them stays
// theirs. The audit log says of each what was removed. A volume whose source
// somebody uploaded again meanwhile stays until that job has ended.
//
// The rows of a volume go in one transaction, which notes its blobs; Sweep takes
// those from the disk.
func (l *Library) Purge(ctx context.Context, at time.Time) ([]corpus.Purged, error) {
	due, err := collect(ctx, l.read, text, `SELECT volume FROM shelf WHERE `+purgeable, dueForPurge(at)...)
	if err != nil {
		return nil, fmt.Errorf("look into the trash: %w", err)
	}
	var all []corpus.Purged
	for _, volume := range due {
		p, err := l.purge(ctx, volume, at)
		if err != nil {
			return all, fmt.Errorf("purge volume %s: %w", volume, err)
		}
		if p.Volume != "" {
			all = append(all, p)
		}
	}
	return all, nil
}

// purgeable is the condition on a row of the shelf, with the arguments of
// dueForPurge. A job that somebody began since, or that is at work, holds it up;
// one that waits for review from before goes with its volume.
const purgeable = `state = ? AND since <= ? AND NOT EXISTS (
	SELECT 1 FROM job JOIN edition ON edition.source = job.source WHERE edition.volume = shelf.volume
	AND (job.state IN ('queued', 'running') OR job.state = 'review' AND job.created > shelf.since))`

func dueForPurge(at time.Time) []any {
	return []any{corpus.Trashed, millis(at.Add(-corpus.TrashKept))}
}

// purge forgets one volume, unless it is not due any more.
func (l *Library) purge(ctx context.Context, volume string, at time.Time) (corpus.Purged, error) {
	blobs, err := l.blobsOf(ctx, volume)
	if err != nil {
		return corpus.Purged{}, err
	}
	var p corpus.Purged
	err = l.change(ctx, func(tx *sql.Tx) error {
		if p, err = condemned(ctx, tx, volume, at); err != nil {
			return err
		}
		for _, hash := range blobs {
			if _, err := tx.ExecContext(ctx, `INSERT INTO purged (blob) VALUES (?) ON CONFLICT DO NOTHING`, hash); err != nil {
				return err
			}
		}
		if err := forgetVolume(ctx, tx, &p); err != nil {
			return err
		}
		return addEvent(ctx, tx, corpus.Event{At: at, What: "purge volume", Object: volume, Detail: p.String()})
	})
	if noRows(err) {
		return corpus.Purged{}, nil
	}
	return p, err
}

// condemned describes a volume that is still due. The error is [sql.ErrNoRows] if it is not.
func condemned(ctx context.Context, tx *sql.Tx, volume string, at time.Time) (p corpus.Purged, err error) {
	p.Volume = volume
	var about string
	var since int64
	err = tx.QueryRowContext(ctx, `SELECT person, since, about FROM shelf JOIN edition ON edition.id = shelf.edition
		WHERE shelf.volume = ? AND `+purgeable, append([]any{volume}, dueForPurge(at)...)...).Scan(&p.By, &since, &about)
	if err != nil {
		return p, err
	}
	var v corpus.Volume
	if err := json.Unmarshal([]byte(about), &v); err != nil {
		return p, fmt.Errorf("description of volume %s: %w", volume, err)
	}
	p.Title, p.Since = v.Title, moment(since)
	return p, nil
}

// forgetVolume takes out every row of a volume and counts them. A source goes
// with it unless another volume is made of it too.
func forgetVolume(ctx context.Context, tx *sql.Tx, p *corpus.Purged) error {
	sources, err := collect(ctx, tx, text, `SELECT DISTINCT source FROM edition WHERE volume = ? AND source NOT IN
		(SELECT source FROM edition WHERE volume <> ?)`, p.Volume, p.Volume)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		count *int
	}{
		{`DELETE FROM shelf WHERE volume = ?`, nil},
		{`DELETE FROM correction WHERE volume = ?`, &p.Corrections},
		{`DELETE FROM edition WHERE volume = ?`, &p.Editions},
	} {
		if err := counted(ctx, tx, step.query, p.Volume, step.count); err != nil {
			return err
		}
	}
	for _, source := range sources {
		for _, step := range []struct {
			query string
			count *int
		}{
			{`DELETE FROM job WHERE source = ?`, &p.Jobs},
			{`DELETE FROM picture WHERE source = ?`, &p.Pictures},
			{`DELETE FROM source WHERE id = ?`, &p.Sources},
		} {
			if err := counted(ctx, tx, step.query, source, step.count); err != nil {
				return err
			}
		}
	}
	return nil
}

// counted adds how many rows a change reached to a count, if there is one.
func counted(ctx context.Context, tx *sql.Tx, query, id string, count *int) error {
	res, err := tx.ExecContext(ctx, query, id)
	if err != nil || count == nil {
		return err
	}
	n, err := res.RowsAffected()
	*count += int(n)
	return err
}

// Sweep takes from the disk the blobs that were purged and that nothing speaks
// of any more, and says how many. One that was asked for since a time stays for
// a later sweep: a job that is at work may be about to speak of it.
func (l *Library) Sweep(ctx context.Context, before time.Time) (removed int, err error) {
	blobs, err := collect(ctx, l.read, text, `SELECT blob FROM purged ORDER BY blob`)
	if err != nil || len(blobs) == 0 {
		return 0, err
	}
	needed, err := l.needed(ctx)
	if err != nil {
		return 0, fmt.Errorf("sweep: %w", err)
	}
	for _, hash := range blobs {
		gone := needed[hash]
		if !gone {
			if gone, err = l.Blobs.Remove(ctx, hash, before); err != nil {
				return removed, fmt.Errorf("sweep: %w", err)
			}
			if gone {
				removed++
			}
		}
		if !gone {
			continue
		}
		if _, err := l.write.ExecContext(ctx, `DELETE FROM purged WHERE blob = ?`, hash); err != nil {
			return removed, err
		}
	}
	return removed, nil
}
