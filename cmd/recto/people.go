package main

import (
	"context"
	"fmt"

	"recto/internal/corpus"
	"recto/internal/mail"
	"recto/internal/server/people"
	"recto/internal/server/people/institution"
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

// people is what the site's rooms about people need: who vouches for them and
// how they get letters, where that is set up.
func (l *library) people() people.Deps {
	deps := people.Deps{Store: l.DB}
	if o := l.cfg.OIDC; o.Issuer != "" {
		deps.Institution = institution.New(institution.Config{
			Issuer: o.Issuer, ClientID: o.ClientID, Secret: o.Secret, Name: o.Name, Return: l.cfg.Site() + people.ReturnPath,
		})
	}
	if m := l.cfg.SMTP; m.Server != "" {
		deps.Mail = mail.Sender{Server: m.Server, User: m.User, Password: m.Password, From: m.From}
	}
	return deps
}
