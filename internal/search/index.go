package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"

	"recto/internal/corpus"
)

// Index answers searches. It lives in a folder of generations, of which the
// file "current" names one; a rebuild makes the next generation beside it.
// One process at a time may have a generation open. Its methods may be called
// from many goroutines.
type Index struct {
	dir      string
	concepts Concepts
	alias    bleve.IndexAlias // what readers ask; a swap loses none of their searches

	write   sync.Mutex // one writer at a time
	mu      sync.RWMutex
	current *generation
}

// Open opens the index in dir, or makes an empty one. An index of another
// Version is left aside and an empty one opened, which Stale then reports.
func Open(dir string, concepts Concepts) (*Index, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	name := currentName(dir)
	if !strings.HasPrefix(name, prefix()) {
		fresh, err := create(dir)
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
	removeOlder(dir, name)
	return &Index{dir: dir, concepts: concepts, alias: bleve.NewIndexAlias(g.bleve), current: g}, nil
}

// Close ends all use of the index.
func (x *Index) Close() error {
	x.write.Lock()
	defer x.write.Unlock()
	return x.current.bleve.Close()
}

// Index puts an edition in place of what the index has of its volume.
func (x *Index) Index(ctx context.Context, e *corpus.Edition) error {
	x.write.Lock()
	defer x.write.Unlock()
	if err := add(ctx, x.current.bleve, e); err != nil {
		return err
	}
	return x.remember(x.current)
}

// Edition is the edition of a volume that the index holds, or "".
func (x *Index) Edition(volume string) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.current.volumes[volume].Edition
}

// Blocks counts the blocks in the index.
func (x *Index) Blocks() (int, error) {
	n, err := x.alias.DocCount()
	return int(n), err
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
	x.mu.Lock()
	old := x.current
	x.current = next
	x.mu.Unlock()
	x.alias.Swap([]bleve.Index{next.bleve}, []bleve.Index{old.bleve})
	err = old.bleve.Close()
	removeOlder(x.dir, name)
	return true, err
}

// remember reads the volumes of a generation anew.
func (x *Index) remember(g *generation) error {
	volumes, parts, err := readVolumes(g.bleve)
	if err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	g.volumes, g.parts = volumes, parts
	return nil
}
