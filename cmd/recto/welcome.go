package main

import (
	"context"
	"fmt"

	"recto/internal/corpus"
)

// welcome prints a one-time link by which the first administrator makes an
// account. Until there is one, each start prints another, and the ones before
// open nothing any more.
func (l *library) welcome(ctx context.Context, std stdio) error {
	has, err := l.HasAdministrator(ctx)
	if err != nil || has {
		return err
	}
	token, err := l.NewTicket(ctx, corpus.Ticket{Kind: corpus.Welcome, Person: corpus.Person{Role: corpus.Administrator}})
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "Nobody looks after the library yet. Make the administrator's account at\n\n    %s/welcome/%s\n\nThe link works once.\n\n", l.cfg.Site(), token)
	return nil
}
