package store

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// Sessions keeps the sessions of the site. It is a store for
// github.com/alexedwards/scs/v2, both its Store and its CtxStore.
type Sessions struct {
	DB  *DB
	Now func() time.Time // time.Now if nil
}

// FindCtx gives a session's data, and whether there is such a session that has
// not run out.
func (s Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.DB.read.QueryRowContext(ctx, `SELECT data FROM session WHERE token = ? AND expiry > ?`,
		token, millis(s.now())).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx keeps a session, and drops those that have run out.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.DB.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE expiry <= ?`, millis(s.now())); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO session (token, data, expiry) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET data = excluded.data, expiry = excluded.expiry`, token, data, millis(expiry))
		return err
	})
}

// DeleteCtx drops a session; one that is not there is no error.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := s.DB.write.ExecContext(ctx, `DELETE FROM session WHERE token = ?`, token)
	return err
}

// Find is FindCtx without a context.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (s Sessions) Delete(token string) error {
	return s.DeleteCtx(context.Background(), token)
}

func (s Sessions) now() time.Time {
	if s.Now == nil {
		return time.Now()
	}
	return s.Now()
}
