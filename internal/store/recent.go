package store

import (
	"slices"
	"sync"

	"recto/internal/corpus"
)

// maxRecent is how many parts are kept decoded: those of the papers that are
// being read. A part of forty pages takes some ten megabytes.
const maxRecent = 16

// recent keeps the parts asked for last, by the hash of their bytes, which
// never change. What it gives is shared: no caller may alter it. Its zero value
// is ready.
type recent struct {
	mu    sync.Mutex
	parts []keptPart // the latest at the end
}

type keptPart struct {
	hash string
	part corpus.Part
}

func (r *recent) get(hash string) (corpus.Part, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.parts, func(k keptPart) bool { return k.hash == hash })
	if i < 0 {
		return corpus.Part{}, false
	}
	found := r.parts[i]
	r.parts = append(slices.Delete(r.parts, i, i+1), found)
	return found.part, true
}

func (r *recent) put(hash string, part corpus.Part) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if slices.ContainsFunc(r.parts, func(k keptPart) bool { return k.hash == hash }) {
		return // another reader was quicker
	}
	if len(r.parts) >= maxRecent {
		r.parts = slices.Delete(r.parts, 0, 1)
	}
	r.parts = append(r.parts, keptPart{hash, part})
}
