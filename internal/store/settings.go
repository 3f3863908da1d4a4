package store

import (
	"context"
	"database/sql"
	"errors"
)

// Secret is a text that the program keeps to itself, as the hash of a password.
func (db *DB) Secret(ctx context.Context, name string) (string, error) {
	v, err := text(db.read.QueryRowContext(ctx, `SELECT value FROM secret WHERE name = ?`, name))
	return v, missing(err, "secret", name)
}

// SetSecret keeps a secret in the place of any of that name.
func (db *DB) SetSecret(ctx context.Context, name, value string) error {
	_, err := db.write.ExecContext(ctx, `INSERT INTO secret (name, value) VALUES (?, ?)
		ON CONFLICT DO UPDATE SET value = excluded.value`, name, value)
	return err
}

// FirstSecret keeps a secret unless there is one of that name, and reports
// whether it did, so that of two programs that start at once one is first.
func (db *DB) FirstSecret(ctx context.Context, name, value string) (first bool, err error) {
	res, err := db.write.ExecContext(ctx, `INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING`, name, value)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Setting is what an administrator chose; empty where nothing was.
func (db *DB) Setting(ctx context.Context, name string) (string, error) {
	v, err := text(db.read.QueryRowContext(ctx, `SELECT value FROM setting WHERE name = ?`, name))
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, err
}

// SetSetting keeps a choice; the empty value forgets it.
func (db *DB) SetSetting(ctx context.Context, name, value string) error {
	return db.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM setting WHERE name = ?`, name); err != nil || value == "" {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO setting (name, value) VALUES (?, ?)`, name, value)
		return err
	})
}
