package page

import (
	"context"

	"recto/internal/corpus"
)

type personKey struct{}

// WithPerson is a context of a request that a person makes who is signed in.
func WithPerson(ctx context.Context, p corpus.Person) context.Context {
	return context.WithValue(ctx, personKey{}, p)
}

// Person is who makes the request; nobody is the zero value, who may read.
func Person(ctx context.Context) corpus.Person {
	p, _ := ctx.Value(personKey{}).(corpus.Person)
	return p
}

// May reports whether who makes the request holds a role or a higher one.
func May(ctx context.Context, role corpus.PersonRole) bool { return Person(ctx).Role.Is(role) }
