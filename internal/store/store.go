// Package store keeps the library in a database: which sources, volumes and
// editions there are, what readers ask of them in lists, the queue of jobs, and
// the people and sessions of the site.
//
// The database is the truth about what is published. The bytes themselves
// (sources, scan pictures, the text of editions) are blobs, which a [Library]
// joins to it. The package does not search text: that is the index's part, and
// the index can be made again from here at any time.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"modernc.org/sqlite" // the driver named "sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"recto/internal/corpus"
)

// DB is the database. It is safe for use by several goroutines, and several
// programs may have the same file open.
type DB struct {
	write *sql.DB // one connection: SQLite has one writer at a time
	read  *sql.DB
}

// Open opens the database file, and makes it and its folder or brings its
// schema up to date where that is needed.
func Open(ctx context.Context, path string) (*DB, error) {
	if err := prepare(path); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	write, err := sql.Open("sqlite", dsn(path, "_txlock=immediate"))
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	write.SetMaxOpenConns(1)
	if err := migrate(ctx, write); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), write.Close())
	}
	read, err := sql.Open("sqlite", dsn(path, "_pragma=query_only(1)"))
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), write.Close())
	}
	read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	return &DB{write: write, read: read}, nil
}

// prepare makes the file where there is none, for its owner's eyes alone: it
// holds the hash of the password, and sessions. SQLite gives the files that it
// puts beside it the same rights.
func prepare(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// Close closes the database.
func (db *DB) Close() error { return errors.Join(db.read.Close(), db.write.Close()) }

// dsn names the file with the pragmas that every connection needs.
//
// synchronous=FULL forces each transaction to the disk before it counts as
// done: a volume that was called published, or a source that was accepted,
// outlives a power failure. Writes are few, so the wait costs nothing that a
// reader would see; in WAL mode readers never wait for a writer.
func dsn(path, more string) string {
	u := url.URL{
		Scheme:   "file",
		OmitHost: true,
		Path:     filepath.ToSlash(path),
		RawQuery: "_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)" +
			"&_pragma=synchronous(FULL)&" + more,
	}
	return u.String()
}

// change runs f in one transaction: all of it happens or nothing. With it goes
// the audit that waits in ctx; see [corpus.Noting].
func (db *DB) change(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return full(err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return full(err)
	}
	audit := corpus.AuditOf(ctx)
	if err := addAudit(ctx, tx, audit); err != nil {
		return full(err)
	}
	if err := tx.Commit(); err != nil {
		return full(err)
	}
	if audit != nil {
		audit.Kept = true
	}
	return nil
}

// full marks an error of a disk that has no room left.
func full(err error) error {
	var coded *sqlite.Error
	if errors.As(err, &coded) && coded.Code()&0xff == sqlite3.SQLITE_FULL {
		return fmt.Errorf("%w: %w", corpus.ErrFull, err)
	}
	return err
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// view runs f on one unchanging state of the database.
func (db *DB) view(ctx context.Context, f func(querier) error) error {
	tx, err := db.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return f(tx)
}

// collect scans every row of a query.
func collect[T any](ctx context.Context, q querier, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// scanner is one row.
type scanner interface{ Scan(dest ...any) error }

// missing turns the database's "no rows" into [corpus.ErrNotFound] and says
// what was looked for.
func missing(err error, what string, id any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%s %v: %w", what, id, corpus.ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("read %s %v: %w", what, id, err)
	}
	return nil
}

// touched is the error of a change that must reach a row: the given one where it
// reached none.
func touched(res sql.Result, none error) error {
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		err = none
	}
	return err
}

func millis(t time.Time) int64 { return t.UnixMilli() }

func moment(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
