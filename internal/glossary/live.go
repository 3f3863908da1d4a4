package glossary

import (
	"sync/atomic"

	"recto/internal/corpus"
)

// Live is a glossary that is exchanged for another one while it is in use.
type Live struct{ now atomic.Pointer[Glossary] }

// NewLive begins with a glossary.
func NewLive(g *Glossary) *Live {
	var l Live
	l.now.Store(g)
	return &l
}

// Now is the present glossary. Work that must not see two of them asks once.
func (l *Live) Now() *Glossary { return l.now.Load() }

// Exchange puts a glossary in the place of the present one.
func (l *Live) Exchange(g *Glossary) { l.now.Store(g) }

// Now is the glossary itself, which does not change.
func (g *Glossary) Now() *Glossary { return g }

// Concepts is as of the present glossary.
func (l *Live) Concepts() []corpus.Concept { return l.Now().Concepts() }

// Concept is as of the present glossary.
func (l *Live) Concept(id string) (corpus.Concept, bool) { return l.Now().Concept(id) }

// Hash is as of the present glossary.
func (l *Live) Hash() string { return l.Now().Hash() }

// Lookup is as of the present glossary.
func (l *Live) Lookup(label string) (id string, ok bool) { return l.Now().Lookup(label) }
