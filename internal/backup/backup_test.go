package backup_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"recto/internal/backup"
	"recto/internal/blob"
	"recto/internal/corpus"
	"recto/internal/store"
	"recto/internal/store/storetest"
)

// TestEveryByteAndRow backs a library up while it is written to, restores it and
// holds every row of every table and every blob against a snapshot's.
func TestEveryByteAndRow(t *testing.T) {
	lib := open(t, t.TempDir())
	for n := range 5 {
		lib.publish(t, n)
	}
	file := filepath.Join(t.TempDir(), "library.recto")
	var writing sync.WaitGroup
	writing.Go(func() {
		for n := range 20 {
			lib.publish(t, 5+n)
		}
	})
	head := lib.backUp(t, file)
	writing.Wait()

	again := restore(t, file)
	if problems, err := again.Check(t.Context()); err != nil || len(problems) != 0 {
		t.Fatalf("the restored library has %v, %v", problems, err)
	}
	kept := again.bytes(t)
	if len(kept) != head.Blobs {
		t.Errorf("%d blobs are restored of %d", len(kept), head.Blobs)
	}
	now := lib.bytes(t)
	for hash, data := range kept {
		if !bytes.Equal(data, now[hash]) {
			t.Errorf("blob %s has %d bytes, had %d", hash, len(data), len(now[hash]))
		}
	}
	volumes, err := again.Volumes(t.Context())
	if err != nil || len(volumes) < 5 {
		t.Errorf("restored %d volumes, %v", len(volumes), err)
	}

	quiet := filepath.Join(t.TempDir(), "quiet.recto")
	lib.backUp(t, quiet)
	if got, want := rows(t, restore(t, quiet).file), rows(t, lib.file); !maps.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("restored rows are\n%v\nwant\n%v", got, want)
	}
}

func TestDamagedBackups(t *testing.T) {
	lib := open(t, t.TempDir())
	lib.publish(t, 1)
	file := filepath.Join(t.TempDir(), "library.recto")
	lib.backUp(t, file)
	whole, err := os.ReadFile(file)
	must(t, err)
	flipped := bytes.Clone(whole)
	flipped[len(flipped)*2/3] ^= 0x40
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, corpus.ErrUnsupported},
		{"other", []byte("%PDF-1.4"), corpus.ErrUnsupported},
		{"cut in the midst", whole[:len(whole)/2], corpus.ErrBroken},
		{"cut at the end", whole[:len(whole)-4], corpus.ErrBroken},
		{"changed", flipped, corpus.ErrBroken},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "lib")
			err := backup.Into(dir, func(beside string) error { return take(t.Context(), bytes.NewReader(c.data), beside) })
			if !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("something of it stands there: %v", err)
			}
		})
	}
}

func TestDamagedLibraryIsNotBackedUp(t *testing.T) {
	lib := open(t, t.TempDir())
	lib.publish(t, 1)
	blobs, err := filepath.Glob(filepath.Join(filepath.Dir(lib.file), "blobs", "*", "*"))
	must(t, err)
	must(t, os.WriteFile(blobs[0], []byte("damage"), 0o600))
	dir := t.TempDir()
	_, err = backup.Write(t.Context(), filepath.Join(dir, "b"), "test", lib.DB, lib.blobs, func(int, int) {})
	if !errors.Is(err, corpus.ErrBroken) {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}

// FuzzRestore reads any bytes as a backup.
func FuzzRestore(f *testing.F) {
	var valid bytes.Buffer
	lib := open(f, f.TempDir())
	lib.publish(f, 1)
	file := filepath.Join(f.TempDir(), "b")
	lib.backUp(f, file)
	data, err := os.ReadFile(file)
	must(f, err)
	valid.Write(data)
	f.Add(valid.Bytes())
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		take(t.Context(), bytes.NewReader(data), t.TempDir()) // an error or a library, no panic
	})
}

// library is a library on the disk.
type library struct {
	*store.Library
	blobs *blob.Store
	file  string
}

func open(t testing.TB, dir string) library {
	t.Helper()
	blobs, err := blob.Open(t.Context(), filepath.Join(dir, "blobs"))
	must(t, err)
	file := filepath.Join(dir, "recto.db")
	db, err := store.Open(t.Context(), file)
	must(t, err)
	t.Cleanup(func() { db.Close(); blobs.Close() })
	return library{&store.Library{DB: db, Blobs: blobs}, blobs, file}
}

func (l library) publish(t testing.TB, n int) {
	_, source := storetest.Source(n)
	if _, err := l.blobs.Put(t.Context(), source); err != nil {
		t.Error(err)
	}
	if err := l.Publish(t.Context(), storetest.Edition(n), 0, "", time.Unix(int64(n), 0)); err != nil {
		t.Error(err)
	}
}

func (l library) backUp(t testing.TB, file string) backup.Head {
	t.Helper()
	head, err := backup.Write(t.Context(), file, "test", l.DB, l.blobs, func(int, int) {})
	must(t, err)
	return head
}

func (l library) bytes(t *testing.T) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for hash, err := range l.blobs.List(t.Context()) {
		must(t, err)
		data, err := l.blobs.Get(t.Context(), hash)
		must(t, err)
		all[hash] = data
	}
	return all
}

