package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"recto/internal/corpus"
)

// addAudit adds entries that wait for a change to the audit log. One that does not
// say what was done tells of nothing.
func addAudit(ctx context.Context, tx *sql.Tx, a *corpus.Audit) error {
	if a == nil || a.Kept {
		return nil
	}
	for _, e := range a.Entries {
		if e.What == "" {
			continue
		}
		if err := addEvent(ctx, tx, e); err != nil {
			return err
		}
	}
	return nil
}

// AddEvent adds an entry to the audit log that tells of no change of the library
// itself. Its id and all of its person but the id are of no account.
func (db *DB) AddEvent(ctx context.Context, e corpus.Event) error {
	return addEvent(ctx, db.write, e)
}

func addEvent(ctx context.Context, to executor, e corpus.Event) error {
	_, err := to.ExecContext(ctx, `INSERT INTO event (at, person, what, object, detail) VALUES (?, ?, ?, ?, ?)`,
		millis(e.At), orNull(e.Person.ID), e.What, e.Object, e.Detail)
	if err != nil {
		return fmt.Errorf("record %s %s: %w", e.What, e.Object, err)
	}
	return nil
}

// executor is a database or a transaction.
type executor interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
}

// Events are the entries of the audit log that a filter lets through, the
// newest first.
func (db *DB) Events(ctx context.Context, f corpus.EventFilter) ([]corpus.Event, error) {
	query := `SELECT event.id, at, coalesce(event.person, 0), coalesce(name, ''), coalesce(email, ''), coalesce(role, ''), what, object, detail
		FROM event LEFT JOIN person ON person.id = event.person`
	where, args := conditions(f)
	if len(where) > 0 {
		query += ` WHERE ` + strings.Join(where, ` AND `)
	}
	limit := -1
	if f.Limit > 0 {
		limit = f.Limit
	}
	return collect(ctx, db.read, scanEvent, query+` ORDER BY event.id DESC LIMIT ?`, append(args, limit)...)
}

func conditions(f corpus.EventFilter) (where []string, args []any) {
	add := func(condition string, arg any) { where, args = append(where, condition), append(args, arg) }
	if f.Person != 0 {
		add(`event.person = ?`, f.Person)
	}
	if f.What != "" {
		add(`instr(what, ?) = 1`, f.What)
	}
	if f.Object != "" {
		add(`object = ?`, f.Object)
	}
	if f.Before != 0 {
		add(`event.id < ?`, f.Before)
	}
	return where, args
}

func scanEvent(row scanner) (e corpus.Event, err error) {
	var at int64
	err = row.Scan(&e.ID, &at, &e.Person.ID, &e.Person.Name, &e.Person.Email, &e.Person.Role, &e.What, &e.Object, &e.Detail)
	e.At = moment(at)
	return e, err
}
