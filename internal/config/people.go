package config

import (
	"errors"
	"net/mail"
	"net/url"
)

// OIDC is the institution that vouches for people, by OpenID Connect. It is set
// in the environment alone, where other programs do not see its secret.
type OIDC struct {
	Issuer   string // RECTO_OIDC_ISSUER; empty where there is none
	ClientID string // RECTO_OIDC_CLIENT_ID
	Secret   string // RECTO_OIDC_CLIENT_SECRET
	Name     string // RECTO_OIDC_NAME: as readers know it
}

// SMTP is the server that sends letters. It is set in the environment alone.
type SMTP struct {
	Server   string // RECTO_SMTP_SERVER, host:port; empty where no letters are sent
	User     string // RECTO_SMTP_USER; empty where the server asks for none
	Password string // RECTO_SMTP_PASSWORD
	From     string // RECTO_SMTP_FROM: the address that letters come from
}

func (o *OIDC) options() []option {
	return []option{
		{env: "RECTO_OIDC_ISSUER", value: (*issuer)(&o.Issuer)},
		{env: "RECTO_OIDC_CLIENT_ID", value: (*text)(&o.ClientID)},
		{env: "RECTO_OIDC_CLIENT_SECRET", value: (*text)(&o.Secret)},
		{env: "RECTO_OIDC_NAME", value: (*text)(&o.Name)},
	}
}

// whole is what is missing of an institution, and names it by its host where it
// has no name.
func (o *OIDC) whole() error {
	switch {
	case *o == OIDC{}:
		return nil
	case o.Issuer == "":
		return errors.New("RECTO_OIDC_ISSUER is missing, with the rest of RECTO_OIDC set")
	case o.ClientID == "" || o.Secret == "":
		return errors.New("RECTO_OIDC_CLIENT_ID or RECTO_OIDC_CLIENT_SECRET is missing, with RECTO_OIDC_ISSUER set")
	}
	if u, err := url.Parse(o.Issuer); err == nil && o.Name == "" {
		o.Name = u.Host
	}
	return nil
}

func (s *SMTP) options() []option {
	return []option{
		{env: "RECTO_SMTP_SERVER", value: (*address)(&s.Server)},
		{env: "RECTO_SMTP_USER", value: (*text)(&s.User)},
		{env: "RECTO_SMTP_PASSWORD", value: (*text)(&s.Password)},
		{env: "RECTO_SMTP_FROM", value: (*sender)(&s.From)},
	}
}

// whole is what is missing of a mail server.
func (s *SMTP) whole() error {
	if (*s != SMTP{}) && (s.Server == "" || s.From == "") {
		return errors.New("RECTO_SMTP_SERVER or RECTO_SMTP_FROM is missing, with the rest of RECTO_SMTP set")
	}
	return nil
}

// issuer is an address that is compared letter by letter, so a slash at its end stays.
type issuer string

func (i *issuer) String() string { return string(*i) }

func (i *issuer) Set(v string) error {
	var b base
	if err := b.Set(v); err != nil {
		return err
	}
	*i = issuer(v)
	return nil
}

type sender string

func (s *sender) String() string { return string(*s) }

func (s *sender) Set(v string) error {
	if _, err := mail.ParseAddress(v); err != nil {
		return errors.New("want an e-mail address, as library@example.org")
	}
	*s = sender(v)
	return nil
}
