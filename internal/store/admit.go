package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"recto/internal/corpus"
)

// Admit is whom an institution knows by a subject. One who comes for the first
// time is found by the address, which the institution must have verified, or
// gets an account: of the role of an open invitation to that address, else a
// reader's. A note that does not say what
// was done gets "link account" or "create account"; of one who was known nothing
// is noted. The error is [corpus.ErrNotFound] for a stranger
// without an address.
func (db *DB) Admit(ctx context.Context, issuer, subject string, p corpus.Person, at time.Time) (admitted corpus.Person, err error) {
	err = db.change(ctx, func(tx *sql.Tx) error {
		admitted, err = personOf(ctx, tx, issuer, subject)
		if err == nil || !errors.Is(err, corpus.ErrNotFound) {
			return err
		}
		if p.Email == "" {
			return fmt.Errorf("stranger without an address: %w", corpus.ErrNotFound)
		}
		var how string
		if admitted, how, err = findOrAdd(ctx, tx, p, at); err != nil || admitted.Disabled {
			return err
		}
		corpus.AuditOf(ctx).Complete(corpus.Event{Person: admitted, What: how, Object: admitted.Object(), Detail: "as " + string(admitted.Role)})
		_, err := tx.ExecContext(ctx, `INSERT INTO identity (issuer, subject, person) VALUES (?, ?, ?)`, issuer, subject, admitted.ID)
		return err
	})
	if err != nil {
		return corpus.Person{}, fmt.Errorf("admit %s: %w", subject, err)
	}
	return admitted, nil
}

func personOf(ctx context.Context, q querier, issuer, subject string) (corpus.Person, error) {
	p, err := scanPerson(q.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person
		JOIN identity ON identity.person = person.id WHERE issuer = ? AND subject = ?`, issuer, subject))
	return p, missing(err, "person of an institution", subject)
}

func findOrAdd(ctx context.Context, tx *sql.Tx, p corpus.Person, at time.Time) (corpus.Person, string, error) {
	found, err := scanPerson(tx.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person WHERE email = ?`, plainEmail(p.Email)))
	if err == nil {
		return found, "link account", nil
	}
	if !noRows(err) {
		return p, "", err
	}
	t, err := scanTicket(tx.QueryRowContext(ctx, ticketQuery+` WHERE kind = ? AND email = ? AND expires > ? ORDER BY id DESC LIMIT 1`,
		corpus.Invitation, plainEmail(p.Email), millis(at)))
	p.Role = t.Person.Role
	if noRows(err) {
		p.Role, err = corpus.Reader, nil
	}
	if err != nil {
		return p, "", err
	}
	if p, err = addPerson(ctx, tx, p, "", at); err != nil {
		return p, "", err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM ticket WHERE kind = ? AND email = ?`, corpus.Invitation, p.Email)
	return p, "create account", err
}
