package people

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"

	"recto/internal/corpus"
)

// commonest are passwords of twelve signs and more that are tried first.
//
//go:embed commonest.txt
var commonest string

const minPassword = 12 // runes

// passwords makes and compares the hashes of passwords, a few at a time: each
// takes much memory, by design.
type passwords struct {
	params *argon2id.Params
	decoy  string // hash that no password fits
	turn   chan struct{}
}

const hashesAtOnce = 4

func newPasswords(params *argon2id.Params) (passwords, error) {
	decoy, err := argon2id.CreateHash("", params)
	if err != nil {
		return passwords{}, fmt.Errorf("try hashing passwords: %w", err)
	}
	return passwords{params, decoy, make(chan struct{}, hashesAtOnce)}, nil
}

// hash is how a password is kept.
func (p passwords) hash(password string) (string, error) {
	p.turn <- struct{}{}
	defer func() { <-p.turn }()
	hash, err := argon2id.CreateHash(password, p.params)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// fits reports whether a password has a hash. Without one it takes as long and
// says no, so that the time tells nobody who has an account.
func (p passwords) fits(password, hash string) (bool, error) {
	p.turn <- struct{}{}
	defer func() { <-p.turn }()
	there := hash != ""
	if !there {
		hash = p.decoy
	}
	same, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return same && there, nil
}

// weak is what is wrong with a password, or empty. It asks for length and for
// something that is not guessed first, as NIST SP 800-63B does, and for no
// particular signs.
func weak(password string, who corpus.Person) string {
	plain := strings.ToLower(strings.TrimSpace(password))
	local, _, _ := strings.Cut(who.Email, "@")
	switch {
	case !utf8.ValidString(password):
		return "The password holds signs that cannot be read."
	case utf8.RuneCountInString(password) < minPassword:
		return "Take twelve letters or more; a few words in a row are easy to keep."
	case plain == strings.ToLower(who.Email) || plain == strings.ToLower(who.Name),
		plain != "" && strings.Trim(plain, plain[:1]) == "",
		len(local) >= minPassword && plain == strings.ToLower(local),
		slices.Contains(strings.Fields(commonest), plain):
		return "That one is among the first that anybody would try. Take another; a few words in a row are easy to keep."
	}
	return ""
}
