package blob_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/internal/blob"
	"recto/internal/corpus"
)

func open(t testing.TB, dir string) *blob.Store {
	s, err := blob.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// noise is data that does not pack.
func noise(n int) []byte {
	r := rand.NewChaCha8([32]byte{1})
	data := make([]byte, n)
	r.Read(data)
	return data
}

func TestRoundTrip(t *testing.T) {
	s := open(t, t.TempDir())
	var want []string
	for _, data := range [][]byte{nil, []byte("a"), []byte(strings.Repeat("text ", 50000)), noise(100000)} {
		hash, err := s.Put(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		if hash != blob.Hash(data) {
			t.Errorf("got hash %s", hash)
		}
		got, err := s.Get(t.Context(), hash)
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("got %d bytes, %v, want %d", len(got), err, len(data))
		}
		r, err := s.Open(t.Context(), hash)
		if err != nil {
			t.Fatal(err)
		}
		read, err := io.ReadAll(r)
		if err != nil || !bytes.Equal(read, data) || r.Close() != nil {
			t.Errorf("read %d bytes, %v", len(read), err)
		}
		want = append(want, hash)
	}
	if got := list(t, s); len(got) != len(want) {
		t.Errorf("listed %v, want %v in order", got, want)
	}
}

func list(t *testing.T, s *blob.Store) []string {
	var all []string
	for hash, err := range s.List(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if len(all) > 0 && all[len(all)-1] >= hash {
			t.Errorf("%s is listed after %s", hash, all[len(all)-1])
		}
		all = append(all, hash)
	}
	return all
}

func TestTextIsPacked(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if _, err := s.Put(t.Context(), []byte(strings.Repeat("text ", 50000))); err != nil {
		t.Fatal(err)
	}
	for _, file := range files(t, dir) {
		info, err := os.Stat(file)
		if err != nil || info.Size() > 10000 {
			t.Errorf("%s has %d bytes, %v", file, info.Size(), err)
		}
	}
}

func files(t *testing.T, dir string) []string {
	all, err := filepath.Glob(filepath.Join(dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestPutTwiceIsOnce(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if _, err := s.Put(t.Context(), noise(1<<16)); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("got files %v, want one", got)
	}
}

func TestMissing(t *testing.T) {
	s := open(t, t.TempDir())
	for _, hash := range []string{"", "x", "../../etc/passwd", blob.Hash(nil), strings.ToUpper(blob.Hash(nil)), strings.Repeat("z", 64)} {
		if _, err := s.Get(t.Context(), hash); !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("%q: got %v", hash, err)
		}
		if has, err := s.Has(t.Context(), hash); has || err != nil {
			t.Errorf("%q: has %v, %v", hash, has, err)
		}
	}
}

func TestDamageIsFoundAndMended(t *testing.T) {
	for name, data := range map[string][]byte{"packed": []byte(strings.Repeat("text ", 5000)), "plain": noise(5000)} {
		dir := t.TempDir()
		s := open(t, dir)
		hash, err := s.Put(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(files(t, dir)[0], []byte("damage"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Get(t.Context(), hash); !errors.Is(err, corpus.ErrBroken) {
			t.Errorf("%s: got %v, want that it is broken", name, err)
		}
		damaged, err := s.Check(t.Context())
		if err != nil || len(damaged) != 1 || damaged[0] != hash {
			t.Errorf("%s: check gives %v, %v", name, damaged, err)
		}
		if _, err := s.Put(t.Context(), data); err != nil {
			t.Fatal(err)
		}
		if damaged, err := s.Check(t.Context()); err != nil || len(damaged) != 0 {
			t.Errorf("%s: check after it was put again gives %v, %v", name, damaged, err)
		}
	}
}

func TestCancelledWriteLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, noise(10)); err == nil {
		t.Error("a cancelled write succeeded")
	}
	if got := files(t, dir); len(got) != 0 {
		t.Errorf("left %v", got)
	}
}

func TestHalfWrittenIsNoBlob(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	hash, err := s.Put(t.Context(), []byte("whole"))
	if err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(dir, hash[:2], hash+".18a0.tmp")
	if err := os.WriteFile(half, []byte("ha"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := list(t, s); len(got) != 1 {
		t.Errorf("listed %v, want one", got)
	}
	if err := s.Sweep(time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(half); err != nil {
		t.Errorf("a file that may still be written was swept: %v", err)
	}
	if err := s.Sweep(time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("left %v after the sweep, want the blob alone", got)
	}
}

func BenchmarkPutPage(b *testing.B) {
	s := open(b, b.TempDir())
	page := []byte(strings.Repeat(`{"id":"0123456789-1-1","raw":"word","scan":1,"box":[1,2,3,4]},`, 400))
	b.SetBytes(int64(len(page)))
	for i := range b.N {
		page = append(page[:0:0], page...)
		page[0], page[1], page[2] = byte(i), byte(i>>8), byte(i>>16)
		if _, err := s.Put(b.Context(), page); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGetPage(b *testing.B) {
	s := open(b, b.TempDir())
	page := []byte(strings.Repeat(`{"id":"0123456789-1-1","raw":"word","scan":1,"box":[1,2,3,4]},`, 400))
	hash, err := s.Put(b.Context(), page)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := s.Get(b.Context(), hash); err != nil {
			b.Fatal(err)
		}
	}
}
