// Package institution lets an institution vouch for people: OpenID Connect, the
// authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0,
// RFC 7636, RFC 9700).
//
// It speaks the protocol by the library go-oidc and says who came back. What
// account they get, and what they may do, is the business of package people.
package institution

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Config is how the institution knows the library.
type Config struct {
	Issuer   string // where it describes itself, as https://login.example.org
	ClientID string
	Secret   string
	Name     string // as readers know it
	Return   string // address of the library to which people come back
}

// Provider is an institution that vouches for people. It may be used by several
// goroutines at once.
type Provider struct {
	config Config
	mu     sync.Mutex
	found  *oidc.Provider // nil until it was asked with success
}

// New makes a provider. It asks nothing yet, so that the library serves its
// readers while the institution cannot be reached.
func New(c Config) *Provider { return &Provider{config: c} }

// Name is the institution's, as readers know it.
func (p *Provider) Name() string { return p.config.Name }

// Pending is a sign-in on its way. The browser that began it keeps it, and must
// bring it back.
type Pending struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"`
	Next     string `json:"next"` // where to go afterwards; of no account here
}

// Identity is for whom the institution vouches.
type Identity struct {
	Issuer, Subject string
	Name            string // may be empty
	Email           string // empty where the institution did not verify it
}

// The ways in which it goes wrong.
var (
	ErrUnreachable = errors.New("the institution cannot be reached")
	ErrRefused     = errors.New("the institution refused")
	ErrForged      = errors.New("the answer does not belong to the question")
)

// answerTime is how long the institution may take for one answer.
const answerTime = 10 * time.Second

// Begin is where a browser has to go to sign in, and what it has to keep.
func (p *Provider) Begin(ctx context.Context, next string) (address string, pending Pending, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	found, err := p.discover(ctx)
	if err != nil {
		return "", Pending{}, err
	}
	pending = Pending{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), Next: next}
	return p.client(found).AuthCodeURL(pending.State, oidc.Nonce(pending.Nonce), oauth2.S256ChallengeOption(pending.Verifier)), pending, nil
}

// Finish is who came back with an answer to what was begun. The error is one of
// this package's.
func (p *Provider) Finish(ctx context.Context, pending Pending, answer url.Values) (Identity, error) {
	if pending.State == "" || subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(pending.State)) == 0 {
		return Identity{}, fmt.Errorf("state: %w", ErrForged)
	}
	if refusal := answer.Get("error"); refusal != "" {
		return Identity{}, fmt.Errorf("%q: %w", refusal, ErrRefused)
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	found, err := p.discover(ctx)
	if err != nil {
		return Identity{}, err
	}
	token, err := p.client(found).Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(pending.Verifier))
	if err != nil {
		return Identity{}, exchangeError(err)
	}
	return p.identify(ctx, found, token, pending.Nonce)
}

// identify checks the ID token and reads who it is about.
func (p *Provider) identify(ctx context.Context, found *oidc.Provider, token *oauth2.Token, nonce string) (Identity, error) {
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return Identity{}, fmt.Errorf("no ID token: %w", ErrForged)
	}
	checked, err := found.Verifier(&oidc.Config{ClientID: p.config.ClientID}).Verify(ctx, raw)
	if err != nil {
		return Identity{}, fmt.Errorf("ID token: %w: %w", ErrForged, err)
	}
	if subtle.ConstantTimeCompare([]byte(checked.Nonce), []byte(nonce)) == 0 {
		return Identity{}, fmt.Errorf("nonce: %w", ErrForged)
	}
	var said claims
	if err := checked.Claims(&said); err != nil {
		return Identity{}, fmt.Errorf("ID token: %w: %w", ErrForged, err)
	}
	if said.Email == "" && found.UserInfoEndpoint() != "" {
		if said, err = askMore(ctx, found, token, checked.Subject); err != nil {
			return Identity{}, err
		}
	}
	who := Identity{Issuer: checked.Issuer, Subject: checked.Subject, Name: said.Name}
	if said.Verified {
		who.Email = said.Email
	}
	return who, nil
}

// claims are what the institution says of a person.
type claims struct {
	Name     string   `json:"name"`
	Email    string   `json:"email"`
	Verified verified `json:"email_verified"`
}

// verified is true, or the text "true", which some institutions write.
type verified bool

func (v *verified) UnmarshalJSON(data []byte) error {
	*v = string(data) == "true" || string(data) == `"true"`
	return nil
}

// askMore asks the UserInfo endpoint, where the ID token says little.
func askMore(ctx context.Context, found *oidc.Provider, token *oauth2.Token, subject string) (claims, error) {
	var said claims
	info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return said, fmt.Errorf("ask for the e-mail address: %w: %w", ErrUnreachable, err)
	}
	if info.Subject != subject {
		return said, fmt.Errorf("user info of another subject: %w", ErrForged)
	}
	if err := info.Claims(&said); err != nil {
		return said, fmt.Errorf("user info: %w: %w", ErrForged, err)
	}
	return said, nil
}

// discover asks the institution to describe itself, until it did once.
func (p *Provider) discover(ctx context.Context) (*oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	found, err := oidc.NewProvider(ctx, p.config.Issuer)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreachable, err)
	}
	p.found = found
	return found, nil
}

func (p *Provider) client(found *oidc.Provider) *oauth2.Config {
	return &oauth2.Config{
		ClientID: p.config.ClientID, ClientSecret: p.config.Secret, Endpoint: found.Endpoint(), RedirectURL: p.config.Return,
		Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
	}
}

// exchangeError tells a code that is not taken from an institution that is not there.
func exchangeError(err error) error {
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) {
		return fmt.Errorf("exchange the code: %w: %w", ErrRefused, err)
	}
	return fmt.Errorf("exchange the code: %w: %w", ErrUnreachable, err)
}