func restore(t *testing.T, file string) library {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	dir := filepath.Join(t.TempDir(), "lib")
	must(t, backup.Into(dir, func(beside string) error { return take(t.Context(), f, beside) }))
	return open(t, dir)
}

func take(ctx context.Context, from io.Reader, dir string) error {
	blobs, err := blob.Open(ctx, filepath.Join(dir, "blobs"))
	if err != nil {
		return err
	}
	defer blobs.Close()
	_, err = backup.Restore(ctx, from, filepath.Join(dir, "recto.db"), blobs, func(int, int) {})
	return err
}

// rows is every row of every table, printed.
func rows(t *testing.T, file string) map[string][]string {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	must(t, err)
	defer db.Close()
	all := map[string][]string{}
	for _, table := range query(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`) {
		all[table] = query(t, db, fmt.Sprintf(`SELECT * FROM %q`, table))
		slices.Sort(all[table])
	}
	return all
}

func query(t *testing.T, db *sql.DB, q string) (out []string) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), q)
	must(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	must(t, err)
	for rows.Next() {
		cells := make([]sql.RawBytes, len(columns))
		into := make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		must(t, rows.Scan(into...))
		out = append(out, string(bytes.Join(asBytes(cells), []byte("|"))))
	}
	must(t, rows.Err())
	return out
}

func asBytes(cells []sql.RawBytes) [][]byte {
	out := make([][]byte, len(cells))
	for i, c := range cells {
		out[i] = c
	}
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// removing removes a blob when the snapshot has been taken.
type removing struct {
	library
	hash  string
	times int
}

func (r *removing) Snapshot(ctx context.Context, file string) error {
	err := r.library.Snapshot(ctx, file)
	if r.times--; err == nil && r.times >= 0 {
		if _, err = r.blobs.Put(ctx, []byte(fmt.Sprint("purged", r.times))); err == nil {
			_, err = r.blobs.Remove(ctx, r.hash, time.Now().Add(time.Hour))
			r.hash = blob.Hash([]byte(fmt.Sprint("purged", r.times)))
		}
	}
	return err
}

// A blob that goes while a backup is written was not needed any more: the backup
// begins anew, and gives up where that goes on.
func TestBlobsRemovedMeanwhile(t *testing.T) {
	for times, good := range map[int]bool{1: true, 2: true, 5: false} {
		lib := open(t, t.TempDir())
		lib.publish(t, 1)
		hash, err := lib.blobs.Put(t.Context(), []byte("in the trash"))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "library.recto")
		_, err = backup.Write(t.Context(), file, "test", &removing{lib, hash, times}, lib.blobs, func(int, int) {})
		if good && err != nil || !good && !errors.Is(err, corpus.ErrNotFound) {
			t.Errorf("removed %d times: got %v", times, err)
		}
		if !good {
			continue
		}
		again := restore(t, file)
		if problems, err := again.Check(t.Context()); err != nil || len(problems) != 0 {
			t.Errorf("the restored library has %v, %v", problems, err)
		}
	}
}

// What a backup left behind that was killed goes with the next one to the same
// file, and nothing else does.
func TestTidy(t *testing.T) {
	lib := open(t, t.TempDir())
	dir := t.TempDir()
	old := time.Now().Add(-2 * time.Hour)
	leave := func(folder string, when time.Time) string {
		path := filepath.Join(dir, folder)
		if err := errors.Join(os.Mkdir(path, 0o700), os.WriteFile(filepath.Join(path, "backup1"), nil, 0o600),
			os.Chtimes(filepath.Join(path, "backup1"), when, when), os.Chtimes(path, when, when)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	gone := leave(".library.recto-123", old)
	kept := []string{leave(".library.recto-124", time.Now()), leave(".other.recto-123", old), leave(".library.recto-mine", old)}
	lib.backUp(t, filepath.Join(dir, "library.recto"))
	if _, err := os.Stat(gone); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", gone, err)
	}
	for _, path := range kept {
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s is gone: %v", path, err)
		}
	}
}

// Fetch takes what is wanted out of a backup, and nothing else.
func TestFetch(t *testing.T) {
	lib, again := open(t, t.TempDir()), open(t, t.TempDir())
	lib.publish(t, 1)
	lib.publish(t, 2)
	file := filepath.Join(t.TempDir(), "library.recto")
	lib.backUp(t, file)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	src, _ := storetest.Source(2)
	want := map[string]bool{src.ID: true, blob.Hash([]byte("never there")): true}
	n, err := backup.Fetch(t.Context(), bytes.NewReader(data), want, again.blobs)
	if got := again.bytes(t); err != nil || n != 1 || len(got) != 1 || got[src.ID] == nil {
		t.Errorf("fetched %d, %v, and there are %d", n, err, len(got))
	}
	if _, err := backup.Fetch(t.Context(), bytes.NewReader(data[:len(data)/2]), want, again.blobs); !errors.Is(err, corpus.ErrBroken) {
		t.Errorf("of half a backup: %v", err)
	}
	if _, err := backup.Fetch(t.Context(), strings.NewReader("no backup"), want, again.blobs); !errors.Is(err, corpus.ErrUnsupported) {
		t.Errorf("of none: %v", err)
	}
}
