package search_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recto/internal/search"
)

// TestOlderVersionIsServedUntilTheNewIsThere: a program of an older version may
// have its index open while a newer one rebuilds beside it.
func TestOlderVersionIsServedUntilTheNewIsThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	kept := filepath.Join(dir, "v1-7", "of an older version")
	must(t, os.MkdirAll(filepath.Dir(kept), 0o755))
	must(t, os.WriteFile(kept, []byte("read by another program"), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "current"), []byte("v1-7\n"), 0o600))
	current := func() string {
		data, err := os.ReadFile(filepath.Join(dir, "current"))
		must(t, err)
		return strings.TrimSpace(string(data))
	}
	err := search.Rebuild(t.Context(), dir, all(library()), func(int) {
		if _, err := os.Stat(kept); err != nil || current() != "v1-7" {
			t.Errorf("while the new index is made: current is %s, the old one: %v", current(), err)
		}
	})
	must(t, err)
	if got := current(); !strings.HasSuffix(got, "-8") {
		t.Errorf("current is %s, want generation 8", got)
	}
	x, err := search.Open(dir, concepts)
	must(t, err)
	defer x.Close()
	if x.Blocks() != 7 {
		t.Errorf("got %d blocks, want 7", x.Blocks())
	}
	if _, err := os.Stat(kept); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the old index is still there: %v", err)
	}
}

// TestCompactIndexHasFewFiles: what a rebuilt index was made of is gone.
func TestCompactIndexHasFewFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	must(t, search.Rebuild(t.Context(), dir, all(library()), func(int) {}))
	files, err := filepath.Glob(filepath.Join(dir, "*", "engine", "store", "*.zap"))
	must(t, err)
	if len(files) == 0 || len(files) > 3 {
		t.Errorf("got %d segments: %v", len(files), files)
	}
}

// TestCountsAfterReindexing: documents that were deleted from a segment which
// holds others still are nobody's blocks.
func TestCountsAfterReindexing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "index")
	must(t, search.Rebuild(t.Context(), dir, all(library()), func(int) {})) // one segment
	x, err := search.Open(dir, concepts)
	must(t, err)
	defer x.Close()
	for _, e := range library() {
		next := *e
		next.ID += "-again"
		must(t, x.Index(t.Context(), &next))
		if got := [3]int{x.VolumeBlocks("v1"), x.VolumeBlocks("v2"), x.Blocks()}; got != [3]int{6, 1, 7} {
			t.Errorf("after %s: got %v blocks, want [6 1 7]", e.Volume.ID, got)
		}
	}
}

// TestCostlyQueryIsRefused: a query whose time is over ends, and says why.
func TestCostlyQueryIsRefused(t *testing.T) {
	x := openLibrary(t)
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for _, query := range []string{"learning", `"herd of animals"`, "learning NEAR/3 there", "le* OR wo*", "(learning OR expansive) NOT cow"} {
		if _, err := x.Search(ctx, search.Request{Query: query}); !errors.Is(err, search.ErrCostly) {
			t.Errorf("%s: got %v, want ErrCostly", query, err)
		}
		if _, err := x.Each(ctx, search.Request{Query: query}); !errors.Is(err, search.ErrCostly) {
			t.Errorf("all of %s: got %v, want ErrCostly", query, err)
		}
		if _, err := x.Concordance(ctx, search.Request{Query: query}); !errors.Is(err, search.ErrCostly) {
			t.Errorf("concordance of %s: got %v, want ErrCostly", query, err)
		}
	}
}

// TestPagesAreStable: the pages of a search together are all of it, each passage
// once, in whatever order.
func TestPagesAreStable(t *testing.T) {
	x := openLibrary(t)
	must(t, x.Index(t.Context(), damaged(60, 20)))
	for _, order := range []string{search.SortRelevance, search.SortYear, search.SortPosition} {
		whole, err := x.Each(t.Context(), search.Request{Query: "word", Sort: order})
		must(t, err)
		var got []string
		for page := 1; len(got) < len(whole) && page < 100; page++ {
			r, err := x.Search(t.Context(), search.Request{Query: "word", Sort: order, Passages: true, Page: page, PerPage: 7})
			must(t, err)
			for _, h := range r.Hits {
				got = append(got, h.Block)
			}
		}
		for i, f := range whole {
			if i >= len(got) || got[i] != f.Block {
				t.Fatalf("%s: passage %d of %d is another on its page", order, i, len(whole))
			}
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
