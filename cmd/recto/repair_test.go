package main

import (
	"bytes"
	"context"
	"database/sql"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"recto/corpus/demo"
	"recto/internal/blob"
	"recto/internal/corpus"
	"recto/internal/store"
)

// TestRepair damages a library in each way that it can be, and has it checked,
// repaired and checked again.
func TestRepair(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: takes in the demo volume, which is long under the race detector")
	}
	whole := filepath.Join(t.TempDir(), "whole")
	text, scans := filepath.Join(t.TempDir(), "paper.txt"), filepath.Join(t.TempDir(), demo.Name)
	ok(t, os.WriteFile(text, []byte(paperText), 0o600), os.WriteFile(scans, demo.PDF, 0o600))
	checked(t, exitOK, nil, "ingest", "--data", whole, text, scans)
	saved := filepath.Join(t.TempDir(), "library.recto")
	checked(t, exitOK, nil, "backup", "--data", whole, saved)
	checked(t, exitOK, []string{"database and blobs are sound", "the index is sound"}, "check", "--data", whole)

	for _, c := range []struct {
		name   string
		damage func(t *testing.T, l damaged)
		code   int      // of the check
		says   []string // of the check
		from   bool     // repaired from the backup
		after  int      // code of the repair, and of the check after it
		did    []string // of the repair
	}{
		{"index lost", func(t *testing.T, l damaged) { ok(t, os.RemoveAll(filepath.Join(l.dir, "index"))) }, exitOK, []string{"there is none yet", "recto check --repair"}, false, exitOK, []string{"the index was made again"}},
		{"index damaged", func(t *testing.T, l damaged) { l.truncate(t, "index") }, exitAmiss, []string{"index: "}, false, exitOK, []string{"the index was made again"}},
		{"index of what is gone", func(t *testing.T, l damaged) {
			volume := l.ask(t, `SELECT id FROM volume ORDER BY id LIMIT 1`)
			ok(t, l.Trash(t.Context(), volume, corpus.Person{}, time.Now()))
		}, exitAmiss, []string{"the published volumes"}, false, exitOK, []string{"the index was made again"}},
		{"blob that nothing speaks of", func(t *testing.T, l damaged) {
			hash, err := l.blobs.Put(t.Context(), []byte("litter"))
			old := time.Now().Add(-48 * time.Hour)
			ok(t, err, os.Chtimes(l.file(t, hash), old, old))
		}, exitOK, []string{"nothing speaks of 1", "are sound"}, false, exitOK, []string{"1 blobs that nothing speaks of were removed"}},
		{"fresh blob that nothing speaks of", func(t *testing.T, l damaged) {
			_, err := l.blobs.Put(t.Context(), []byte("somebody is about to speak of it"))
			ok(t, err)
		}, exitOK, []string{"nothing speaks of 1", "are sound"}, false, exitOK, []string{"nothing speaks of 1"}},
		{"part damaged", func(t *testing.T, l damaged) { l.spoil(t, `SELECT blob FROM part LIMIT 1`) }, exitAmiss, []string{"is damaged", "makes it again from the source"}, false, exitOK, []string{"was processed again"}},
		{"page lost", func(t *testing.T, l damaged) { l.lose(t, `SELECT blob FROM page LIMIT 1`) }, exitAmiss, []string{"is missing"}, false, exitOK, []string{"was processed again"}},
		{"edition lost", func(t *testing.T, l damaged) { l.lose(t, `SELECT edition FROM volume LIMIT 1`) }, exitAmiss, []string{"is missing", "once every edition is whole"}, false, exitOK, []string{"was processed again"}},
		{"page picture lost", func(t *testing.T, l damaged) { l.lose(t, `SELECT picture FROM scan WHERE picture <> '' LIMIT 1`) }, exitAmiss, []string{"scan picture", "is missing"}, false, exitOK, []string{"was processed again"}},
		{"tables out of step", func(t *testing.T, l damaged) {
			l.ask(t, `DELETE FROM page WHERE volume = (SELECT volume FROM page LIMIT 1) RETURNING id`)
		}, exitAmiss, []string{"the tables hold"}, false, exitOK, []string{"the tables of volume"}},
		{"source lost", func(t *testing.T, l damaged) { l.lose(t, `SELECT id FROM source LIMIT 1`) }, exitAmiss, []string{"is missing", "Give the same file again"}, false, exitAmiss, []string{"Give the same file again"}},
		{"source lost, with a backup", func(t *testing.T, l damaged) { l.lose(t, `SELECT id FROM source LIMIT 1`) }, exitAmiss, nil, true, exitOK, []string{"1 blobs were put back"}},
		{"source and edition lost, with a backup", func(t *testing.T, l damaged) {
			l.lose(t, `SELECT source FROM volume LIMIT 1`)
			l.lose(t, `SELECT edition FROM volume LIMIT 1`)
			l.spoil(t, `SELECT blob FROM part LIMIT 1`)
		}, exitAmiss, nil, true, exitOK, []string{"were put back"}},
		{"trash that is due", func(t *testing.T, l damaged) {
			volume := l.ask(t, `SELECT id FROM volume ORDER BY id LIMIT 1`)
			ok(t, l.Trash(t.Context(), volume, corpus.Person{Name: "Ann"}, time.Now().Add(-corpus.TrashKept-time.Hour)))
		}, exitAmiss, nil, false, exitOK, []string{"purged from the trash", "thrown away by Ann"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "library")
			ok(t, os.CopyFS(dir, os.DirFS(whole)))
			l := openDamaged(t, dir)
			c.damage(t, l)
			ok(t, l.DB.Close())
			checked(t, c.code, c.says, "check", "--data", dir)
			repair := []string{"check", "--repair", "--data", dir}
			if c.from {
				repair = append(repair, "--from", saved)
			}
			checked(t, c.after, c.did, repair...)
			checked(t, c.after, nil, "check", "--data", dir)
		})
	}
}

