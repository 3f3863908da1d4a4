package store_test

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"recto/internal/store"
	"recto/internal/store/storetest"
)

// Several programs may start at once on a data folder that is still empty.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recto.db")
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			db, err := store.Open(t.Context(), path)
			if err != nil {
				t.Error(err)
				return
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestOpenAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recto.db")
	e := storetest.Edition(1)
	blobs := &storetest.Blobs{}
	for range 2 {
		l := &store.Library{DB: open(t, path), Blobs: blobs}
		if err := l.Publish(t.Context(), e, 0, "", time.Unix(1, 0)); err != nil {
			t.Fatal(err)
		}
		v, err := l.Volumes(t.Context())
		if err != nil || len(v) != 1 {
			t.Fatalf("got %d volumes, %v, want 1", len(v), err)
		}
	}
}

func TestOpenNotADatabase(t *testing.T) {
	if _, err := store.Open(t.Context(), t.TempDir()); err == nil {
		t.Error("a folder was opened as a database")
	}
}
