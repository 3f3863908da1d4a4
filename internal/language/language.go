// Package language knows what English looks like and how optical character
// recognition damages it: a lexicon with counts and grades, a word-pair model
// with back-off, what punctuation stands behind each word, a letter model for
// words that no lexicon has, and a confusion model of letter groups that are
// taken for each other.
//
// It answers questions about words and decides nothing: which reading of a
// line wins is the business of the stages that ask. The model is one file,
// packed by the command in the folder build and embedded in the program; most
// of it is used where it lies, so that loading takes milliseconds.
package language

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"sync"
)

//go:embed english.model
var english []byte

// Model is a language model. It is never changed once loaded, and may be used
// by any number of goroutines.
type Model struct {
	*Trie
	packed     []byte
	unigrams   []byte // ln P(word) by id, quantised
	backoffs   []byte // ln of the mass left to words not seen after it, quantised
	attributes []byte // grade and case by id
	pairs      pairTable
	signs      []byte // ln P of each kind of sign after a word, by id, quantised
	spelling   []byte
	confusions *Confusions
	hash       func() string
	near       func() *nearIndex
}

// Load reads the embedded model.
func Load() (*Model, error) { return Parse(english) }

// Default is the embedded model, loaded once.
var Default = sync.OnceValues(Load)

// Hash is the SHA-256 of the model's file in lower-case hex. It is part of what
// names an edition.
func (m *Model) Hash() string { return m.hash() }

// Parse reads a packed model. The bytes must not be changed afterwards.
func Parse(packed []byte) (*Model, error) {
	s, err := readSections(packed)
	if err != nil {
		return nil, err
	}
	m := &Model{packed: packed}
	m.hash = sync.OnceValue(func() string {
		sum := sha256.Sum256(packed)
		return hex.EncodeToString(sum[:])
	})
	if err := m.read(s); err != nil {
		return nil, err
	}
	m.near = sync.OnceValue(m.newNearIndex)
	return m, nil
}
