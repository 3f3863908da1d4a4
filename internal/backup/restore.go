package backup

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"recto/internal/corpus"
)

// The most that is taken from a backup in one piece, in bytes.
const (
	maxHead = 1 << 20
	maxBlob = 4 << 30
)

// Keeper takes blobs in; blob.Store does.
type Keeper interface {
	Put(ctx context.Context, data []byte) (hash string, err error)
}

// Restore reads a backup: the database into a file that must not be there yet,
// and each blob to the keeper. Blobs are held against their hashes and counted,
// so that a backup cut short or changed is not taken for a whole one. Progress
// is told of the blobs restored, of so many.
//
// The error is [corpus.ErrUnsupported] for what is no backup, or one of a newer
// program, and [corpus.ErrBroken] for one that is damaged; what was written is
// then of no use.
func Restore(ctx context.Context, from io.Reader, database string, blobs Keeper, progress func(done, total int)) (Head, error) {
	packed, err := gzip.NewReader(from)
	if err != nil {
		return Head{}, fmt.Errorf("this is no backup of Recto: %w", corpus.ErrUnsupported)
	}
	r := reader{ctx: ctx, tar: tar.NewReader(packed), blobs: blobs, progress: progress}
	if err := r.readHead(); err != nil {
		return Head{}, err
	}
	if err := r.readDatabase(database); err != nil {
		return r.head, fmt.Errorf("restore the database: %w", err)
	}
	if err := r.readBlobs(); err != nil {
		return r.head, err
	}
	// The checksum of gzip stands at the very end.
	if _, err := io.Copy(io.Discard, packed); err != nil {
		return r.head, broken(err)
	}
	return r.head, nil
}

// reader reads one backup.
type reader struct {
	ctx      context.Context
	tar      *tar.Reader
	blobs    Keeper
	progress func(done, total int)
	head     Head
}

func (r *reader) readHead() error {
	h, err := r.tar.Next()
	if err != nil || h.Name != headName || h.Size > maxHead {
		return fmt.Errorf("this is no backup of Recto: %w", corpus.ErrUnsupported)
	}
	if err := json.NewDecoder(r.tar).Decode(&r.head); err != nil {
		return broken(err)
	}
	if r.head.Format != format {
		return fmt.Errorf("the backup was written by Recto %s, in a form that this version does not know; restore it with that version or a newer one: %w",
			r.head.Program, corpus.ErrUnsupported)
	}
	return nil
}

func (r *reader) readDatabase(file string) error {
	h, err := r.tar.Next()
	if err != nil {
		return broken(err)
	}
	if h.Name != databaseName {
		return broken(fmt.Errorf("%q stands where the database belongs", h.Name))
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, entry{r.ctx, r.tar})
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

func (r *reader) readBlobs() error {
	for n := 0; ; n++ {
		h, err := r.tar.Next()
		if errors.Is(err, io.EOF) && n == r.head.Blobs {
			return nil
		}
		if err != nil {
			return broken(err)
		}
		if err := r.readBlob(h); err != nil {
			return err
		}
		r.progress(n+1, r.head.Blobs)
	}
}

func (r *reader) readBlob(h *tar.Header) error {
	hash, ok := strings.CutPrefix(h.Name, blobFolder)
	if _, err := hex.DecodeString(hash); !ok || err != nil || h.Typeflag != tar.TypeReg || h.Size > maxBlob {
		return broken(fmt.Errorf("%q stands where a blob belongs", h.Name))
	}
	data, err := io.ReadAll(entry{r.ctx, r.tar})
	if err != nil {
		return err
	}
	kept, err := r.blobs.Put(r.ctx, data)
	if err != nil {
		return fmt.Errorf("restore blob %s: %w", hash, err)
	}
	if kept != hash {
		return broken(fmt.Errorf("blob %s holds other bytes", hash))
	}
	return nil
}

// broken says that a backup cannot be trusted, unless it was the reader who stopped.
func broken(cause error) error {
	if errors.Is(cause, context.Canceled) || errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	return fmt.Errorf("the backup is damaged or was cut short; take another copy of it: %w (%w)", corpus.ErrBroken, cause)
}

// entry reads the bytes of an entry until a context ends, and tells what is
// wrong with the backup from what is wrong with the disk that it goes to.
type entry struct {
	ctx  context.Context
	from io.Reader
}

func (e entry) Read(p []byte) (int, error) {
	if err := e.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := e.from.Read(p)
	if err != nil && err != io.EOF {
		err = broken(err)
	}
	return n, err
}

// Into runs a restoration beside the folder that it is for and puts it in its
// place when it succeeded, so that a folder is whole or not there. The folder
// must be empty or not exist, else the error is [corpus.ErrExists]; what an
// earlier one that was cut off left behind is thrown away.
func Into(dir string, restore func(beside string) error) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if len(entries) > 0 {
		return fmt.Errorf("%s holds files already, and a restored library replaces nothing; name an empty folder: %w", dir, corpus.ErrExists)
	}
	beside := filepath.Clean(dir) + ".restoring"
	if err := os.RemoveAll(beside); err != nil {
		return err
	}
	if err := os.MkdirAll(beside, 0o755); err != nil {
		return err
	}
	if err := restore(beside); err != nil {
		return errors.Join(err, os.RemoveAll(beside))
	}
	if err := os.Remove(dir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return rename(beside, filepath.Clean(dir))
}
