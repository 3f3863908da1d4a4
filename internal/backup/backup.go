// Package backup writes a whole library into one file while it is in use, and
// makes a library of such a file again.
//
// A backup is a gzip-compressed tar: a head, a snapshot of the database, and
// every blob under its hash. The snapshot is taken first. Blobs are never
// changed, and one is written before the row that speaks of it, so whatever the
// snapshot speaks of is among the blobs read after it: nobody has to stop
// working. Where blobs were removed meanwhile, with what was purged from the
// trash, it is begun anew. The search index and the caches are left out, since they are made
// again from the rest.
package backup

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"recto/internal/corpus"
)

// format is the version of the layout. A reader refuses what is newer.
const format = 1

// The names in the tar.
const (
	headName     = "recto-backup.json"
	databaseName = "recto.db"
	blobFolder   = "blobs/"
)

// Head says what a backup holds.
type Head struct {
	Format  int       `json:"format"`
	Program string    `json:"program"` // version that wrote it
	Created time.Time `json:"created"`
	Blobs   int       `json:"blobs"`
}

// Database gives a consistent copy of itself while it is in use; store.DB does.
type Database interface {
	Snapshot(ctx context.Context, file string) error
}

// Blobs are the bytes of a library by their SHA-256; blob.Store does.
type Blobs interface {
	List(ctx context.Context) iter.Seq2[string, error] // in an order that does not change
	Get(ctx context.Context, hash string) ([]byte, error)
}

// Write writes a backup to a file, which appears under its name only when it is
// whole and on the disk. A file of that name is replaced. Progress is told of
// the blobs written, of so many.
//
// A blob that is missing or damaged stops it with the store's error: a backup
// that cannot be restored whole is none.
func Write(ctx context.Context, file, program string, db Database, blobs Blobs, progress func(done, total int)) (Head, error) {
	if err := tidy(file, time.Now().Add(-forsaken)); err != nil {
		return Head{}, fmt.Errorf("back up: %w", err)
	}
	temp, err := os.MkdirTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return Head{}, fmt.Errorf("back up: %w", err)
	}
	defer os.RemoveAll(temp)
	for try := 1; ; try++ {
		w := writer{ctx: ctx, db: db, blobs: blobs, progress: progress, head: Head{Format: format, Program: program, Created: time.Now().UTC().Truncate(time.Second)}}
		part := filepath.Join(temp, fmt.Sprint("backup", try))
		err := w.all(part, filepath.Join(temp, fmt.Sprint(databaseName, try)))
		if err == nil {
			return w.head, rename(part, file)
		}
		if try == tries || !errors.Is(err, corpus.ErrNotFound) {
			return Head{}, fmt.Errorf("back up: %w", err)
		}
	}
}

// tries is how often a backup is begun anew because blobs were removed meanwhile,
// as when the trash is emptied.
const tries = 3

// forsaken is how long nothing was written to a backup that nobody writes any more.
const forsaken = time.Hour

// tidy removes what backups to a file left behind that were killed before a time.
func tidy(file string, before time.Time) error {
	entries, err := os.ReadDir(filepath.Dir(file))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() || !temporary(e.Name(), filepath.Base(file)) {
			continue
		}
		dir := filepath.Join(filepath.Dir(file), e.Name())
		last, err := touched(dir)
		if err == nil && last.Before(before) {
			err = os.RemoveAll(dir)
		}
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// temporary reports whether a folder is called as those are that a backup of a
// name is written in.
func temporary(folder, name string) bool {
	digits, ok := strings.CutPrefix(folder, "."+name+"-")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}

// touched is when something in a folder was last written.
func touched(dir string) (last time.Time, err error) {
	err = filepath.WalkDir(dir, func(_ string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
		return err
	})
	return last, err
}

// writer writes one backup.
type writer struct {
	ctx      context.Context
	db       Database
	blobs    Blobs
	progress func(done, total int)
	head     Head
}

// all takes the snapshot and writes it to a file with the blobs. The error is
// [corpus.ErrNotFound] if blobs were removed meanwhile that the snapshot may speak of.
func (w *writer) all(name, snapshot string) error {
	before, err := w.list()
	if err != nil {
		return err
	}
	if err := w.db.Snapshot(w.ctx, snapshot); err != nil {
		return err
	}
	hashes, err := w.list()
	if err != nil {
		return err
	}
	there := make(map[string]bool, len(hashes))
	for _, hash := range hashes {
		there[hash] = true
	}
	for _, hash := range before {
		if !there[hash] {
			return fmt.Errorf("blob %s was removed meanwhile: %w", hash, corpus.ErrNotFound)
		}
	}
	return w.file(name, snapshot, hashes)
}

func (w *writer) file(name, snapshot string, hashes []string) error {
	w.head.Blobs = len(hashes)
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // it holds password hashes
	if err != nil {
		return err
	}
	err = w.write(f, snapshot, hashes)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (w *writer) list() (hashes []string, err error) {
	for hash, err := range w.blobs.List(w.ctx) {
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func (w *writer) write(to io.Writer, snapshot string, hashes []string) error {
	packed, err := gzip.NewWriterLevel(to, gzip.BestSpeed)
	if err != nil {
		return err
	}
	t := tar.NewWriter(packed)
	head, err := json.Marshal(w.head)
	if err != nil {
		return err
	}
	if err := w.entry(t, headName, head); err != nil {
		return err
	}
	if err := w.copy(t, databaseName, snapshot); err != nil {
		return err
	}
	for i, hash := range hashes {
		data, err := w.blobs.Get(w.ctx, hash)
		if err != nil {
			return err
		}
		if err := w.entry(t, blobFolder+hash, data); err != nil {
			return err
		}
		w.progress(i+1, len(hashes))
	}
	return errors.Join(t.Close(), packed.Close())
}

func (w *writer) entry(t *tar.Writer, name string, data []byte) error {
	if err := t.WriteHeader(w.header(name, int64(len(data)))); err != nil {
		return err
	}
	_, err := t.Write(data)
	return err
}

func (w *writer) copy(t *tar.Writer, name, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := t.WriteHeader(w.header(name, info.Size())); err != nil {
		return err
	}
	_, err = io.Copy(t, f)
	return err
}

func (w *writer) header(name string, size int64) *tar.Header {
	return &tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: w.head.Created, Format: tar.FormatPAX}
}

// rename puts a file or folder in its place and forces the place to the disk.
func rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(to))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
