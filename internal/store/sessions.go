package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// NewSession signs a person in until a time, or while the session is used until
// it ends, and gives the token for the browser: 130 random bits, of which only
// the hash is kept. Sessions that are over at that moment are dropped.
func (db *DB) NewSession(ctx context.Context, person int64, at, expires, ends time.Time) (token string, err error) {
	token = rand.Text()
	err = db.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE expires <= ?`, millis(at)); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO session (hash, person, expires, ends) VALUES (?, ?, ?, ?)`,
			hashed(token), person, millis(expires), millis(ends))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("begin session: %w", err)
	}
	return token, nil
}

// SessionPerson is who a token belongs to at a time, and when the session
// expires. The error is [corpus.ErrNotFound] where the session is over or the
// person is disabled.
func (db *DB) SessionPerson(ctx context.Context, token string, at time.Time) (corpus.Person, time.Time, error) {
	var expires int64
	p, err := scanPerson(alsoScan{db.read.QueryRowContext(ctx, `SELECT `+personColumns+`, expires FROM session
		JOIN person ON person.id = session.person WHERE hash = ? AND expires > ? AND NOT disabled`, hashed(token), millis(at)), &expires})
	return p, moment(expires), missing(err, "session", "")
}

// ExtendSession lets a session that is used go on until a time, and not beyond its end.
func (db *DB) ExtendSession(ctx context.Context, token string, expires time.Time) error {
	_, err := db.write.ExecContext(ctx, `UPDATE session SET expires = min(ends, ?) WHERE hash = ?`, millis(expires), hashed(token))
	return err
}

// EndSession signs one browser out; a session that is not there is no error.
func (db *DB) EndSession(ctx context.Context, token string) error {
	_, err := db.write.ExecContext(ctx, `DELETE FROM session WHERE hash = ?`, hashed(token))
	return err
}

// EndSessions signs a person out everywhere.
func (db *DB) EndSessions(ctx context.Context, person int64) error {
	return db.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM session WHERE person = ?`, person)
		return err
	})
}
