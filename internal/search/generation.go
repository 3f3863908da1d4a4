package search

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"

	"recto/internal/corpus"
	"recto/internal/search/passage"
)

// generation is one index: a folder with the engine's files and the texts.
type generation struct {
	name   string
	bleve  bleve.Index
	folder string
}

// texts is the folder of package passage.
func (g *generation) texts() string { return filepath.Join(g.folder, textsFolder) }

const (
	engineFolder = "engine"
	textsFolder  = "texts"
)

func prefix() string { return "v" + strconv.Itoa(Version) + "-" }

// create makes the generation after the newest that dir holds. The configuration
// is the engine's until the generation is opened again.
func create(dir string, config map[string]any) (*generation, error) {
	name := prefix() + strconv.Itoa(newest(dir)+1)
	if err := os.MkdirAll(filepath.Join(dir, name), 0o755); err != nil {
		return nil, fmt.Errorf("create index: %w", err)
	}
	b, err := bleve.NewUsing(filepath.Join(dir, name, engineFolder), newMapping(), scorch.Name, scorch.Name, config)
	if err != nil {
		return nil, fmt.Errorf("create index: %w", err)
	}
	return &generation{name, b, filepath.Join(dir, name)}, nil
}

func open(dir, name string) (*generation, error) {
	setUpEngine()
	b, err := bleve.OpenUsing(filepath.Join(dir, name, engineFolder), engineConfig())
	if err != nil {
		return nil, fmt.Errorf("open index %s: %w (if another recto uses this library, stop it; otherwise run `recto reindex`)", name, err)
	}
	return &generation{name, b, filepath.Join(dir, name)}, nil
}

// compact makes one segment of all: the dictionary is kept once instead of in
// each of them.
func (g *generation) compact(ctx context.Context) error {
	engine, err := g.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("compact index: %w", err)
	}
	if s, ok := engine.(*scorch.Scorch); ok {
		all := mergeplan.SingleSegmentMergePlanOptions
		all.SegmentsPerMergeTask = maxSegments
		if err := s.ForceMerge(ctx, &all); err != nil {
			return fmt.Errorf("compact index: %w", err)
		}
	}
	return g.purge(ctx)
}

// maxSegments of a new index are merged once, at its end, instead of again and
// again while it is written.
const maxSegments = 1000

const (
	fewFiles = 3  // of segments, that a compact index has
	purges   = 20 // that are waited for at most; what is left then goes when the index is next opened
)

// purge writes nothing again and again until the engine has deleted what the
// segments were made of: it does so between two writes, when it comes to it.
func (g *generation) purge(ctx context.Context) error {
	for range purges {
		if err := g.settle(ctx); err != nil {
			return err
		}
		files, err := filepath.Glob(filepath.Join(g.folder, engineFolder, "store", "*.zap"))
		if err != nil || len(files) <= fewFiles {
			return err
		}
	}
	return nil
}

// settle waits until all that was written is on the disk.
func (g *generation) settle(ctx context.Context) error {
	done := make(chan error, 1)
	b := g.bleve.NewBatch()
	b.SetInternal([]byte(settledKey), []byte{1})
	b.SetPersistedCallback(func(err error) { done <- err })
	if err := g.bleve.Batch(b); err != nil {
		return fmt.Errorf("settle index: %w", err)
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// engineConfig has the engine merge segments while it writes them, ten at a time.
func engineConfig() map[string]any { return config(10) }

// config allows so many segments of about one size.
func config(segments int) map[string]any {
	return map[string]any{"bolt_timeout": "2s", "scorchMergePlanOptions": map[string]any{"MaxSegmentsPerTier": segments}}
}

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

// The ledger is kept in the engine's own key-value store, which writes all of
// it anew for each batch: so it holds addresses, and what a volume has stands
// among the texts.
const (
	sizeKey      = "texts"   // JSON of the passage.Size that counts
	volumesKey   = "volumes" // JSON list of Volume.ID, in the order of their coming
	volumePrefix = "volume/" // + Volume.ID: address of the volume's entry, plus 1
	settledKey   = "settled" // means nothing
)

// readVolumes gives the volumes by their ids, and all their parts in the order
// of the library.
func readVolumes(b bleve.Index, texts *passage.Reader) (map[string]volumeEntry, []corpus.PartEntry, error) {
	var ids []string
	if err := getJSON(b, volumesKey, &ids); err != nil {
		return nil, nil, err
	}
	volumes := map[string]volumeEntry{}
	var parts []corpus.PartEntry
	for _, id := range ids {
		var at uint64
		if err := getJSON(b, volumePrefix+id, &at); err != nil {
			return nil, nil, err
		}
		if at == 0 {
			continue
		}
		data, err := texts.Note(at - 1)
		if err != nil {
			return nil, nil, fmt.Errorf("read index of volume %s: %w", id, err)
		}
		v, err := decodeEntry(data)
		if err != nil {
			return nil, nil, fmt.Errorf("read index of volume %s: %w", id, err)
		}
		volumes[id] = v
		parts = append(parts, v.Parts...)
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
