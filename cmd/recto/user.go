package main

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"recto/internal/corpus"
)

const (
	invitationLife = 7 * 24 * time.Hour
	resetLife      = 24 * time.Hour // longer than from the site: whoever has the console may have to pass it on
)

// userCommand lets an operator look after people without the site, most of all
// when nobody can sign in any more.
func userCommand(ctx context.Context, std stdio, args []string) error {
	flags := newFlags("user")
	name := flags.String("name", "", "`name` of the person to add")
	role := flags.String("role", string(corpus.Reader), "`role` of the person to add: reader, contributor, editor or administrator")
	lib, operands, err := presentLibrary(ctx, std, flags, args)
	if err != nil {
		return err
	}
	defer lib.close()
	if len(operands) == 0 {
		return usageError{"say list, add, reset, role, disable or enable"}
	}
	action, operands := operands[0], operands[1:]
	want := map[string]int{"list": 0, "add": 1, "reset": 1, "role": 2, "disable": 1, "enable": 1}
	n, ok := want[action]
	if !ok {
		return usageError{fmt.Sprintf("there is no `recto user %s`; say list, add, reset, role, disable or enable", action)}
	}
	if len(operands) != n {
		return usageError{fmt.Sprintf("`recto user %s` takes %d operands", action, n)}
	}
	switch action {
	case "list":
		return lib.listPeople(ctx, std)
	case "add":
		return lib.invite(ctx, std, corpus.Person{Name: *name, Email: operands[0], Role: corpus.PersonRole(*role)})
	case "reset":
		return lib.resetLink(ctx, std, operands[0])
	case "role":
		return lib.changePerson(ctx, operands[0], func(p *corpus.Person) { p.Role = corpus.PersonRole(operands[1]) })
	}
	return lib.changePerson(ctx, operands[0], func(p *corpus.Person) { p.Disabled = action == "disable" })
}

func (l *library) listPeople(ctx context.Context, std stdio) error {
	all, err := l.People(ctx)
	if err != nil {
		return err
	}
	out := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	for _, p := range all {
		state := ""
		if p.Disabled {
			state = "disabled"
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", p.Email, p.Role, p.Name, state)
	}
	return out.Flush()
}

// invite prints a one-time link by which somebody makes an account.
func (l *library) invite(ctx context.Context, std stdio, p corpus.Person) error {
	if a, err := mail.ParseAddress(p.Email); err != nil || a.Address != p.Email {
		return usageError{fmt.Sprintf("%q is no e-mail address", p.Email)}
	}
	if err := known(p.Role); err != nil {
		return err
	}
	_, _, err := l.Credentials(ctx, p.Email)
	if err == nil {
		return fmt.Errorf("%s has an account already; `recto user reset` gives a link that sets its password", p.Email)
	}
	if !errors.Is(err, corpus.ErrNotFound) {
		return err
	}
	ctx = noting(ctx, "invite person", p.Email, "as "+string(p.Role))
	token, err := l.NewTicket(ctx, corpus.Ticket{Kind: corpus.Invitation, Person: p, Expires: time.Now().Add(invitationLife)})
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s/welcome/%s\nThe link makes the account of %s. It works once, within seven days.\n", l.cfg.Site(), token, p.Email)
	return nil
}

// resetLink prints a one-time link that sets a person's password.
func (l *library) resetLink(ctx context.Context, std stdio, email string) error {
	p, err := l.personNamed(ctx, email)
	if err != nil {
		return err
	}
	ctx = noting(ctx, "give password link", p.Object(), "")
	token, err := l.NewTicket(ctx, corpus.Ticket{Kind: corpus.Reset, Person: p, Expires: time.Now().Add(resetLife)})
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s/reset/%s\nThe link sets the password of %s. It works once, within 24 hours.\n", l.cfg.Site(), token, p.Email)
	return nil
}

func (l *library) changePerson(ctx context.Context, email string, change func(*corpus.Person)) error {
	p, err := l.personNamed(ctx, email)
	if err != nil {
		return err
	}
	change(&p)
	if err := known(p.Role); err != nil {
		return err
	}
	detail := "is " + string(p.Role)
	if p.Disabled {
		detail += ", disabled"
	}
	_, err = l.ChangePerson(noting(ctx, "change person", p.Object(), detail), p)
	if errors.Is(err, corpus.ErrLastAdministrator) {
		return fmt.Errorf("%s is the last administrator: make somebody else one first", email)
	}
	return err
}

func (l *library) personNamed(ctx context.Context, email string) (corpus.Person, error) {
	p, _, err := l.Credentials(ctx, email)
	if errors.Is(err, corpus.ErrNotFound) {
		return p, fmt.Errorf("nobody has the address %s; `recto user list` names all", email)
	}
	return p, err
}

// noting is the context to change something with at the console; see [corpus.Noting].
func noting(ctx context.Context, what, object, detail string) context.Context {
	return corpus.Noting(ctx, corpus.Event{At: time.Now(), What: what, Object: object, Detail: strings.TrimPrefix(detail+", at the console", ", ")})
}

func known(role corpus.PersonRole) error {
	if !slices.Contains(corpus.Roles(), role) {
		return usageError{fmt.Sprintf("there is no role %q; say reader, contributor, editor or administrator", role)}
	}
	return nil
}
