package blob_test

import (
	"errors"
	"os"
	"sync"
	"testing"
	"time"

	"recto/internal/blob"
	"recto/internal/corpus"
)

func TestRemove(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	hash, err := s.Put(t.Context(), []byte("a blob"))
	if err != nil {
		t.Fatal(err)
	}
	remove := func(hash string, before time.Time, want bool) {
		t.Helper()
		if gone, err := s.Remove(t.Context(), hash, before); err != nil || gone != want {
			t.Errorf("gone: %v, %v, want %v", gone, err, want)
		}
	}
	remove(hash, time.Now().Add(-time.Hour), false)
	if _, err := s.Get(t.Context(), hash); err != nil {
		t.Errorf("a fresh blob was removed: %v", err)
	}
	remove(hash, time.Now().Add(time.Hour), true)
	if _, err := s.Get(t.Context(), hash); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("it is still there: %v", err)
	}
	remove(hash, time.Now(), true)
	remove("../../etc/passwd", time.Now(), true)
	if left := files(t, dir); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}

// What is put again while it is removed is there afterwards.
func TestRemoveAgainstPut(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	data := []byte("wanted again")
	if _, err := s.Put(t.Context(), data); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-time.Hour)
	for range 200 {
		for _, file := range files(t, dir) {
			if err := os.Chtimes(file, old, old.Add(-time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		var both sync.WaitGroup
		both.Go(func() {
			if _, err := s.Put(t.Context(), data); err != nil {
				t.Error(err)
			}
		})
		both.Go(func() {
			if _, err := s.Remove(t.Context(), blob.Hash(data), old); err != nil {
				t.Error(err)
			}
		})
		both.Wait()
		if _, err := s.Get(t.Context(), blob.Hash(data)); err != nil {
			t.Fatal(err)
		}
	}
}
