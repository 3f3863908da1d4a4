package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/internal/corpus"
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

func TestOthersCannotRead(t *testing.T) {
	dir := t.TempDir()
	db := open(t, filepath.Join(dir, "recto.db"))
	if err := db.AddEvent(t.Context(), corpus.Event{What: "open"}); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: got mode %v, %v", f.Name(), info.Mode(), err)
		}
	}
}

// A library that a newer program changed is left alone.
func TestOpenNewer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "recto.db")
	open(t, path)
	raw, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.ExecContext(t.Context(), `INSERT INTO goose_db_version (version_id, is_applied) VALUES (9000, 1)`); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "newer version") {
		t.Errorf("got %v, want that the library is newer", err)
	}
}

func TestOpenNotADatabase(t *testing.T) {
	if _, err := store.Open(t.Context(), t.TempDir()); err == nil {
		t.Error("a folder was opened as a database")
	}
}
