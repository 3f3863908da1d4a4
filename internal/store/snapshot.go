package store

import (
	"context"
	"errors"
	"fmt"
)

// Snapshot writes the database as it stands at one moment to a file, which must
// not be there yet. Readers and writers go on meanwhile.
func (db *DB) Snapshot(ctx context.Context, file string) error {
	// A connection for reading, so that the writers' one stays free; it has to
	// be told for once that a file may be written.
	conn, err := db.read.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, `PRAGMA query_only = 0`); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, `VACUUM INTO ?`, file)
	if err != nil {
		err = fmt.Errorf("write a snapshot of the database: %w", err)
	}
	_, again := conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA query_only = 1`)
	return errors.Join(err, again)
}