const paperText = `Notes on boundary zones

In our work boundary zones are places where two services meet. Those who
meet there speak freely, and learn from one another what neither knew.
`

// damaged is a library that is about to be damaged.
type damaged struct {
	*store.Library
	dir   string
	blobs *blob.Store
}

func openDamaged(t *testing.T, dir string) damaged {
	t.Helper()
	db, err := store.Open(t.Context(), filepath.Join(dir, "recto.db"))
	ok(t, err)
	blobs, err := blob.Open(t.Context(), filepath.Join(dir, "blobs"))
	ok(t, err)
	return damaged{&store.Library{DB: db, Blobs: blobs}, dir, blobs}
}

// ask gives the first text that a statement gives.
func (l damaged) ask(t *testing.T, query string) (v string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(l.dir, "recto.db"))
	ok(t, err)
	defer db.Close()
	ok(t, db.QueryRowContext(t.Context(), query).Scan(&v))
	return v
}

// file is where a blob lies.
func (l damaged) file(t *testing.T, hash string) string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(l.dir, "blobs", "*", hash+"*"))
	ok(t, err)
	if len(all) != 1 {
		t.Fatalf("blob %s lies at %v", hash, all)
	}
	return all[0]
}

func (l damaged) lose(t *testing.T, query string) {
	t.Helper()
	ok(t, os.Remove(l.file(t, l.ask(t, query))))
}

func (l damaged) spoil(t *testing.T, query string) {
	t.Helper()
	ok(t, os.WriteFile(l.file(t, l.ask(t, query)), []byte("rust"), 0o600))
}

// truncate cuts every file below a folder to half of its length.
func (l damaged) truncate(t *testing.T, folder string) {
	t.Helper()
	ok(t, filepath.WalkDir(filepath.Join(l.dir, folder), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "current" {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return os.Truncate(path, info.Size()/2)
	}))
}

// checked runs the program and looks at its exit code and at what it says.
func checked(t *testing.T, code int, says []string, args ...string) {
	t.Helper()
	var out bytes.Buffer
	env := func(name string) string {
		if name == "RECTO_OCR" {
			return "off"
		}
		return os.Getenv(name)
	}
	if got := run(context.Background(), args, env, nil, &out, &out); got != code {
		t.Errorf("recto %v: exit code %d, want %d:\n%s", args, got, code, out.String())
	}
	for _, want := range says {
		if !strings.Contains(out.String(), want) {
			t.Errorf("recto %v does not say %q:\n%s", args, want, out.String())
		}
	}
}

func ok(t *testing.T, all ...error) {
	t.Helper()
	for _, err := range all {
		if err != nil {
			t.Fatal(err)
		}
	}
}
