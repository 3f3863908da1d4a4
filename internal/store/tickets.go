package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"time"

	"recto/internal/corpus"
)

const ticketQuery = `SELECT ticket.id, kind, coalesce(person, 0), name, email, role, coalesce(giver, 0), expires FROM ticket`

// NewTicket keeps a ticket and gives the token that its link ends in: 130 random
// bits in letters and digits, of which only the hash is kept. A new welcome
// takes the place of an old one, and so does a new link to one password.
func (db *DB) NewTicket(ctx context.Context, t corpus.Ticket) (token string, err error) {
	token = rand.Text()
	err = db.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM ticket WHERE kind = ? AND (kind = ? OR person = ?)`, t.Kind, corpus.Welcome, t.Person.ID)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO ticket (hash, kind, person, name, email, role, giver, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			hashed(token), t.Kind, orNull(t.Person.ID), t.Person.Name, plainEmail(t.Person.Email), t.Person.Role, orNull(t.By), expiry(t.Expires))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("give a one-time link: %w", err)
	}
	return token, nil
}

// Ticket is what a token stands for at a time. The error is [corpus.ErrNotFound]
// where it was used, taken back or is over.
func (db *DB) Ticket(ctx context.Context, token string, at time.Time) (corpus.Ticket, error) {
	return ticket(ctx, db.read, token, at)
}

// Invitations are the invitations that are open at a time, the newest first.
func (db *DB) Invitations(ctx context.Context, at time.Time) ([]corpus.Ticket, error) {
	return collect(ctx, db.read, scanTicket, ticketQuery+` WHERE kind = ? AND expires > ? ORDER BY id DESC`, corpus.Invitation, millis(at))
}

// TakeBack makes an invitation worthless.
func (db *DB) TakeBack(ctx context.Context, id int64) error {
	err := db.change(ctx, func(tx *sql.Tx) error {
		res, err := tx.ExecContext(ctx, `DELETE FROM ticket WHERE id = ? AND kind = ?`, id, corpus.Invitation)
		if err != nil {
			return err
		}
		return touched(res, corpus.ErrNotFound)
	})
	if err != nil {
		return fmt.Errorf("take back invitation %d: %w", id, err)
	}
	return nil
}

// Join uses up a welcome or an invitation: it makes the account, with the role
// of the ticket, and gives the person. The error is [corpus.ErrNotFound] where
// the token opens nothing, and [corpus.ErrExists] where the address has an
// account; then the ticket stays.
func (db *DB) Join(ctx context.Context, token string, p corpus.Person, password string, at time.Time) (corpus.Person, error) {
	err := db.change(ctx, func(tx *sql.Tx) error {
		t, err := ticket(ctx, tx, token, at)
		if err != nil {
			return err
		}
		if t.Kind == corpus.Reset {
			return corpus.ErrNotFound
		}
		p.Role = t.Person.Role
		if p, err = addPerson(ctx, tx, p, password, at); err != nil {
			return err
		}
		corpus.AuditOf(ctx).Complete(corpus.Event{Person: p, Object: p.Object(), Detail: "as " + string(p.Role)})
		_, err = tx.ExecContext(ctx, `DELETE FROM ticket WHERE id = ? OR email = ? AND kind = ? OR kind = ? AND ? = ?`,
			t.ID, p.Email, corpus.Invitation, corpus.Welcome, p.Role, corpus.Administrator)
		return err
	})
	return p, err
}

// ResetPassword uses up a link to a password: it sets the new one, ends every
// session of the person and gives the person.
func (db *DB) ResetPassword(ctx context.Context, token, password string, at time.Time) (p corpus.Person, err error) {
	err = db.change(ctx, func(tx *sql.Tx) error {
		t, err := ticket(ctx, tx, token, at)
		if err != nil {
			return err
		}
		if t.Kind != corpus.Reset {
			return corpus.ErrNotFound
		}
		if err := setPassword(ctx, tx, t.Person.ID, password, ""); err != nil {
			return err
		}
		p, err = person(ctx, tx, t.Person.ID)
		corpus.AuditOf(ctx).Complete(corpus.Event{Person: p, Object: p.Object()})
		return err
	})
	return p, err
}

func ticket(ctx context.Context, q querier, token string, at time.Time) (corpus.Ticket, error) {
	t, err := scanTicket(q.QueryRowContext(ctx, ticketQuery+` WHERE hash = ? AND (expires = 0 OR expires > ?)`, hashed(token), millis(at)))
	if err != nil {
		return t, missing(err, "one-time link", "")
	}
	if t.Kind == corpus.Reset {
		t.Person, err = person(ctx, q, t.Person.ID)
	}
	return t, err
}

func scanTicket(row scanner) (t corpus.Ticket, err error) {
	var expires int64
	err = row.Scan(&t.ID, &t.Kind, &t.Person.ID, &t.Person.Name, &t.Person.Email, &t.Person.Role, &t.By, &expires)
	if expires > 0 {
		t.Expires = moment(expires)
	}
	return t, err
}

// hashed is how a token is kept: it has entropy enough to need no salt.
func hashed(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

func expiry(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return millis(t)
}

// orNull is an id, or NULL where there is none.
func orNull(id int64) sql.NullInt64 { return sql.NullInt64{Int64: id, Valid: id != 0} }
