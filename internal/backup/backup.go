// Package backup writes a whole library into one file while it is in use, and
// makes a library of such a file again.
//
// A backup is a gzip-compressed tar: a head, a snapshot of the database, and
// every blob under its hash. The snapshot is taken first. Blobs are never
// changed, and one is written before the row that speaks of it, so whatever the
// snapshot speaks of is among the blobs read after it: nobody has to stop
// working. The search index and the caches are left out, since they are made
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
	"time"
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
	temp, err := os.MkdirTemp(filepath.Dir(file), "."+filepath.Base(file)+"-*")
	if err != nil {
		return Head{}, fmt.Errorf("back up: %w", err)
	}
	defer os.RemoveAll(temp)
	w := writer{ctx: ctx, blobs: blobs, progress: progress, head: Head{Format: format, Program: program, Created: time.Now().UTC().Truncate(time.Second)}}
	snapshot := filepath.Join(temp, databaseName)
	if err := db.Snapshot(ctx, snapshot); err != nil {
		return Head{}, fmt.Errorf("back up the database: %w", err)
	}
	part := filepath.Join(temp, "backup")
	if err := w.file(part, snapshot); err != nil {
		return Head{}, fmt.Errorf("back up: %w", err)
	}
	return w.head, rename(part, file)
}

// writer writes one backup.
type writer struct {
	ctx      context.Context
	blobs    Blobs
	progress func(done, total int)
	head     Head
}

func (w *writer) file(name, snapshot string) error {
	hashes, err := w.list()
	if err != nil {
		return err
	}
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
