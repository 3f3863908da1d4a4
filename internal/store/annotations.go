package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"recto/internal/corpus"
)

const annotations = `SELECT annotation.id, annotation.version, author, person.name, volume, part, title, edition, anchor, text,
	public, hidden, made, changed, deleted FROM annotation JOIN person ON person.id = author`

// Annotation is one annotation, whoever's it is. Those deleted are given too.
func (db *DB) Annotation(ctx context.Context, id int64) (corpus.Annotation, error) {
	a, err := scanAnnotation(db.read.QueryRowContext(ctx, annotations+` WHERE annotation.id = ?`, id))
	return a, missing(err, "annotation", id)
}

// VolumeAnnotations are the annotations of a volume that a reader may see: their
// own, and the public ones, for editors with those that were hidden. They come in
// the order in which they were made, without those deleted.
func (db *DB) VolumeAnnotations(ctx context.Context, volume string, reader corpus.Person) ([]corpus.Annotation, error) {
	all, err := collect(ctx, db.read, scanAnnotation, annotations+
		` WHERE volume = ? AND deleted = 0 AND (author = ? OR public AND (NOT hidden OR ?)) ORDER BY annotation.id`,
		volume, reader.ID, reader.Role.Is(corpus.Editor))
	if err != nil {
		return nil, fmt.Errorf("read annotations of %s: %w", volume, err)
	}
	return all, nil
}

// PersonAnnotations are a person's own, the latest first, with those deleted that
// can still be restored.
func (db *DB) PersonAnnotations(ctx context.Context, person int64, at time.Time) ([]corpus.Annotation, error) {
	all, err := collect(ctx, db.read, scanAnnotation, annotations+
		` WHERE author = ? AND (deleted = 0 OR deleted > ?) ORDER BY annotation.id DESC`, person, millis(at.Add(-corpus.DeletedKept)))
	if err != nil {
		return nil, fmt.Errorf("read annotations of person %d: %w", person, err)
	}
	return all, nil
}

// AddAnnotation keeps a new annotation and gives it back with its id.
func (db *DB) AddAnnotation(ctx context.Context, a corpus.Annotation, at time.Time) (corpus.Annotation, error) {
	anchor, err := json.Marshal(a.Anchor)
	if err != nil {
		return a, fmt.Errorf("add annotation: %w", err)
	}
	a.Version, a.Made, a.Changed = 1, at, at
	err = db.change(ctx, func(tx *sql.Tx) error {
		if err := forgetAnnotations(ctx, tx, at); err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `INSERT INTO annotation (author, volume, part, title, edition, anchor, text, public, made, changed)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			a.Author.ID, a.Volume, a.Part, a.Title, a.Edition, string(anchor), a.Text, a.Public, millis(at), millis(at))
		if err != nil {
			return err
		}
		a.ID, err = res.LastInsertId()
		corpus.AuditOf(ctx).Complete(corpus.Event{Object: strconv.FormatInt(a.ID, 10)})
		return err
	})
	if err != nil {
		return a, fmt.Errorf("add annotation: %w", err)
	}
	return a, nil
}

// ChangeAnnotation sets an annotation's text and who may read it, and whether it
// is hidden or deleted. It comes with the version that was seen; where there is a
// later one by now, the error is [corpus.ErrStale].
func (db *DB) ChangeAnnotation(ctx context.Context, a corpus.Annotation, at time.Time) error {
	var deleted int64
	if !a.Deleted.IsZero() {
		deleted = millis(a.Deleted)
	}
	err := db.change(ctx, func(tx *sql.Tx) error {
		if err := forgetAnnotations(ctx, tx, at); err != nil {
			return err
		}
		res, err := tx.ExecContext(ctx, `UPDATE annotation SET version = version + 1, text = ?, public = ?, hidden = ?, deleted = ?, changed = ?
			WHERE id = ? AND version = ?`, a.Text, a.Public, a.Hidden, deleted, millis(at), a.ID, a.Version)
		if err != nil {
			return err
		}
		return touched(res, corpus.ErrStale)
	})
	if err != nil {
		return fmt.Errorf("change annotation %d: %w", a.ID, err)
	}
	return nil
}

// forgetAnnotations takes out for good what was deleted long ago.
func forgetAnnotations(ctx context.Context, tx *sql.Tx, at time.Time) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM annotation WHERE deleted > 0 AND deleted <= ?`, millis(at.Add(-corpus.DeletedKept)))
	return err
}

func scanAnnotation(row scanner) (a corpus.Annotation, err error) {
	var anchor string
	var made, changed, deleted int64
	if err := row.Scan(&a.ID, &a.Version, &a.Author.ID, &a.Author.Name, &a.Volume, &a.Part, &a.Title, &a.Edition, &anchor, &a.Text,
		&a.Public, &a.Hidden, &made, &changed, &deleted); err != nil {
		return a, err
	}
	a.Made, a.Changed = moment(made), moment(changed)
	if deleted > 0 {
		a.Deleted = moment(deleted)
	}
	return a, json.Unmarshal([]byte(anchor), &a.Anchor)
}
