package store_test

import (
	"path/filepath"
	"testing"

	"recto/internal/store"
	"recto/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) *store.DB {
		return open(t, filepath.Join(t.TempDir(), "with space & ü?.db"))
	})
}

func open(t testing.TB, path string) *store.DB {
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}
