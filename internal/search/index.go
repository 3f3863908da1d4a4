package search

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

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

// generation is one Bleve index.
type generation struct {
	name    string
	bleve   bleve.Index
	volumes map[string]volumeEntry
	parts   map[string]place
}

// place finds a part's entry and its position in the library.
type place struct {
	entry corpus.PartEntry
	index int
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

// Rebuild makes a new generation in dir from all published editions and makes
// it the current one. It may run in another process than the one that answers
// readers. progress is called after each edition with the number done.
func Rebuild(ctx context.Context, dir string, editions iter.Seq2[*corpus.Edition, error], progress func(done int)) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("rebuild index: %w", err)
	}
	g, err := create(dir)
	if err != nil {
		return err
	}
	err = fill(ctx, g.bleve, editions, progress)
	if err = errors.Join(err, g.bleve.Close()); err != nil {
		return errors.Join(fmt.Errorf("rebuild index: %w", err), os.RemoveAll(filepath.Join(dir, g.name)))
	}
	return point(dir, g.name)
}

func fill(ctx context.Context, b bleve.Index, editions iter.Seq2[*corpus.Edition, error], progress func(int)) error {
	done := 0
	for e, err := range editions {
		if err != nil {
			return err
		}
		if err := add(ctx, b, e); err != nil {
			return err
		}
		done++
		progress(done)
	}
	return ctx.Err()
}

func prefix() string { return "v" + strconv.Itoa(Version) + "-" }

// create makes the generation after the newest that dir holds.
func create(dir string) (*generation, error) {
	m, err := newMapping()
	if err != nil {
		return nil, err
	}
	name := prefix() + strconv.Itoa(newest(dir)+1)
	b, err := bleve.NewUsing(filepath.Join(dir, name), m, scorch.Name, scorch.Name, engineConfig())
	if err != nil {
		return nil, fmt.Errorf("create index: %w", err)
	}
	return &generation{name: name, bleve: b}, nil
}

func open(dir, name string) (*generation, error) {
	if err := setUpEngine(); err != nil {
		return nil, err
	}
	b, err := bleve.OpenUsing(filepath.Join(dir, name), engineConfig())
	if err != nil {
		return nil, fmt.Errorf("open index %s: %w (if another recto uses this library, stop it; otherwise run `recto reindex`)", name, err)
	}
	volumes, parts, err := readVolumes(b)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return &generation{name: name, bleve: b, volumes: volumes, parts: parts}, nil
}

func engineConfig() map[string]any { return map[string]any{"bolt_timeout": "2s"} }

// currentName reads which generation is the current one; "" if there is none.
func currentName(dir string) string {
	data, err := os.ReadFile(filepath.Join(dir, "current"))
	if err != nil {
		return ""
	}
	name := strings.TrimSpace(string(data))
	if name == "" || name != filepath.Base(name) {
		return ""
	}
	if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
		return ""
	}
	return name
}

// point makes a generation the current one, in one step.
func point(dir, name string) error {
	next := filepath.Join(dir, "current.new")
	if err := os.WriteFile(next, []byte(name+"\n"), 0o644); err != nil {
		return fmt.Errorf("switch index: %w", err)
	}
	if err := os.Rename(next, filepath.Join(dir, "current")); err != nil {
		return fmt.Errorf("switch index: %w", err)
	}
	return nil
}

// generationNumber is n of a folder "vX-n", or 0.
func generationNumber(name string) int {
	v, number, ok := strings.Cut(name, "-")
	n, err := strconv.Atoi(number)
	if !ok || err != nil || !strings.HasPrefix(v, "v") {
		return 0
	}
	return n
}

func newest(dir string) int {
	entries, _ := os.ReadDir(dir) // a missing folder has no generations
	n := 0
	for _, e := range entries {
		n = max(n, generationNumber(e.Name()))
	}
	return n
}

// removeOlder deletes the generations before name. What cannot be deleted now
// is deleted at the next swap.
func removeOlder(dir, name string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if n := generationNumber(e.Name()); n > 0 && n < generationNumber(name) {
			_ = os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}

// The volumes are kept in the index's own key-value store, in two kinds of key.
const (
	volumesKey   = "volumes" // JSON list of Volume.ID, in the order of their coming
	volumePrefix = "volume/" // + Volume.ID: JSON of a volumeEntry
)

func readVolumes(b bleve.Index) (map[string]volumeEntry, map[string]place, error) {
	var ids []string
	if err := getJSON(b, volumesKey, &ids); err != nil {
		return nil, nil, err
	}
	volumes, parts := map[string]volumeEntry{}, map[string]place{}
	for _, id := range ids {
		var v volumeEntry
		if err := getJSON(b, volumePrefix+id, &v); err != nil {
			return nil, nil, err
		}
		volumes[id] = v
		for _, p := range v.Parts {
			parts[p.ID] = place{p, len(parts)}
		}
	}
	return volumes, parts, nil
}

func getJSON(b bleve.Index, key string, v any) error {
	data, err := b.GetInternal([]byte(key))
	if err != nil {
		return fmt.Errorf("read index %s: %w", key, err)
	}
	if len(data) == 0 {
		return nil
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("read index %s: %w", key, err)
	}
	return nil
}
