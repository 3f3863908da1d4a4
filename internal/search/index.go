package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"recto/internal/corpus"
	"recto/internal/search/match"
)

// Index answers searches. It lives in a folder of generations, of which the
// file "current" names one; a rebuild makes the next generation beside it.
// One process at a time may have a generation open. Its methods may be called
// from many goroutines.
type Index struct {
	dir      string
	concepts Concepts
	words    *match.Analyzer

	write   sync.Mutex  // one writer at a time
	current *generation // of the writer
	mu      sync.RWMutex
	view    *view // what readers ask; exchanged in one step
}

// Open opens the index in dir, or makes an empty one. In place of an index of
// another Version an empty one is opened.
func Open(dir string, concepts Concepts) (*Index, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	name := currentName(dir)
	if !strings.HasPrefix(name, prefix()) {
		fresh, err := create(dir, engineConfig())
		if err != nil {
			return nil, err
		}
		name = fresh.name
		if err := errors.Join(fresh.bleve.Close(), point(dir, name)); err != nil {
			return nil, fmt.Errorf("open index: %w", err)
		}
	}
	g, err := open(dir, name)
	if err != nil {
		return nil, err
	}
	v, err := newView(g)
	if err != nil {
		return nil, errors.Join(err, g.bleve.Close())
	}
	removeOlder(dir, name)
	return &Index{dir: dir, concepts: concepts, words: &match.Analyzer{}, current: g, view: v}, nil
}

// Close waits for the searches under way and ends all use of the index.
func (x *Index) Close() error {
	x.write.Lock()
	defer x.write.Unlock()
	return errors.Join(x.view.close(), x.current.bleve.Close())
}

// look gives what searches see now; done says that the search is over.
func (x *Index) look() (v *view, done func()) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	x.view.use.RLock()
	return x.view, x.view.use.RUnlock
}

// Index puts an edition in place of what the index has of its volume.
func (x *Index) Index(ctx context.Context, e *corpus.Edition) error {
	x.write.Lock()
	defer x.write.Unlock()
	if err := x.replace(ctx, e); err != nil {
		return err
	}
	return x.show(x.current)
}

// replace puts an edition in place of what the present generation has of its volume.
func (x *Index) replace(ctx context.Context, e *corpus.Edition) error {
	v, done := x.look()
	old := v.volumes[e.Volume.ID]
	done()
	return replace(ctx, x.current, old, e)
}

// show lets readers see a generation as it is now.
func (x *Index) show(g *generation) error {
	next, err := newView(g)
	if err != nil {
		return err
	}
	x.mu.Lock()
	old := x.view
	x.view = next
	x.mu.Unlock()
	return old.close()
}

// Edition is the edition of a volume that the index holds, or "".
func (x *Index) Edition(volume string) string {
	v, done := x.look()
	defer done()
	return v.volumes[volume].Edition
}

// Blocks counts the blocks in the index.
func (x *Index) Blocks() int { return x.count(func(corpus.PartEntry) bool { return true }) }

// VolumeBlocks counts the blocks that the index has of a volume.
func (x *Index) VolumeBlocks(volume string) int {
	return x.count(func(p corpus.PartEntry) bool { return p.Volume == volume })
}

func (x *Index) count(in func(corpus.PartEntry) bool) int {
	v, done := x.look()
	defer done()
	n := 0
	for _, d := range v.docs {
		if d.part >= 0 && in(v.parts[d.part]) {
			n++
		}
	}
	return n
}

// Refresh opens the generation that "current" names, if another process has
// rebuilt the index, and reports whether it did. Searches go on meanwhile.
func (x *Index) Refresh() (bool, error) {
	name := currentName(x.dir)
	x.write.Lock()
	defer x.write.Unlock()
	if name == x.current.name || !strings.HasPrefix(name, prefix()) {
		return false, nil
	}
	next, err := open(x.dir, name)
	if err != nil {
		return false, fmt.Errorf("take up the rebuilt index: %w", err)
	}
	if err := x.show(next); err != nil {
		return false, errors.Join(fmt.Errorf("take up the rebuilt index: %w", err), next.bleve.Close())
	}
	old := x.current
	x.current = next
	err = old.bleve.Close()
	removeOlder(x.dir, name)
	return true, err
}
