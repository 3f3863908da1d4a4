package people

import (
	"context"
	"time"

	"github.com/alexedwards/argon2id"

	"recto/internal/corpus"
)

// Deps is everything that the rooms need from outside.
type Deps struct {
	Store       Store
	Hash        *argon2id.Params // what hashing a password costs; nil is argon2id.DefaultParams
	Mail        Mailer           // nil where no mail can be sent
	Institution Institution      // nil where none vouches for people
	Now         func() time.Time // time.Now if nil
}

// Mailer sends a letter.
type Mailer interface {
	Send(ctx context.Context, to, subject, text string) error
}

// Store keeps people, links, sessions and the audit log.
type Store interface {
	accounts
	tickets
	sessions
	events
}

// accounts are the people. Errors wrap corpus.ErrNotFound, ErrExists, ErrStale
// and ErrLastAdministrator.
type accounts interface {
	People(ctx context.Context) ([]corpus.Person, error)
	Person(ctx context.Context, id int64) (corpus.Person, error)
	Credentials(ctx context.Context, email string) (p corpus.Person, hash string, err error)
	Password(ctx context.Context, id int64) (hash string, err error)
	ChangePerson(ctx context.Context, p corpus.Person) (corpus.Person, error)
	SetPassword(ctx context.Context, id int64, hash, exceptSession string) error
	Admit(ctx context.Context, issuer, subject string, p corpus.Person, at time.Time) (corpus.Person, error)
}

// tickets are what one-time links stand for.
type tickets interface {
	NewTicket(ctx context.Context, t corpus.Ticket) (token string, err error)
	Ticket(ctx context.Context, token string, at time.Time) (corpus.Ticket, error)
	Invitations(ctx context.Context, at time.Time) ([]corpus.Ticket, error)
	TakeBack(ctx context.Context, id int64) error
	Join(ctx context.Context, token string, p corpus.Person, hash string, at time.Time) (corpus.Person, error)
	ResetPassword(ctx context.Context, token, hash string, at time.Time) (corpus.Person, error)
}

// sessions are the browsers that are signed in.
type sessions interface {
	NewSession(ctx context.Context, person int64, at, expires, ends time.Time) (token string, err error)
	SessionPerson(ctx context.Context, token string, at time.Time) (p corpus.Person, expires time.Time, err error)
	ExtendSession(ctx context.Context, token string, expires time.Time) error
	EndSession(ctx context.Context, token string) error
	EndSessions(ctx context.Context, person int64) error
}

// events are the audit log.
type events interface {
	Events(ctx context.Context, f corpus.EventFilter) ([]corpus.Event, error)
}
