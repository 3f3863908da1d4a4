// Package mail sends short letters in plain text by an SMTP server, as for a
// one-time link.
//
// It has no queue and tries once: who asked for a letter is told at once if it
// could not be handed over. The message itself is made by the library go-mail.
package mail

import (
	"context"
	"fmt"
	"net"
	"strconv"

	"github.com/wneessen/go-mail"
)

// Sender hands letters to a server.
type Sender struct {
	Server   string // host:port; on port 465 the line is encrypted from its start, else by STARTTLS
	User     string // empty where the server asks for none
	Password string
	From     string
}

// Send hands one letter over. A server that offers no encryption is used only
// on this machine: what is in a letter may open an account.
func (s Sender) Send(ctx context.Context, to, subject, text string) error {
	m := mail.NewMsg()
	if err := m.From(s.From); err != nil {
		return fmt.Errorf("sender of a letter: %w", err)
	}
	if err := m.To(to); err != nil {
		return fmt.Errorf("address of a letter: %w", err)
	}
	m.Subject(subject)
	m.SetBodyString(mail.TypeTextPlain, text)
	c, err := s.client()
	if err != nil {
		return err
	}
	if err := c.DialAndSendWithContext(ctx, m); err != nil {
		return fmt.Errorf("hand a letter to %s: %w", s.Server, err)
	}
	return nil
}

const submissions = 465 // RFC 8314: TLS from the start

func (s Sender) client() (*mail.Client, error) {
	host, service, err := net.SplitHostPort(s.Server)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	port, err := strconv.Atoi(service)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	options := []mail.Option{mail.WithPort(port), mail.WithTLSPolicy(mail.TLSMandatory)}
	if here(host) {
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	}
	if port == submissions {
		options = append(options, mail.WithSSL())
	}
	if s.User != "" {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	c, err := mail.NewClient(host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return c, nil
}

// here reports whether a host is this machine.
func here(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
