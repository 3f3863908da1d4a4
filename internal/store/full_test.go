package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"recto/internal/corpus"
)

// A change for which there is no room says so and is not made; the library goes
// on once there is room again.
func TestFull(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "recto.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	room := func(pages int) {
		t.Helper()
		var now int
		if err := db.write.QueryRowContext(t.Context(), fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)).Scan(&now); err != nil {
			t.Fatal(err)
		}
	}
	add := func(n int) error {
		src := corpus.Source{ID: fmt.Sprintf("%064x", n), Name: "a.txt", MediaType: "text/plain", Size: 1}
		_, err := db.AddJob(t.Context(), src, corpus.Person{}, false, time.Unix(0, 0))
		return err
	}
	room(1) // SQLite takes as many as there are
	n := 0
	for err = nil; err == nil && n < 100_000; n++ {
		err = add(n)
	}
	if !errors.Is(err, corpus.ErrFull) {
		t.Fatalf("after %d jobs: %v, want %v", n, err, corpus.ErrFull)
	}
	room(1 << 30)
	if err := add(n); err != nil {
		t.Fatal(err)
	}
	all, err := db.Jobs(t.Context())
	if err != nil || len(all) != n {
		t.Errorf("%d jobs are there, want %d: %v", len(all), n, err)
	}
}
