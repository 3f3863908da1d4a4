package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"recto/internal/corpus"
)

const personColumns = `person.id, person.name, person.email, person.role, person.disabled, person.version, person.created`

// People are all who have an account, by name.
func (db *DB) People(ctx context.Context) ([]corpus.Person, error) {
	return collect(ctx, db.read, scanPerson, `SELECT `+personColumns+` FROM person ORDER BY name COLLATE NOCASE, id`)
}

// Person is a person by id.
func (db *DB) Person(ctx context.Context, id int64) (corpus.Person, error) {
	return person(ctx, db.read, id)
}

// Credentials are who signs in with an e-mail address, and the hash of their
// password; it is empty for one who has none.
func (db *DB) Credentials(ctx context.Context, email string) (corpus.Person, string, error) {
	var hash string
	p, err := scanPerson(alsoScan{db.read.QueryRowContext(ctx, `SELECT `+personColumns+`, password FROM person WHERE email = ?`, plainEmail(email)), &hash})
	return p, hash, missing(err, "person", "with that address")
}

// Password is the hash of a person's password.
func (db *DB) Password(ctx context.Context, id int64) (string, error) {
	hash, err := text(db.read.QueryRowContext(ctx, `SELECT password FROM person WHERE id = ?`, id))
	return hash, missing(err, "person", id)
}

// HasAdministrator reports whether there is an administrator who can sign in.
func (db *DB) HasAdministrator(ctx context.Context) (bool, error) {
	n, err := administratorsBut(ctx, db.read, 0)
	return n > 0, err
}

// AddPerson makes an account with the hash of a password, which may be empty.
// The error is [corpus.ErrExists] where the address has an account.
func (db *DB) AddPerson(ctx context.Context, p corpus.Person, password string, at time.Time) (corpus.Person, error) {
	err := db.change(ctx, func(tx *sql.Tx) (err error) {
		p, err = addPerson(ctx, tx, p, password, at)
		return err
	})
	return p, err
}

func addPerson(ctx context.Context, tx *sql.Tx, p corpus.Person, password string, at time.Time) (corpus.Person, error) {
	var id int64
	err := tx.QueryRowContext(ctx, `INSERT INTO person (name, email, role, password, created) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING RETURNING id`, p.Name, plainEmail(p.Email), p.Role, password, millis(at)).Scan(&id)
	if noRows(err) {
		return p, fmt.Errorf("add person: %w", corpus.ErrExists)
	}
	if err != nil {
		return p, fmt.Errorf("add person: %w", err)
	}
	return person(ctx, tx, id)
}

// ChangePerson sets a person's name, role and whether they are disabled, and
// gives the person with the new version. One who is disabled is signed out
// everywhere. The error is [corpus.ErrStale] where p.Version is not the present
// one, and [corpus.ErrLastAdministrator] where none would be left.
func (db *DB) ChangePerson(ctx context.Context, p corpus.Person) (corpus.Person, error) {
	err := db.change(ctx, func(tx *sql.Tx) error {
		if err := mayChange(ctx, tx, p); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE person SET name = ?, role = ?, disabled = ?, version = version + 1 WHERE id = ?`,
			p.Name, p.Role, p.Disabled, p.ID)
		if err == nil && p.Disabled {
			err = forget(ctx, tx, p.ID, "")
		}
		if err != nil {
			return err
		}
		p, err = person(ctx, tx, p.ID)
		return err
	})
	if err != nil {
		return p, fmt.Errorf("change person %d: %w", p.ID, err)
	}
	return p, nil
}

func mayChange(ctx context.Context, tx *sql.Tx, p corpus.Person) error {
	now, err := person(ctx, tx, p.ID)
	if err != nil {
		return err
	}
	if now.Version != p.Version {
		return corpus.ErrStale
	}
	if p.Role == corpus.Administrator && !p.Disabled {
		return nil
	}
	left, err := administratorsBut(ctx, tx, p.ID)
	if err == nil && left == 0 && now.Role == corpus.Administrator && !now.Disabled {
		return corpus.ErrLastAdministrator
	}
	return err
}

// SetPassword keeps the hash of a new password, and ends every session of the
// person but the one whose token is given.
func (db *DB) SetPassword(ctx context.Context, id int64, password, except string) error {
	return db.change(ctx, func(tx *sql.Tx) error { return setPassword(ctx, tx, id, password, except) })
}

func setPassword(ctx context.Context, tx *sql.Tx, id int64, password, except string) error {
	res, err := tx.ExecContext(ctx, `UPDATE person SET password = ?, version = version + 1 WHERE id = ?`, password, id)
	if err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	if err := touched(res, corpus.ErrNotFound); err != nil {
		return fmt.Errorf("person %d: %w", id, err)
	}
	return forget(ctx, tx, id, except)
}

// forget ends a person's sessions but one, and the links that set the password.
func forget(ctx context.Context, tx *sql.Tx, id int64, except string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM session WHERE person = ? AND hash <> ?`, id, hashed(except)); err != nil {
		return fmt.Errorf("end sessions: %w", err)
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM ticket WHERE person = ?`, id); err != nil {
		return fmt.Errorf("take back links: %w", err)
	}
	return nil
}

// administratorsBut counts those who can sign in, without one of them.
func administratorsBut(ctx context.Context, q querier, id int64) (n int, err error) {
	err = q.QueryRowContext(ctx, `SELECT count(*) FROM person WHERE role = ? AND NOT disabled AND id <> ?`, corpus.Administrator, id).Scan(&n)
	return n, err
}

func person(ctx context.Context, q querier, id int64) (corpus.Person, error) {
	p, err := scanPerson(q.QueryRowContext(ctx, `SELECT `+personColumns+` FROM person WHERE id = ?`, id))
	return p, missing(err, "person", id)
}

func scanPerson(row scanner) (p corpus.Person, err error) {
	var created int64
	err = row.Scan(&p.ID, &p.Name, &p.Email, &p.Role, &p.Disabled, &p.Version, &created)
	p.Created = moment(created)
	return p, err
}

// alsoScan is a row that has more columns than a scan function knows.
type alsoScan struct {
	row  scanner
	more any
}

func (s alsoScan) Scan(dest ...any) error { return s.row.Scan(append(dest, s.more)...) }

// plainEmail is an address as accounts are known by.
func plainEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
